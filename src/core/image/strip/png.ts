/** Takes the metadata, and the animation, out of a PNG without touching a pixel of its picture. */

import { joinBytes } from '../../bytes';
import { ascii, u32 } from '../sniff/reader';
import { largestProfile } from './profile';

/** Everything else is left behind, known or not. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'iCCP']);

/** Undefined when the file is not well-formed, ends early, or carries a profile too large to keep. */
export function stripPng(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let data = false;
  let before = '';
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = u32(bytes, at);
    const type = ascii(bytes, at + 4, 4);
    const end = at + 12 + length;
    // A profile is compressed: one that inflates without end must not reach the provider.
    if (end > bytes.length || (type === 'iCCP' && length > largestProfile) || (at === 8 && type !== 'IHDR')) {
      return undefined;
    }
    // What stands between two pieces of the pixels may be a third one whose name is broken.
    if (type === 'IDAT' && data && before !== 'IDAT') {
      return undefined;
    }
    if (kept.has(type)) {
      parts.push(bytes.subarray(at, end));
    }
    data ||= type === 'IDAT';
    before = type;
    at = end;
    if (type === 'IEND') {
      return data ? joinBytes(parts) : undefined;
    }
  }
  return undefined;
}
