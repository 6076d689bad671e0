import { isRefusedWithoutEnd } from '../image/plan';
import { factsOf } from '../image/sniff';
import { ImageError, type ImageFacts, type ImagingEngine, type Pixels } from '../image/types';

/** Pixels that are read; a larger picture is reduced first. About a 4K screenshot. */
const maxReadPixels = 9_000_000;

/**
 * An image file in the form that the offline engine reads. Throws `ImageError`, also for a file of which more than the
 * last rows are missing: half a page isn't read as a whole one.
 */
export async function decodeToRead(
  bytes: Uint8Array,
  imaging: ImagingEngine,
  signal?: AbortSignal,
): Promise<{ readonly facts: ImageFacts; readonly pixels: Pixels }> {
  const facts = factsOf(bytes);
  if (isRefusedWithoutEnd(facts)) {
    throw new ImageError('truncated');
  }
  return { facts, pixels: await imaging.decode(bytes, facts, maxReadPixels, signal) };
}
