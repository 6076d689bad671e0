/** Rebuilds a JPEG (ITU-T T.81, annex B) from what its picture needs, without touching a pixel. */

import { joinBytes } from '../../bytes';
import { scanEnd } from '../sniff/jpeg';
import { ascii, u8, u16 } from '../sniff/reader';
import { maxProfileBytes } from './limits';
import { reducedProfile } from './profile';
import { type Codes, codesOf, endOfScan, type Frame, type Known, type Scan } from './scan';

/** A header without a thumbnail, and without the density, because only pixels count. */
const jfif = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1, 0, 1, 0, 0);

/** Sequential and progressive pictures with Huffman codes; not every decoder reads others. */
const frames = new Set([0xc0, 0xc1, 0xc2]);

/**
 * The picture with its tables and nothing else, and its coded data up to its last block. Undefined if the file is
 * malformed, ends early, or has colors that only a decoder can follow.
 */
export async function stripJpeg(bytes: Uint8Array): Promise<Uint8Array | undefined> {
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
      // Whatever follows the end is left out: a motion photo's video contains its location too.
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
      if (!(await picture.data(bytes.subarray(at, after)))) {
        return undefined;
      }
      at = after;
    }
  }
  return undefined;
}

/** Existing programs write at most a dozen scans per picture. */
const maxScans = 100;

/** What has been read so far. Segments include their markers. */
class Picture {
  private readonly parts: Uint8Array[] = [];
  private frame: Frame | undefined;
  private scan: Scan | undefined;
  private scans = 0;
  private interval = 0;
  private hasJfif = false;
  private adobe: number | undefined;
  private readonly profile: Uint8Array[] = [];
  /** Tables by kind and number that no scan has used yet: those that none ever uses are left out. */
  private readonly tables = new Map<string, Uint8Array>();
  private readonly codes = new Map<string, Codes>();
  /** The code tables among the parts. */
  private readonly written: { readonly symbols: Uint8Array; readonly codes: Codes }[] = [];
  private readonly known: Known = new Map();

  /** False if the picture can't be rebuilt. */
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
        this.interval = u16(body, 0);
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
        // Other frames, their arithmetic codes, and anything that changes a frame that has begun.
        return !(marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8) && marker !== 0xdc;
    }
  }

  /** The coded data of the scan that has begun. False if it isn't what the scan says. */
  async data(data: Uint8Array): Promise<boolean> {
    const end = this.scan && (await endOfScan(data, this.scan, this.known));
    this.parts.push(data.subarray(0, end));
    return end !== undefined;
  }

  whole(): Uint8Array | undefined {
    const reduced = this.reduced();
    // How colors are coded; without it, some files turn green.
    const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, this.adobe ?? 0];
    if (!reduced || this.scans === 0) {
      return undefined;
    }
    for (const { symbols, codes } of this.written) {
      symbols.set(symbols.map((symbol) => (codes.used[symbol] ? symbol : 0)));
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
    if (this.frame || (count !== 1 && count !== 3) || segment.length !== 10 + 3 * count) {
      return false;
    }
    const components = Array.from({ length: count }, (_, i) => {
      const sampling = u8(segment, 11 + 3 * i);
      return {
        id: u8(segment, 10 + 3 * i),
        across: sampling >> 4,
        down: sampling & 15,
        table: u8(segment, 12 + 3 * i),
      };
    });
    this.frame = {
      width: u16(segment, 7),
      height: u16(segment, 5),
      progressive: u8(segment, 1) === 0xc2,
      components,
    };
    this.parts.push(segment);
    return components.every(({ across, down }) => across >= 1 && across <= 4 && down >= 1 && down <= 4);
  }

  private startScan(segment: Uint8Array): boolean {
    const { frame } = this;
    const count = u8(segment, 4);
    if (!frame || count === 0 || segment.length !== 8 + 2 * count || this.scans === maxScans) {
      return false;
    }
    const [first = 0, last = 0, bits = 0] = segment.subarray(segment.length - 3);
    const refines = bits >> 4 > 0;
    const components: Scan['components'][number][] = [];
    for (let i = 0; i < count; i++) {
      const of = frame.components.find(({ id }) => id === u8(segment, 5 + 2 * i));
      const numbers = u8(segment, 6 + 2 * i);
      if (!of) {
        return false;
      }
      this.use(`q${of.table}`);
      // A scan of a progressive picture has codes of at most one kind.
      const dc = frame.progressive && (first > 0 || refines) ? undefined : this.codesOf(`h${numbers >> 4}`);
      const ac = frame.progressive && first === 0 ? undefined : this.codesOf(`h${16 + (numbers & 15)}`);
      components.push({ of, dc, ac });
    }
    // A band is coded for one component at a time.
    if (last > 63 || first > last || (frame.progressive && first > 0 && count > 1)) {
      return false;
    }
    this.scan = { frame, components, first, last, refines, interval: this.interval };
    this.parts.push(segment);
    this.scans += 1;
    return true;
  }

  private use(name: string): Uint8Array | undefined {
    const table = this.tables.get(name);
    if (table) {
      this.parts.push(table);
      this.tables.delete(name);
    }
    return table;
  }

  /** Undefined if there is no such table, or it has more codes than fit. */
  private codesOf(name: string): Codes | undefined {
    const table = this.use(name);
    const codes = table && codesOf(table.subarray(5));
    if (table && codes) {
      this.codes.set(name, codes);
      this.written.push({ symbols: table.subarray(21), codes });
    }
    return table ? codes : this.codes.get(name);
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
      const next = at + 17 + body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
      const listed = body.subarray(at + 17, next);
      // A symbol has one code, so a duplicate isn't one. Symbols that no scan uses become zeros.
      const symbols = [...listed].filter((symbol) => symbol !== 0);
      if (next > body.length || u8(body, at) > 0x1f || new Set(symbols).size !== symbols.length) {
        return false;
      }
      this.tables.set(`h${u8(body, at)}`, table(0xc4, body.subarray(at, next)));
      at = next;
    }
    return true;
  }

  /** What has to be kept of the profile. Its pieces are numbered from 1, and each says how many there are. */
  private reduced(): Uint8Array | 'srgb' | undefined {
    const { profile } = this;
    const size = profile.reduce((sum, one) => sum + one.length, 0);
    if (profile.length === 0) {
      return 'srgb';
    }
    const inOrder = profile.toSorted((one, other) => u8(one, 0) - u8(other, 0));
    const numbered = inOrder.every((one, i) => u8(one, 0) === i + 1 && u8(one, 1) === inOrder.length);
    return numbered && size <= maxProfileBytes
      ? reducedProfile(joinBytes(inOrder.map((one) => one.subarray(2))), this.frame?.components.length === 1)
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
