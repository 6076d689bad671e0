/** WebP headers (WebP Container Specification, RFC 9649) without decoding. */
import { bounds } from '../../bounds';
import type { Sniffed } from '../types';
import { type Exif, readExif, xmpHasLocation } from './exif';
import { imageFacts, notImage } from './facts';
import { ascii, u8, u16, u24, u32 } from './reader';

export function sniffWebp(bytes: Uint8Array): Sniffed {
  if (bytes.length < 30) {
    return notImage('truncated', 'WebP without a header');
  }
  const declared = 8 + u32(bytes, 4, true);
  const end = Math.min(declared, bytes.length);
  let size: { width: number; height: number } | undefined;
  let alpha = false;
  let animated = false;
  let frames = 0;
  let iccBytes = 0;
  let exif: Exif | undefined;
  let xmp = false;
  let location = false;
  let picture = false;
  let lossless = false;
  let cut = declared > bytes.length;
  let at = 12;
  for (let parts = 0; at + 8 <= end; parts++) {
    if (parts === bounds.imageParts) {
      cut = true;
      break;
    }
    const length = u32(bytes, at + 4, true);
    const body = at + 8;
    cut ||= body + length > bytes.length;
    switch (ascii(bytes, at, 4)) {
      case 'VP8X': {
        // It comes first; elsewhere, decoders skip it.
        if (at !== 12) {
          break;
        }
        const flags = u8(bytes, body);
        animated = (flags & 2) !== 0;
        alpha ||= (flags & 16) !== 0;
        size = { width: 1 + u24(bytes, body + 4), height: 1 + u24(bytes, body + 7) };
        break;
      }
      case 'VP8 ':
        picture = true;
        size ??= { width: u16(bytes, body + 6, true) & 0x3fff, height: u16(bytes, body + 8, true) & 0x3fff };
        break;
      case 'VP8L': {
        // The first picture is the one that decoders show.
        lossless ||= !picture;
        picture = true;
        const packed = u32(bytes, body + 1, true);
        alpha ||= ((packed >>> 28) & 1) === 1;
        size ??= { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
        break;
      }
      case 'ALPH':
        alpha = true;
        break;
      case 'ANMF':
        picture = true;
        frames++;
        break;
      case 'ICCP':
        iccBytes = length;
        break;
      case 'EXIF':
        exif ??= readExif(bytes, ascii(bytes, body, 4) === 'Exif' ? body + 6 : body, Math.min(body + length, end));
        break;
      case 'XMP ':
        xmp = true;
        location ||= xmpHasLocation(bytes, body, Math.min(body + length, end));
        break;
    }
    at = body + length + (length & 1);
  }
  if (!size) {
    return notImage(cut ? 'truncated' : 'corrupt', 'WebP without a picture');
  }
  return imageFacts({
    type: 'webp',
    ...size,
    alpha,
    animated: animated && frames !== 1,
    ...(animated && { frames }),
    truncated: cut || !picture,
    ...(lossless && { lossless }),
    iccBytes,
    exif,
    metadata: {
      xmp,
      location: location || (exif?.location ?? false),
      trailing: bytes.length > declared + (declared & 1),
    },
  });
}
