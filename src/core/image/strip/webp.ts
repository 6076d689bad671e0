/** Takes the metadata out of a still WebP without touching a pixel. */

import { joinBytes } from '../../bytes';
import { ascii, u8, u32 } from '../sniff/reader';
import { largestProfile } from './profile';

const kept = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);

/** Undefined when the file is not well-formed, ends early, is animated, or carries a profile too large to keep. */
export function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  const end = 8 + u32(bytes, 4, true);
  if (end > bytes.length) {
    return undefined;
  }
  const parts: Uint8Array[] = [];
  let picture = false;
  let at = 12;
  while (at + 8 <= end) {
    const type = ascii(bytes, at, 4);
    const length = u32(bytes, at + 4, true);
    const next = at + 8 + length + (length & 1);
    const whole = at + 8 + length <= end;
    if (!whole || type === 'ANIM' || type === 'ANMF' || (type === 'ICCP' && length > largestProfile)) {
      return undefined;
    }
    if (type === 'VP8X') {
      const flags = new Uint8Array(bytes.subarray(at, next));
      // Neither EXIF (8) nor XMP (4) follows any more.
      flags[8] = u8(flags, 8) & ~12;
      parts.push(flags);
    } else if (kept.has(type)) {
      parts.push(bytes.subarray(at, next));
      if (length & 1 && next > bytes.length) {
        parts.push(new Uint8Array(1));
      }
    }
    picture ||= type === 'VP8 ' || type === 'VP8L';
    at = next;
  }
  if (!picture) {
    return undefined;
  }
  // Not `slice`: a Buffer's is no copy.
  const header = new Uint8Array(bytes.subarray(0, 12));
  const size = parts.reduce((sum, part) => sum + part.length, 4);
  new DataView(header.buffer).setUint32(4, size, true);
  return joinBytes([header, ...parts]);
}
