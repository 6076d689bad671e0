/** Rebuilds an image from what its picture needs: the pixels that a decoder sees stay the same, bit by bit. */
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
 * The image, rebuilt from those parts of its file that make up the picture, each checked and written again: no EXIF,
 * XMP, IPTC, comment, thumbnail, further frame, unknown block, or unused table or palette entry, nothing between and
 * after the blocks, nothing after the end of compressed data, and only the primaries and curves of a color profile
 * (nothing of an sRGB one). Undefined if that can't be done without decoding: the type has no stripper, the picture
 * isn't upright, the file is malformed, or it has colors that only a decoder can follow.
 */
export async function stripMetadata(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array | undefined> {
  const stripper: Stripper | undefined = (strippers as Partial<Record<ImageType, Stripper>>)[facts.type];
  return facts.orientation === 1 && !facts.truncated ? stripper?.(bytes) : undefined;
}
