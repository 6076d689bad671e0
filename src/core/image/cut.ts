import { ImageError, type ImageFacts, type ImagingEngine, type Region } from './types';

/** The largest file that regions are cut from, bytes. */
const maxBytes = 16_000_000;

/** Cuts out a region for reading, as PNG at its own resolution. Throws `ImageError`. */
export async function cutOut(
  bytes: Uint8Array,
  facts: ImageFacts,
  crop: Region,
  imaging: ImagingEngine,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const job = { accepts: ['image/png'], maxBytes, content: 'text', maxTiles: 1, crop } as const;
  const { parts } = await imaging.render(bytes, facts, job, signal);
  if (!parts[0]) {
    throw new ImageError('corrupt', 'no region');
  }
  return parts[0].bytes;
}
