/** Builds a JPEG anew (ITU-T T.81, annex B) out of what its picture needs; not a pixel is touched. */

import { joinBytes } from '../../bytes';
import { scanEnd } from '../sniff/jpeg';
import { ascii, u8, u16 } from '../sniff/reader';
import { largestProfile } from './limits';
import { reducedProfile } from './profile';

/** A header without a thumbnail, and without the density: pixels are what is looked at. */
const jfif = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1, 0, 1, 0, 0);

/** Sequential and progressive pictures with Huffman codes; others are not read everywhere. */
const frames = new Set([0xc0, 0xc1, 0xc2]);

/**
 * The picture with its tables and nothing else. Undefined when the file is not well-formed, ends early, or its colours are
 * such that only a decoder can follow them.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const picture = new Picture();
  let at = 2;
  while (at + 2 <= bytes.length) {
    const marker = u8(bytes, at + 1);
    if (u8(bytes, at) !== 0xff) {
      return undefined;
    }
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      // Whatever follows the end is left behind: a motion photo's video carries its place too.
      return picture.whole();
    }
    const end = at + 2 + u16(bytes, at + 2);
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8) || end < at + 4 || end > bytes.length) {
      return undefined;
    }
    if (!picture.segment(marker, bytes.subarray(at, end))) {
      return undefined;
    }
    at = end;
    if (marker === 0xda) {
      const after = scanEnd(bytes, at);
      if (after < 0) {
        return undefined;
      }
      picture.data(bytes.subarray(at, after));
      at = after;
    }
  }
  return undefined;
}

/** What has been read so far. Segments are given with their markers. */
class Picture {
  private readonly parts: Uint8Array[] = [];
  private frame: Uint8Array | undefined;
  private scans = 0;
  private hasJfif = false;
  private adobe: number | undefined;
  private readonly profile: Uint8Array[] = [];
  /** Tables by kind and number, that no scan has used yet: those that none ever does are left behind. */
  private readonly tables = new Map<string, Uint8Array>();

  /** False when the picture cannot be built anew. */
  segment(marker: number, segment: Uint8Array): boolean {
    const body = segment.subarray(4);
    if (frames.has(marker)) {
      return this.startFrame(segment);
    }
    switch (marker) {
      case 0xda:
        return this.startScan(segment);
      case 0xdb:
        return this.quantization(body);
      case 0xc4:
        return this.huffman(body);
      case 0xdd:
        this.parts.push(segment);
        return segment.length === 6;
      case 0xe0:
        this.hasJfif ||= this.scans === 0 && ascii(body, 0, 5) === 'JFIF\0' && body.length >= 14;
        return true;
      case 0xe2:
        if (this.scans === 0 && ascii(body, 0, 12) === 'ICC_PROFILE\0') {
          this.profile.push(body.subarray(12));
        }
        return true;
      case 0xee:
        if (this.scans === 0 && ascii(body, 0, 5) === 'Adobe' && body.length >= 12) {
          this.adobe = u8(body, 11);
        }
        return true;
      default:
        // Other frames, their arithmetic codes, and what changes a frame that has begun.
        return !(marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8) && marker !== 0xdc;
    }
  }

  /** The coded data of the scan that has begun; fill bytes before the marker that follows are left behind. */
  data(data: Uint8Array): void {
    let end = data.length;
    while (end > 0 && data[end - 1] === 0xff) {
      end -= 1;
    }
    this.parts.push(data.subarray(0, end));
  }

  whole(): Uint8Array | undefined {
    const reduced = this.reduced();
    // How colours are coded; without it some files turn green.
    const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, this.adobe ?? 0];
    if (!reduced || this.scans === 0) {
      return undefined;
    }
    return joinBytes([
      Uint8Array.of(0xff, 0xd8),
      ...(this.hasJfif ? [jfif] : []),
      ...(this.adobe === undefined ? [] : [Uint8Array.from(adobe)]),
      ...(reduced === 'srgb' ? [] : [profileSegment(reduced)]),
      ...this.parts,
      Uint8Array.of(0xff, 0xd9),
    ]);
  }

  private startFrame(segment: Uint8Array): boolean {
    const count = u8(segment, 9);
    const once = this.frame === undefined;
    this.frame = segment;
    this.parts.push(segment);
    return once && (count === 1 || count === 3) && segment.length === 10 + 3 * count;
  }

  private startScan(segment: Uint8Array): boolean {
    const { frame } = this;
    const count = u8(segment, 4);
    if (!frame || count === 0 || segment.length !== 8 + 2 * count) {
      return false;
    }
    for (let i = 0; i < count; i++) {
      const component = u8(segment, 5 + 2 * i);
      const codes = u8(segment, 6 + 2 * i);
      for (let k = 10; k < frame.length; k += 3) {
        if (u8(frame, k) === component) {
          this.use(`q${u8(frame, k + 2)}`);
        }
      }
      this.use(`h${codes >> 4}`);
      this.use(`h${16 + (codes & 15)}`);
    }
    this.parts.push(segment);
    this.scans += 1;
    return true;
  }

  private use(name: string): void {
    const table = this.tables.get(name);
    if (table) {
      this.parts.push(table);
      this.tables.delete(name);
    }
  }

  private quantization(body: Uint8Array): boolean {
    let at = 0;
    while (at < body.length) {
      const kind = u8(body, at);
      const next = at + 65 + (kind > 15 ? 64 : 0);
      if (next > body.length || kind >> 4 > 1) {
        return false;
      }
      this.tables.set(`q${kind & 15}`, table(0xdb, body.subarray(at, next)));
      at = next;
    }
    return true;
  }

  private huffman(body: Uint8Array): boolean {
    let at = 0;
    while (at < body.length) {
      const symbols = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
      const next = at + 17 + symbols;
      const listed = body.subarray(at + 17, next);
      // A symbol has one code: what is listed twice is no code.
      if (next > body.length || u8(body, at) > 0x1f || new Set(listed).size !== listed.length) {
        return false;
      }
      this.tables.set(`h${u8(body, at)}`, table(0xc4, body.subarray(at, next)));
      at = next;
    }
    return true;
  }

  /** What of the profile has to go along; its pieces are numbered from 1, and each says how many there are. */
  private reduced(): Uint8Array | 'srgb' | undefined {
    const { profile } = this;
    const size = profile.reduce((sum, one) => sum + one.length, 0);
    if (profile.length === 0) {
      return 'srgb';
    }
    const inOrder = profile.toSorted((one, other) => u8(one, 0) - u8(other, 0));
    const numbered = inOrder.every((one, i) => u8(one, 0) === i + 1 && u8(one, 1) === inOrder.length);
    return numbered && size <= largestProfile
      ? reducedProfile(joinBytes(inOrder.map((one) => one.subarray(2))), u8(this.frame ?? new Uint8Array(), 9) === 1)
      : undefined;
  }
}

/** A table with its marker and length. */
const table = (marker: number, content: Uint8Array) =>
  joinBytes([Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content]);

function profileSegment(profile: Uint8Array): Uint8Array {
  const name = Uint8Array.from([...'ICC_PROFILE\0'].map((one) => one.charCodeAt(0)));
  return table(0xe2, joinBytes([name, Uint8Array.of(1, 1), profile]));
}
