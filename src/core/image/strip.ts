/** Builds an image anew out of what its picture needs: the pixels that a decoder sees stay the same, bit by bit. */
import { stripGif } from './strip/gif';
import { stripJpeg } from './strip/jpeg';
import type { rebuiltTypes } from './strip/limits';
import { stripPng } from './strip/png';
import type { ImageFacts, ImageType } from './types';

type Stripper = (bytes: Uint8Array) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

const strippers: Record<(typeof rebuiltTypes)[number], Stripper> = {
  jpeg: stripJpeg,
  png: stripPng,
  gif: stripGif,
};

/**
 * The image out of those parts of its file that make up the picture, each checked and written anew: no EXIF, XMP, IPTC, comment,
 * thumbnail, further frame, unknown block, unused table or palette entry, nothing between and after the blocks, nothing behind
 * the end of compressed data, and of a colour profile but primaries and curves (of one that says sRGB: nothing). Undefined
 * when that cannot be done without decoding: the type has no stripper, the picture is not upright, the file is not
 * well-formed, or has colours that only a decoder can follow.
 */
export async function stripMetadata(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array | undefined> {
  const stripper: Stripper | undefined = (strippers as Partial<Record<ImageType, Stripper>>)[facts.type];
  return facts.orientation === 1 && !facts.truncated ? stripper?.(bytes) : undefined;
}
