/** Takes the metadata out of a JPEG without touching a pixel. */

import { joinBytes } from '../../bytes';
import { scanEnd } from '../sniff/jpeg';
import { ascii, u8, u16 } from '../sniff/reader';
import { largestProfile } from './profile';

/** Undefined when the file is not well-formed, ends early, or carries a profile too large to keep. */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let profile = 0;
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (u8(bytes, at) !== 0xff) {
      return undefined;
    }
    const marker = u8(bytes, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      // Whatever follows the end is left behind: a motion photo's video carries its place too.
      kept.push(bytes.subarray(at, at + 2));
      return joinBytes(kept);
    }
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      return undefined;
    }
    const length = u16(bytes, at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) {
      return undefined;
    }
    if (marker === 0xe0 && ascii(bytes, at + 4, 5) === 'JFIF\0' && length >= 16) {
      kept.push(plainJfif(bytes.subarray(at, at + 18)));
    } else if (marker === 0xe2 && ascii(bytes, at + 4, 12) === 'ICC_PROFILE\0') {
      profile += length;
      kept.push(bytes.subarray(at, end));
    } else if (marker === 0xee && ascii(bytes, at + 4, 5) === 'Adobe') {
      // Says how the colours are coded; without it some files turn green. Its fixed part is 12 bytes long.
      kept.push(bytes.subarray(at, end));
    } else if (marker < 0xe0 && marker !== 0xd9) {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
    if (marker === 0xda) {
      const after = scanEnd(bytes, at);
      if (after < 0) {
        return undefined;
      }
      kept.push(bytes.subarray(at, after));
      at = after;
    }
    if (profile > largestProfile) {
      return undefined;
    }
  }
  return undefined;
}

/** A JFIF header without its thumbnail. */
function plainJfif(header: Uint8Array): Uint8Array {
  // Not `slice`: a Buffer's is no copy.
  const plain = new Uint8Array(header);
  plain.set([0, 16], 2);
  plain.set([0, 0], 16);
  return plain;
}
