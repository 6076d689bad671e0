/** Removes metadata losslessly: the pixels that a decoder sees stay the same, bit by bit. */
import { stripJpeg } from './strip/jpeg';
import { stripPng } from './strip/png';
import { stripWebp } from './strip/webp';
import type { ImageFacts } from './types';

/**
 * The image without EXIF, XMP, IPTC, comments, thumbnails, animation frames (PNG) and anything after its end; a small
 * colour profile stays. Undefined when that cannot be done without decoding: the type has no stripper and there is
 * something to remove, the picture is not upright, or the file is not well-formed.
 */
export function stripMetadata(bytes: Uint8Array, facts: ImageFacts): Uint8Array | undefined {
  if (facts.orientation !== 1 || facts.truncated) {
    return undefined;
  }
  switch (facts.type) {
    case 'jpeg':
      return stripJpeg(bytes);
    case 'png':
      return stripPng(bytes);
    case 'webp':
      return stripWebp(bytes);
    case 'gif':
    case 'bmp':
      return Object.values(facts.metadata).some(Boolean) ? undefined : bytes;
    default:
      return undefined;
  }
}
