/** Pixels in memory on their way to the encoder: sRGB, 8 bit, three channels, no transparency. */
import sharp, { type Sharp } from 'sharp';
import type { Region } from '../../core/image/types';
import type { Source } from './source';

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGB, row by row. */
  readonly data: Uint8Array;
  /** Some pixel was transparent and now shows white. */
  readonly flattened: boolean;
}

/** Cuts `region` (upright source pixels) out of the source and scales it to `width` × `height` with Lanczos. */
export async function rasterize(source: Source, region: Region, width: number, height: number): Promise<Raster> {
  let pipeline = source.open();
  if (region.width !== source.width || region.height !== source.height) {
    pipeline = pipeline.extract({ left: region.x, top: region.y, width: region.width, height: region.height });
  }
  if (width !== region.width || height !== region.height) {
    pipeline = pipeline.resize(width, height, { fit: 'fill', kernel: 'lanczos3' });
  }
  pipeline = pipeline.toColourspace('srgb');
  pipeline = source.alpha ? pipeline.ensureAlpha() : pipeline.removeAlpha();
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 4) {
    return { width: info.width, height: info.height, ...onWhite(data) };
  }
  return { width: info.width, height: info.height, data, flattened: false };
}

/** A pipeline that begins with the pixels. */
export function openRaster({ data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The picture scaled with Lanczos, or unchanged if it has that size. */
export async function resized(raster: Raster, width: number, height: number): Promise<Raster> {
  if (width === raster.width && height === raster.height) {
    return raster;
  }
  const data = await openRaster(raster).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer();
  return { width, height, data, flattened: raster.flattened };
}

/** RGBA laid on white, as RGB. */
function onWhite(rgba: Uint8Array): { data: Uint8Array; flattened: boolean } {
  const data = new Uint8Array((rgba.length / 4) * 3);
  let flattened = false;
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255;
    if (alpha === 255) {
      data[to] = rgba[from] ?? 0;
      data[to + 1] = rgba[from + 1] ?? 0;
      data[to + 2] = rgba[from + 2] ?? 0;
    } else {
      flattened = true;
      const white = (255 - alpha) * 255;
      data[to] = ((rgba[from] ?? 0) * alpha + white + 127) / 255;
      data[to + 1] = ((rgba[from + 1] ?? 0) * alpha + white + 127) / 255;
      data[to + 2] = ((rgba[from + 2] ?? 0) * alpha + white + 127) / 255;
    }
  }
  return { data, flattened };
}
