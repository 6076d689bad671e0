/** Decodes ICO and CUR: the largest picture in the file. */
import { bestIcon, iconEntries } from '../../core/image/sniff/ico';
import { ImageError, type Pixels } from '../../core/image/types';
import { decodeBmp } from './bmp';

/** The best picture: a PNG's bytes, still to be decoded, or pixels. Throws `ImageError`. */
export function decodeIco(bytes: Uint8Array, maxPixels: number): { readonly png: Uint8Array } | Pixels {
  const best = bestIcon(iconEntries(bytes));
  if (!best) {
    throw new ImageError('truncated', 'icon whose pictures are cut off');
  }
  // A bitmap says itself how long it is, and is right more often than the directory.
  return best.png
    ? { png: bytes.subarray(best.at, best.at + best.size) }
    : decodeBmp(bytes.subarray(best.at), maxPixels, true);
}
