/** What an image is, from its bytes alone: no pixel is decoded, and the file's name is never consulted. */
import { looksLikeBmp, sniffBmp } from './sniff/bmp';
import { sniffGif } from './sniff/gif';
import { looksLikeIco, sniffIco } from './sniff/ico';
import { sniffIsobmff } from './sniff/isobmff';
import { sniffJpeg } from './sniff/jpeg';
import { sniffOther } from './sniff/other';
import { sniffPng } from './sniff/png';
import { ascii, u16, u24, u32 } from './sniff/reader';
import { sniffSvg } from './sniff/svg';
import { sniffTiff } from './sniff/tiff';
import { sniffWebp } from './sniff/webp';
import { ImageError, type ImageFacts, type Sniffed } from './types';

/**
 * Type, upright size, orientation, depth, animation, truncation, and metadata of an image, or why the bytes aren't one.
 * Takes linear time at worst, even on hostile bytes, and never throws. Loads nothing.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  const four = u32(bytes, 0);
  if (u24(bytes, 0) === 0xffd8ff && bytes.length > 2) {
    return sniffJpeg(bytes);
  }
  if (four === 0x89504e47 && u32(bytes, 4) === 0x0d0a1a0a) {
    return sniffPng(bytes);
  }
  if (four === 0x47494638 && /^GIF8[79]a$/.test(ascii(bytes, 0, 6))) {
    return sniffGif(bytes);
  }
  if (four === 0x52494646 && ascii(bytes, 8, 4) === 'WEBP') {
    return sniffWebp(bytes);
  }
  if (ascii(bytes, 4, 4) === 'ftyp') {
    return sniffIsobmff(bytes);
  }
  if (four === 0x49492a00 || four === 0x4d4d002a || four === 0x49492b00 || four === 0x4d4d002b) {
    return sniffTiff(bytes);
  }
  if (u16(bytes, 0) === 0x424d && looksLikeBmp(bytes)) {
    return sniffBmp(bytes);
  }
  if (looksLikeIco(bytes)) {
    return sniffIco(bytes);
  }
  return sniffSvg(bytes) ?? sniffOther(bytes);
}

/** Like `sniff`, for callers that need the facts: throws `ImageError`. */
export function factsOf(bytes: Uint8Array): ImageFacts {
  const sniffed = sniff(bytes);
  if (!sniffed.ok) {
    throw new ImageError(sniffed.reason, sniffed.detail);
  }
  return sniffed.facts;
}
