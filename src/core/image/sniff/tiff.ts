/** TIFF headers (TIFF 6.0) without decoding. Camera raw files in TIFF form are recognized. */
import type { Sniffed } from '../types';
import { exifOf, readDirectory, type TiffEntry, type TiffFrame, tiffFrame, tiffNumber } from './exif';
import { imageFacts, notImage } from './facts';
import { ascii, u16, u32 } from './reader';

const maxPages = 1000;
const maxStrips = 200_000;

function rawName(frame: TiffFrame, entries: ReadonlyMap<number, TiffEntry>): string | undefined {
  if (ascii(frame.bytes, 8, 2) === 'CR') {
    return 'Canon raw (CR2)';
  }
  if (entries.has(0xc612)) {
    return 'camera raw (DNG)';
  }
  // Nikon, Sony, and others: a reduced picture first, and the sensor's data in a directory below it.
  const reduced = tiffNumber(frame, entries.get(254)) === 1;
  return reduced && entries.has(0x14a) && entries.has(0x10f) ? 'camera raw' : undefined;
}

/** Codings that the decoder has; the others, rare, come out black or not at all. The names are those of TIFF's tags. */
const codings = new Set([1, 2, 3, 4, 5, 7, 8, 32766, 32773, 32809, 32946, 34676]);
const otherCodings: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  34661: 'JBIG',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
};
const labColors = new Set([8, 9, 10]);

/** What in the file is valid, but not supported. */
function unusual(coding: number, bits: number, colors: number | undefined): string | undefined {
  if (!codings.has(coding)) {
    return `TIFF with ${otherCodings[coding] ?? 'unusual'} compression`;
  }
  if (![1, 2, 4, 8, 16, 32, 64].includes(bits)) {
    return `TIFF of ${bits} bits`;
  }
  return labColors.has(colors ?? 0) ? 'TIFF with CIELAB colors' : undefined;
}

/** Whether any strip or tile ends beyond the file. */
function stripsCut(frame: TiffFrame, entries: ReadonlyMap<number, TiffEntry>): boolean {
  const offsets = entries.get(273) ?? entries.get(324);
  const counts = entries.get(279) ?? entries.get(325);
  if (!offsets) {
    return true;
  }
  const count = Math.min(offsets.count, maxStrips);
  for (let i = 0; i < count; i++) {
    const offset = tiffNumber(frame, offsets, i);
    const length = counts ? tiffNumber(frame, counts, i) : 0;
    if (offset === undefined || length === undefined || offset + length > frame.end) {
      return true;
    }
  }
  return false;
}

function countPages(frame: TiffFrame, first: number): number {
  const seen = new Set<number>();
  let offset = first;
  while (offset !== 0 && !seen.has(offset) && seen.size < maxPages) {
    seen.add(offset);
    offset = readDirectory(frame, offset).next;
  }
  return seen.size;
}

export function sniffTiff(bytes: Uint8Array): Sniffed {
  const frame = tiffFrame(bytes, 0, bytes.length);
  if (!frame) {
    return notImage('truncated', 'TIFF without a header');
  }
  if (u16(bytes, 2, frame.littleEndian) === 43) {
    return notImage('unsupportedImage', 'BigTIFF');
  }
  const first = u32(bytes, 4, frame.littleEndian);
  const { entries, complete } = readDirectory(frame, first);
  const number = (tag: number) => tiffNumber(frame, entries.get(tag));
  const width = number(256);
  const height = number(257);
  if (width === undefined || height === undefined) {
    return notImage(complete ? 'corrupt' : 'truncated', 'TIFF without its size');
  }
  const other = rawName(frame, entries) ?? unusual(number(259) ?? 1, number(258) ?? 1, number(262));
  if (other) {
    return notImage('unsupportedImage', other);
  }
  const exif = exifOf(frame, first);
  const camera = entries.has(0x8769) || entries.has(0x8825);
  const pages = countPages(frame, first);
  return imageFacts({
    type: 'tiff',
    width,
    height,
    orientation: exif.orientation,
    bitDepth: number(258) ?? 1,
    alpha: entries.has(338),
    cmyk: number(262) === 5,
    frames: pages,
    truncated: !complete || stripsCut(frame, entries),
    iccBytes: entries.get(34675)?.count ?? 0,
    density: exif.density,
    ...(camera && { exif }),
    metadata: {
      exif: camera,
      location: exif.location,
      xmp: entries.has(700),
      comments: entries.has(270) || entries.has(305) || entries.has(315) || entries.has(316),
    },
  });
}
