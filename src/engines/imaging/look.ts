/** What the pixels say for sure: colours by name, dark or light, transparency; and a guess at what kind of picture it is. */
import type { ImageFacts, PixelFacts } from '../../core/image/types';
import { nameColors } from './colors';
import { flatness } from './content';
import { fitScale } from './geometry';
import { openSource } from './source';

/** The picture is judged on a reduction to this edge. */
const edge = 512;

/** Throws `ImageError`. */
export async function look(bytes: Uint8Array, facts: ImageFacts): Promise<PixelFacts> {
  const source = await openSource(bytes, facts, edge);
  const scale = fitScale(source.width, source.height, edge);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const { data, info } = await source
    .open()
    .resize(side(source.width), side(source.height), { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  let clear = 0;
  let light = 0;
  let weight = 0;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    clear += alpha < 255 ? 1 : 0;
    weight += alpha;
    light += alpha * (0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0));
  }
  const flat = flatness(data, info.width, info.height, 4);
  const { colors, distinct } = nameColors(data);
  return {
    looksLike: flat < 0.5 ? 'photo' : distinct > 24 ? 'screenshot' : 'diagram',
    dark: weight > 0 && light / weight < 96,
    transparent: clear / pixels,
    colors,
  };
}
