import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFacts } from '../../../../src/core/image/types';

export function fixture(name: string): Uint8Array {
  return readFileSync(join('test', 'fixtures', 'images', name));
}

/** Bytes from numbers and Latin-1 text. */
export function bytes(...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : [...part])),
  );
}

export const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
export const u16 = (value: number) => [value >> 8, value & 255];

/** A PNG chunk; its checksum is left at zero, because none of our readers checks it. */
export const chunk = (type: string, data: readonly number[] | Uint8Array = []) =>
  bytes(u32(data.length), type, [...data], u32(0));

export const pngSignature = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
export const ihdr = (width: number, height: number, depth = 8, colorType = 2) =>
  chunk('IHDR', [...u32(width), ...u32(height), depth, colorType, 0, 0, 0]);

/** An ISO media box. */
export const box = (type: string, ...content: readonly (string | readonly number[] | Uint8Array)[]) => {
  const body = bytes(...content);
  return bytes(u32(body.length + 8), type, body);
};

export const upright: ImageFacts = {
  type: 'jpeg',
  mediaType: 'image/jpeg',
  width: 1200,
  height: 900,
  orientation: 1,
  bitDepth: 8,
  alpha: false,
  animated: false,
  truncated: false,
  cmyk: false,
  iccBytes: 0,
  metadata: { exif: false, location: false, xmp: false, comments: false, trailing: false },
};
