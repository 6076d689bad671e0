/** Rebuilds a PNG from what its picture needs, without touching a pixel. */

import { joinBytes } from '../../bytes';
import { pause } from '../../pause';
import { ascii, u8, u32 } from '../sniff/reader';
import { adler32, crc32 } from './checksums';
import { inflate } from './inflate';
import { maxProfileBytes } from './limits';
import { plainPalette } from './palette';
import { reducedProfile } from './profile';

/** The chunks that are read. Everything else is left out, known or not. */
const read = new Set(['IHDR', 'PLTE', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'iCCP']);

/** An inflated profile can't be larger. */
const maxInflated = 4 * maxProfileBytes;
/** Bytes that are checksummed without a pause: some milliseconds. */
const checkedAtOnce = 4_000_000;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
  readonly interlaced: boolean;
}

/**
 * The still picture of a PNG, without its animation. Undefined if the file is malformed, ends early, contains more or
 * less than its pixels, or has colors that only a decoder can convert.
 */
export async function stripPng(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const chunks = chunksOf(bytes);
  const header = chunks && headerOf(chunks.get('IHDR'));
  if (!header) {
    return undefined;
  }
  const data = chunks.get('IDAT') ?? new Uint8Array();
  const expected = pixelBytes(header);
  const colors = await colorChunks(chunks, header);
  const paletted = header.colorType === 3;
  const palette = paletted
    ? await plainPalette(header, data, chunks.get('PLTE'), chunks.get('tRNS'), expected)
    : undefined;
  const inflated = palette ?? (paletted ? undefined : await inflate(data, expected));
  const transparent = paletted ? palette?.alphas : chunks.get('tRNS');
  if (!colors || inflated?.length !== expected || !isTransparency(transparent, header.colorType)) {
    return undefined;
  }
  return joinBytes([
    bytes.subarray(0, 8),
    chunk('IHDR', chunks.get('IHDR')),
    ...colors,
    chunk('PLTE', palette?.colors),
    chunk('tRNS', transparent),
    ...(await dataChunk(data.subarray(0, inflated.end))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** The contents of the chunks that are read, by name, with those of the pixels concatenated. */
function chunksOf(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const chunks = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  let before = '';
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = u32(bytes, at);
    const type = ascii(bytes, at + 4, 4);
    const end = at + 12 + length;
    if (end > bytes.length || (at === 8) !== (type === 'IHDR')) {
      return undefined;
    }
    const content = bytes.subarray(at + 8, end - 4);
    if (type === 'IDAT') {
      // Whatever is between two pieces of the pixels may be a third one with a corrupt name.
      if (data.length > 0 && before !== 'IDAT') {
        return undefined;
      }
      data.push(content);
    } else if (read.has(type)) {
      if (chunks.has(type)) {
        return undefined;
      }
      chunks.set(type, content);
    } else if (/^[A-Z]/.test(type)) {
      // A decoder that doesn't know it can't draw the picture.
      return undefined;
    }
    before = type;
    at = end;
    if (type === 'IEND') {
      return data.length > 0 ? chunks.set('IDAT', joinBytes(data)) : undefined;
    }
  }
  return undefined;
}

const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function headerOf(content: Uint8Array | undefined): PngHeader | undefined {
  if (content?.length !== 13) {
    return undefined;
  }
  const [depth = 0, colorType = 0, compression, filter, interlace = 0] = content.subarray(8);
  const known = compression === 0 && filter === 0 && interlace <= 1 && [1, 2, 4, 8, 16].includes(depth);
  const header = { width: u32(content, 0), height: u32(content, 4), depth, colorType, interlaced: interlace === 1 };
  return known && channels[colorType] !== undefined ? header : undefined;
}

/** Column and row of the first pixel, and steps to the next, for the seven passes of an interlaced picture. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Bytes of all rows with their filters. */
function pixelBytes({ width, height, depth, colorType, interlaced }: PngHeader): number {
  const rows = (across: number, down: number) =>
    across > 0 && down > 0 ? down * (1 + Math.ceil((across * depth * (channels[colorType] ?? 1)) / 8)) : 0;
  return interlaced
    ? passes.reduce((sum, [x, y, dx, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)), 0)
    : rows(width, height);
}

function isTransparency(content: Uint8Array | undefined, colorType: number): boolean {
  const lengths: Readonly<Record<number, number>> = { 0: 2, 2: 6 };
  return content === undefined || colorType === 3 || content.length === lengths[colorType];
}

/** The chunks that say what the colors mean; undefined if one of them isn't understood. The first of each wins. */
async function colorChunks(
  chunks: ReadonlyMap<string, Uint8Array>,
  header: PngHeader,
): Promise<Uint8Array[] | undefined> {
  const coded = chunks.get('cICP');
  if (coded) {
    return isCoded(coded) ? [chunk('cICP', coded)] : undefined;
  }
  const packed = chunks.get('iCCP');
  if (packed) {
    const gray = header.colorType === 0 || header.colorType === 4;
    const profile = await inflatedProfile(packed);
    const reduced = profile && reducedProfile(profile, gray);
    return reduced && [reduced === 'srgb' ? chunk('sRGB', Uint8Array.of(0)) : chunk('iCCP', packedProfile(reduced))];
  }
  const standard = chunks.get('sRGB');
  if (standard) {
    return standard.length === 1 && u8(standard, 0) <= 3 ? [chunk('sRGB', standard)] : undefined;
  }
  const [gamma, points] = [chunks.get('gAMA'), chunks.get('cHRM')];
  // In hundred thousandths; letters would make far larger numbers.
  const sane = (content: Uint8Array, count: number, most: number) =>
    content.length === 4 * count &&
    Array.from({ length: count }, (_, i) => u32(content, 4 * i)).every((one) => one <= most);
  if ((gamma && !sane(gamma, 1, 1_000_000)) || (points && !sane(points, 8, 200_000))) {
    return undefined;
  }
  return [chunk('gAMA', gamma), chunk('cHRM', points)];
}

/**
 * The existing code points (ITU-T H.273) of the primaries, the curve, the matrix (none, because colors are RGB), and
 * the range.
 */
const isCoded = (content: Uint8Array) =>
  content.length === 4 && [22, 18, 0, 1].every((most, i) => u8(content, i) <= most);

async function inflatedProfile(content: Uint8Array): Promise<Uint8Array | undefined> {
  const name = content.indexOf(0);
  if (name < 0 || name > 79 || content.length > maxProfileBytes) {
    return undefined;
  }
  const output = new Uint8Array(maxInflated);
  const inflated = await inflate(content.subarray(name + 2), maxInflated, output);
  return inflated && output.subarray(0, inflated.length);
}

/** A meaningless name, and the profile in an uncompressed zlib stream. */
function packedProfile(profile: Uint8Array): Uint8Array {
  const size = [profile.length & 255, profile.length >> 8];
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, adler32(profile));
  const head = Uint8Array.of(0x52, 0x47, 0x42, 0, 0, 0x78, 1, 1, ...size, ...size.map((byte) => byte ^ 255));
  return joinBytes([head, profile, sum]);
}

/** The pixels' chunk: large, so others get their turn while its checksum is computed. */
async function dataChunk(data: Uint8Array): Promise<Uint8Array[]> {
  const [head, tail] = [new Uint8Array(8), new Uint8Array(4)];
  new DataView(head.buffer).setUint32(0, data.length);
  head.set([0x49, 0x44, 0x41, 0x54], 4);
  let sum = crc32(head.subarray(4));
  for (let at = 0; at < data.length; at += checkedAtOnce) {
    sum = crc32(data.subarray(at, at + checkedAtOnce), sum);
    await pause();
  }
  new DataView(tail.buffer).setUint32(0, sum);
  return [head, data, tail];
}

/** A chunk with its length and checksum; nothing if it has no content. */
function chunk(type: string, content: Uint8Array | undefined): Uint8Array {
  if (!content) {
    return new Uint8Array();
  }
  const name = Uint8Array.from([...type].map((one) => one.charCodeAt(0)));
  const frame = new Uint8Array(8);
  const view = new DataView(frame.buffer);
  view.setUint32(0, content.length);
  view.setUint32(4, crc32(content, crc32(name)));
  return joinBytes([frame.subarray(0, 4), name, content, frame.subarray(4)]);
}
