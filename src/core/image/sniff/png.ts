/** PNG and APNG headers (W3C PNG, third edition) without decoding. */
import { bounds } from '../../bounds';
import type { Sniffed } from '../types';
import { type Exif, readExif, xmpHasLocation } from './exif';
import { imageFacts, notImage } from './facts';
import { ascii, u8, u32 } from './reader';

const plainChunks = new Set('IHDR PLTE IDAT gAMA cHRM sRGB cICP mDCV cLLI sBIT bKGD hIST sPLT fcTL fdAT'.split(' '));

export function sniffPng(bytes: Uint8Array): Sniffed {
  const first = ascii(bytes, 12, 4);
  if (bytes.length < 33) {
    return notImage('truncated', 'PNG without a header');
  }
  if (first === 'CgBI') {
    return notImage('unsupportedImage', 'Apple’s variant of PNG (CgBI)');
  }
  if (first !== 'IHDR' || u32(bytes, 8) !== 13) {
    return notImage('corrupt', 'PNG that does not start with its header');
  }
  const colorType = u8(bytes, 25);
  let alpha = (colorType & 4) !== 0;
  let frames: number | undefined;
  let iccBytes = 0;
  let exif: Exif | undefined;
  let rawExif = false;
  let xmp = false;
  let location = false;
  let comments = false;
  let density: number | undefined;
  let end = -1;
  let at = 8;
  for (let parts = 0; at + 12 <= bytes.length && parts < bounds.imageParts; parts++) {
    const length = u32(bytes, at);
    const body = at + 8;
    const next = body + length + 4;
    if (next > bytes.length) {
      break;
    }
    switch (ascii(bytes, at + 4, 4)) {
      case 'acTL':
        frames = u32(bytes, body);
        break;
      case 'tRNS':
        alpha = true;
        break;
      case 'iCCP':
        iccBytes = length;
        break;
      case 'pHYs':
        density = u8(bytes, body + 8) === 1 ? Math.round(u32(bytes, body) * 0.0254) || undefined : undefined;
        break;
      case 'eXIf':
        exif ??= readExif(bytes, ascii(bytes, body, 4) === 'Exif' ? body + 6 : body, body + length);
        break;
      case 'tEXt':
      case 'zTXt':
      case 'iTXt': {
        const keyword = ascii(bytes, body, Math.min(length, 24));
        if (keyword.startsWith('XML:com.adobe.xmp')) {
          xmp = true;
          location ||= xmpHasLocation(bytes, body, body + length);
        } else if (keyword.startsWith('Raw profile type')) {
          // ImageMagick's old way to store EXIF: hexadecimal, often compressed. Its contents aren't examined.
          rawExif = true;
        } else {
          comments = true;
        }
        break;
      }
      case 'IEND':
        end = next;
        break;
      default:
        // Text that is registered for pictures says nothing about people; a time, and what programs add themselves,
        // may.
        comments ||= !plainChunks.has(ascii(bytes, at + 4, 4));
    }
    at = next;
    if (end >= 0) {
      break;
    }
  }
  return imageFacts({
    type: 'png',
    width: u32(bytes, 16),
    height: u32(bytes, 20),
    bitDepth: u8(bytes, 24),
    alpha,
    animated: (frames ?? 1) > 1,
    ...(frames !== undefined && { frames }),
    truncated: end < 0,
    iccBytes,
    density: density ?? exif?.density,
    exif,
    metadata: {
      exif: exif !== undefined || rawExif,
      location: location || (exif?.location ?? false),
      xmp,
      comments,
      trailing: end >= 0 && end < bytes.length,
    },
  });
}
