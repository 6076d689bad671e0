/** Plain pixels for the other engines. */
import type { ImageFacts, Pixels } from '../../core/image/types';
import { fitScale } from './geometry';
import { openSource } from './source';

/** Upright RGBA, 8 bit, sRGB, of the first frame, reduced to `maxPixels` if larger. Throws `ImageError`. */
export async function decode(bytes: Uint8Array, facts: ImageFacts, maxPixels: number): Promise<Pixels> {
  const source = await openSource(bytes, facts, Math.floor(Math.sqrt(maxPixels)));
  const scale = fitScale(source.width, source.height, { maxPixels });
  let pipeline = source.open();
  if (scale < 1) {
    const side = (length: number) => Math.max(1, Math.floor(length * scale));
    pipeline = pipeline.resize(side(source.width), side(source.height), { fit: 'fill', kernel: 'lanczos3' });
  }
  const { data, info } = await pipeline.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
