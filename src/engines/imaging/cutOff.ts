/** Files whose end is missing: nearly all of the picture is often there, and every viewer shows it. */
import { Readable } from 'node:stream';
import { constants, createInflate } from 'node:zlib';
import sharp from 'sharp';
import { ascii, u8, u16, u32 } from '../../core/image/sniff/reader';
import { ImageError, type ImageFacts } from '../../core/image/types';

/** With less than this share of its rows, a picture isn't used. */
const minShare = 0.95;
/** A WebP's bytes aren't in the order of its rows alone, so hardly any of them may be missing. */
const minWebpShare = 0.98;

/**
 * The bytes to decode instead of those of a file that is cut off, with errors ignored. Throws `ImageError`: `partial`
 * if too much of the picture is missing.
 */
export async function mended(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array> {
  switch (facts.type) {
    case 'jpeg':
      checkShare(await jpegShare(bytes, facts));
      return bytes;
    case 'png': {
      checkShare(await pngShare(bytes, facts));
      // An interlaced picture isn't decoded without the chunk that ends it.
      return Buffer.concat([bytes, Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82)]);
    }
    case 'webp': {
      const declared = 8 + u32(bytes, 4, true);
      checkShare(bytes.length / declared, minWebpShare);
      return Buffer.concat([bytes, new Uint8Array(declared - bytes.length)]);
    }
    default:
      throw new ImageError('truncated', facts.type);
  }
}

/** Throws `ImageError` if less of a picture came than `min`. */
export function checkShare(share: number, min = minShare): void {
  if (share < min) {
    throw new ImageError('partial', String(Math.floor(share * 100)));
  }
}

/** Rows are examined at this many places, and pixels in each. */
const maxRows = 2000;
const across = 32;

/** The decoder fills what is missing with gray. */
async function jpegShare(bytes: Uint8Array, { height, cmyk }: ImageFacts): Promise<number> {
  if (cmyk || !hasAllScans(bytes)) {
    throw new ImageError('truncated', cmyk ? 'CMYK' : 'scans are missing');
  }
  const rows = Math.min(maxRows, height);
  const options = { failOn: 'none', ignoreIcc: true } as const;
  const { data, info } = await sharp(bytes, options)
    .resize(across, rows, { fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: false })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const row = across * info.channels;
  let seen = rows;
  while (seen > 0 && data.subarray((seen - 1) * row, seen * row).every((value) => Math.abs(value - 128) <= 1)) {
    seen--;
  }
  return seen / rows;
}

/** Whether the last scan for each part of the picture has at least begun: a progressive JPEG is coarse until then. */
function hasAllScans(bytes: Uint8Array): boolean {
  let components = 0;
  let progressive = false;
  const done = new Set<string>();
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = u8(bytes, at + 1);
    const isMarker = u8(bytes, at) === 0xff && marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd8);
    if (!isMarker) {
      // Compressed data, or filling bytes.
      const next = bytes.indexOf(0xff, at + 1);
      at = next < 0 ? bytes.length : next;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      components = u8(bytes, at + 9);
      progressive = marker === 0xc2;
    } else if (marker === 0xda) {
      const count = u8(bytes, at + 4);
      const [from, to, bits] = [0, 1, 2].map((i) => u8(bytes, at + 5 + 2 * count + i));
      for (let i = 0; i < count; i++) {
        const final = !progressive || ((bits ?? 0) & 15) === 0;
        if (final && (from === 0 || to === 63 || !progressive)) {
          done.add(`${u8(bytes, at + 5 + 2 * i)} ${progressive && from !== 0 ? 'fine' : 'coarse'}`);
        }
      }
    }
    at += 2 + u16(bytes, at + 2);
  }
  return components > 0 && done.size === components * (progressive ? 2 : 1);
}

const channelsOf: Readonly<Record<number, number>> = { 2: 3, 4: 2, 6: 4 };
/** Where the passes of an interlaced picture begin and how far apart their pixels are: x, y, and the steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Counts what the compressed rows contain. */
async function pngShare(bytes: Uint8Array, facts: ImageFacts): Promise<number> {
  const [width, height] = [u32(bytes, 16), u32(bytes, 20)];
  const bits = facts.bitDepth * (channelsOf[u8(bytes, 25)] ?? 1);
  const rowsOf = (wide: number, high: number) => (wide > 0 ? high * (1 + Math.ceil((wide * bits) / 8)) : 0);
  const whole =
    u8(bytes, 28) === 1
      ? passes.reduce(
          (sum, [x, y, dx, dy]) => sum + rowsOf(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
          0,
        )
      : rowsOf(width, height);
  if (whole === 0) {
    return 0;
  }
  let counted = 0;
  try {
    const rows = Readable.from(pixelChunks(bytes)).pipe(createInflate({ finishFlush: constants.Z_SYNC_FLUSH }));
    for await (const piece of rows as AsyncIterable<Uint8Array>) {
      counted += piece.length;
      if (counted >= whole) {
        return 1;
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) {
      throw error;
    }
    // Damaged from here on.
  }
  return counted / whole;
}

function* pixelChunks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + u32(bytes, at)) {
    if (ascii(bytes, at + 4, 4) === 'IDAT') {
      yield bytes.subarray(at + 8, at + 8 + u32(bytes, at));
    }
  }
}
