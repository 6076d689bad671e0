/** JPEG headers (ITU-T T.81, annex B) without decoding. */
import { bounds } from '../../bounds';
import type { Sniffed } from '../types';
import { type Exif, readExif, xmpHasLocation } from './exif';
import { imageFacts, notImage } from './facts';
import { ascii, u8, u16 } from './reader';

/**
 * Where the entropy-coded data that starts at `from` ends: the next marker that isn't stuffing or a restart; -1 if
 * there is none.
 */
export function scanEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) {
      return -1;
    }
    const next = u8(bytes, at + 1);
    if (next === 0xff) {
      at += 1;
    } else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) {
      at += 2;
    } else {
      return at;
    }
  }
}

const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

export function sniffJpeg(bytes: Uint8Array): Sniffed {
  let frame: { width: number; height: number; components: number; bits: number; marker: number } | undefined;
  let exif: Exif | undefined;
  let xmp = false;
  let location = false;
  let comments = false;
  let iccBytes = 0;
  let density: number | undefined;
  let end = -1;
  let at = 2;
  for (let parts = 0; at + 2 <= bytes.length && parts < bounds.imageParts; parts++) {
    if (u8(bytes, at) !== 0xff) {
      // Some cameras pad between segments; like decoders, skip to the next marker.
      at = bytes.indexOf(0xff, at);
      if (at < 0) {
        break;
      }
      continue;
    }
    const marker = u8(bytes, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      end = at + 2;
      break;
    }
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = u16(bytes, at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) {
      break;
    }
    const body = at + 4;
    if (isFrameHeader(marker) && !frame) {
      frame = {
        bits: u8(bytes, body),
        height: u16(bytes, body + 1),
        width: u16(bytes, body + 3),
        components: u8(bytes, body + 5),
        marker,
      };
    } else if (marker === 0xe0 && ascii(bytes, body, 5) === 'JFIF\0') {
      const perInch = [0, 1, 2.54][u8(bytes, body + 7)] ?? 0;
      density = Math.round(u16(bytes, body + 8) * perInch) || undefined;
    } else if (marker === 0xe1 && ascii(bytes, body, 5) === 'Exif\0') {
      exif ??= readExif(bytes, body + 6, next);
    } else if (marker === 0xe1 && ascii(bytes, body, 20) === 'http://ns.adobe.com/') {
      xmp = true;
      location ||= xmpHasLocation(bytes, body, next);
    } else if (marker === 0xe2 && ascii(bytes, body, 12) === 'ICC_PROFILE\0') {
      iccBytes += Math.max(0, length - 16);
    } else if (marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee)) {
      comments = true;
    }
    at = next;
    if (marker === 0xda) {
      at = scanEnd(bytes, at);
      if (at < 0) {
        break;
      }
    }
  }
  if (!frame) {
    return notImage(end < 0 ? 'truncated' : 'corrupt', 'JPEG without a frame header');
  }
  const { marker, components, bits, width, height } = frame;
  if (bits !== 8) {
    return notImage('unsupportedImage', `JPEG of ${bits} bits`);
  }
  return imageFacts({
    type: 'jpeg',
    width,
    height,
    cmyk: components === 4,
    // Only baseline, extended, and progressive Huffman coding are supported everywhere.
    ...(marker > 0xc2 && { unusualCoding: true }),
    truncated: end < 0,
    iccBytes,
    density: density ?? exif?.density,
    exif,
    metadata: {
      xmp,
      comments,
      location: location || (exif?.location ?? false),
      trailing: end >= 0 && end < bytes.length,
    },
  });
}
