/**
 * Decodes BMP (Microsoft, Bitmap Header Types): 1 to 32 bits, RLE4, RLE8, bit fields; and the headerless kind in icons.
 */
import { i32, u8, u16, u32 } from '../../core/image/sniff/reader';
import { ImageError, type Pixels } from '../../core/image/types';
import { checkShare } from './cutOff';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Red, green, blue, and alpha masks of 16 and 32 bit pixels; a mask of 0 means not stored. */
  readonly masks: readonly [number, number, number, number];
  readonly palette: Uint8Array;
  /** Where the pixels start. */
  readonly pixels: number;
}

const rle8 = 1;
const rle4 = 2;
const bitFields = 3;
const alphaBitFields = 6;

function fail(detail: string): never {
  throw new ImageError('corrupt', `BMP: ${detail}`);
}

/** `icon`: no file header, and the stated height includes the mask. */
function readHeader(bytes: Uint8Array, icon: boolean, maxPixels: number): Header {
  const at = icon ? 0 : 14;
  const size = u32(bytes, at, true);
  const core = size === 12;
  if (!core && size !== 16 && size < 40) {
    fail(`header of ${size} bytes`);
  }
  const width = core ? u16(bytes, at + 4, true) : i32(bytes, at + 4, true);
  const stated = core ? u16(bytes, at + 6, true) : i32(bytes, at + 8, true);
  const bits = u16(bytes, at + (core ? 10 : 14), true);
  const full = size >= 40;
  const compression = full ? u32(bytes, at + 16, true) : 0;
  const height = icon ? Math.floor(Math.abs(stated) / 2) : Math.abs(stated);
  if (width <= 0 || height <= 0) {
    fail(`size of ${width} × ${stated}`);
  }
  if (width * height > maxPixels) {
    throw new ImageError('tooManyPixels', 'BMP', { width, height });
  }
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) {
    fail(`${bits} bits a pixel`);
  }
  const ownMasks = full && (compression === bitFields || compression === alphaBitFields);
  const masks = (
    ownMasks
      ? [
          u32(bytes, at + 40, true),
          u32(bytes, at + 44, true),
          u32(bytes, at + 48, true),
          size >= 56 || compression === alphaBitFields ? u32(bytes, at + 52, true) : 0,
        ]
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f, 0]
        : [0xff0000, 0xff00, 0xff, 0xff000000]
  ) as [number, number, number, number];

  // With the oldest full header, the masks follow it; later ones contain them.
  const masksAfter = ownMasks && size === 40 ? (compression === alphaBitFields ? 16 : 12) : 0;
  const paletteAt = at + size + masksAfter;
  const entrySize = core ? 3 : 4;
  const stored = full ? u32(bytes, at + 32, true) : 0;
  const entries = bits <= 8 ? Math.min(stored === 0 ? 1 << bits : stored, 256) : Math.min(stored, 256);
  const palette = new Uint8Array(256 * 3);
  for (let i = 0; i < entries; i++) {
    palette[3 * i] = u8(bytes, paletteAt + entrySize * i + 2);
    palette[3 * i + 1] = u8(bytes, paletteAt + entrySize * i + 1);
    palette[3 * i + 2] = u8(bytes, paletteAt + entrySize * i);
  }
  const pixels = icon ? paletteAt + entrySize * entries : u32(bytes, 10, true);
  return { width, height, topDown: !core && stated < 0, bits, compression, masks, palette, pixels };
}

/** A function that reads one masked channel of a pixel as 0 to 255. */
function channel(mask: number): (pixel: number) => number {
  if (mask === 0) {
    return () => 0;
  }
  const shift = 31 - Math.clz32(mask & -mask);
  const top = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / top);
}

function decodePacked(bytes: Uint8Array, header: Header, out: Uint8Array): void {
  const { width, height, topDown, compression, palette } = header;
  const nibbles = compression === rle4;
  const rowAt = (y: number) => (topDown ? y : height - 1 - y) * width;
  for (let i = 3; i < out.length; i += 4) {
    out[i] = 255;
  }
  const put = (x: number, y: number, index: number) => {
    if (x < width && y < height) {
      const to = 4 * (rowAt(y) + x);
      out[to] = u8(palette, 3 * index);
      out[to + 1] = u8(palette, 3 * index + 1);
      out[to + 2] = u8(palette, 3 * index + 2);
    }
  };
  // Index 0 fills whatever the runs leave out.
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      put(x, y, 0);
    }
  }
  let x = 0;
  let y = 0;
  let at = header.pixels;
  while (at + 1 < bytes.length && y < height) {
    const count = u8(bytes, at);
    const value = u8(bytes, at + 1);
    at += 2;
    if (count > 0) {
      for (let k = 0; k < count; k++) {
        put(x++, y, nibbles ? (k & 1 ? value & 15 : value >> 4) : value);
      }
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return;
    } else if (value === 2) {
      x += u8(bytes, at);
      y += u8(bytes, at + 1);
      at += 2;
    } else {
      for (let k = 0; k < value; k++) {
        const byte = u8(bytes, at + (nibbles ? k >> 1 : k));
        put(x++, y, nibbles ? (k & 1 ? byte & 15 : byte >> 4) : byte);
      }
      const used = nibbles ? (value + 1) >> 1 : value;
      at += used + (used & 1);
    }
  }
}

/** Returns whether any pixel has an alpha above 0. */
function decodeRows(bytes: Uint8Array, header: Header, out: Uint8Array): boolean {
  const { width, height, topDown, bits, masks, palette } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  checkShare((bytes.length - header.pixels) / (stride * height));
  const [red, green, blue, alpha] = masks.map(channel) as [
    (pixel: number) => number,
    (pixel: number) => number,
    (pixel: number) => number,
    (pixel: number) => number,
  ];
  let anyAlpha = false;
  for (let y = 0; y < height; y++) {
    const row = header.pixels + stride * y;
    let to = 4 * (topDown ? y : height - 1 - y) * width;
    for (let x = 0; x < width; x++, to += 4) {
      out[to + 3] = 255;
      if (bits === 24) {
        out[to] = u8(bytes, row + 3 * x + 2);
        out[to + 1] = u8(bytes, row + 3 * x + 1);
        out[to + 2] = u8(bytes, row + 3 * x);
      } else if (bits > 8) {
        const pixel = bits === 32 ? u32(bytes, row + 4 * x, true) : u16(bytes, row + 2 * x, true);
        out[to] = red(pixel);
        out[to + 1] = green(pixel);
        out[to + 2] = blue(pixel);
        if (masks[3] !== 0) {
          const opacity = alpha(pixel);
          out[to + 3] = opacity;
          anyAlpha ||= opacity > 0;
        }
      } else {
        const bit = x * bits;
        const index = (u8(bytes, row + (bit >> 3)) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
        out[to] = u8(palette, 3 * index);
        out[to + 1] = u8(palette, 3 * index + 1);
        out[to + 2] = u8(palette, 3 * index + 2);
      }
    }
  }
  return anyAlpha;
}

/** An icon's mask: a set bit is a transparent pixel. With a mask that is cut off, the picture stays opaque. */
function applyMask(bytes: Uint8Array, header: Header, out: Uint8Array): void {
  const { width, height, bits } = header;
  const stride = Math.ceil(width / 32) * 4;
  const at = header.pixels + Math.ceil((width * bits) / 32) * 4 * height;
  if (at + stride * height > bytes.length) {
    return;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const clear = (u8(bytes, at + y * stride + (x >> 3)) >> (7 - (x & 7))) & 1;
      out[4 * ((height - 1 - y) * width + x) + 3] = clear ? 0 : 255;
    }
  }
}

/**
 * RGBA of a BMP file, or of an icon's bitmap if `icon` is set. Throws `ImageError`: `corrupt`, `truncated`,
 * `tooManyPixels`.
 */
export function decodeBmp(bytes: Uint8Array, maxPixels: number, icon = false): Pixels {
  const header = readHeader(bytes, icon, maxPixels);
  const { width, height, compression, bits } = header;
  const packed = (compression === rle8 && bits === 8) || (compression === rle4 && bits === 4);
  if (!packed && ![0, bitFields, alphaBitFields].includes(compression)) {
    fail(`compression ${compression} with ${bits} bits`);
  }
  // A run-length stream can be far shorter than its picture, but not endlessly: 255 pixels in two bytes.
  if (packed && (bytes.length - header.pixels) * 255 < width * height) {
    throw new ImageError('truncated', 'BMP: runs are missing');
  }
  const data = new Uint8Array(width * height * 4);
  if (packed) {
    decodePacked(bytes, header, data);
    return { width, height, data };
  }
  const anyAlpha = decodeRows(bytes, header, data);
  if (bits === 32 && header.masks[3] !== 0 && !anyAlpha) {
    // Many writers leave the fourth byte 0 and mean opaque.
    for (let i = 3; i < data.length; i += 4) {
      data[i] = 255;
    }
  }
  if (icon && (bits < 32 || !anyAlpha)) {
    applyMask(bytes, header, data);
  }
  return { width, height, data };
}
