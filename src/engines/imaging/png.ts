/**
 * Writes PNG (W3C, Portable Network Graphics, third edition): 8 bit RGB, without filters, which suits text and flat
 * color.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from './raster';

/**
 * Node's zlib runs natively, libvips' in WebAssembly. Its level 3 takes three fifths of the time of its level 4, for
 * files 3 % larger, and a third of that of libvips' level 6 (measured 2026-11-22 on screenshots).
 */
const compression = { level: 3, memLevel: 9 } as const;

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}

/** The picture as a PNG file without any metadata. */
export function encodePng({ width, height, data }: Raster): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bit, RGB; compression, filter, and interlacing of the only or of the plain kind.
  header.set([8, 2, 0, 0, 0], 8);
  const row = width * 3;
  // Each row begins with its filter: 0, none.
  const rows = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  const packed = deflateSync(rows, compression);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', new Uint8Array())]);
}
