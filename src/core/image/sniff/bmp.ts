/** BMP headers (Microsoft, Bitmap Header Types) without decoding. */
import type { Sniffed } from '../types';
import { imageFacts, notImage } from './facts';
import { i32, u16, u32 } from './reader';

export function looksLikeBmp(bytes: Uint8Array): boolean {
  const header = u32(bytes, 14, true);
  return u16(bytes, 0) === 0x424d && (header === 12 || header === 16 || (header >= 40 && header <= 128));
}

export function sniffBmp(bytes: Uint8Array): Sniffed {
  if (bytes.length < 26) {
    return notImage('truncated', 'BMP without a header');
  }
  const core = u32(bytes, 14, true) === 12;
  const width = core ? u16(bytes, 18, true) : i32(bytes, 18, true);
  const height = core ? u16(bytes, 20, true) : Math.abs(i32(bytes, 22, true));
  const bits = u16(bytes, core ? 24 : 28, true);
  const compression = core ? 0 : u32(bytes, 30, true);
  const start = u32(bytes, 10, true);
  const rows = Math.ceil((width * bits) / 32) * 4 * height;
  const packed = compression !== 0 && compression !== 3 && compression !== 6;
  return imageFacts({
    type: 'bmp',
    width,
    height,
    alpha: bits === 32 && compression !== 0,
    truncated: packed ? start >= bytes.length : start + rows > bytes.length,
    metadata: { trailing: !packed && bytes.length > start + rows + 4 },
  });
}
