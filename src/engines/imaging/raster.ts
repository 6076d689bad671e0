/** Pixels in memory on their way to the encoder: sRGB, 8 bit, three channels, no transparency. */
import sharp, { type Sharp } from 'sharp';
import type { Ground, Region } from '../../core/image/types';
import { type Color, groundFor, grounds } from './ground';
import type { Source } from './source';

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGB, row by row. */
  readonly data: Uint8Array;
  /** What shows where a pixel was transparent; undefined if none was. */
  readonly ground?: Ground;
}

/**
 * Cuts `region` (upright source pixels) out of the source and scales it to `width` × `height` with Lanczos. It's laid on
 * `ground`, or else on what shows it best.
 */
export async function rasterize(
  source: Source,
  region: Region,
  width: number,
  height: number,
  ground?: Ground,
): Promise<Raster> {
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
    const chosen = ground ?? groundFor(data, info.width, info.height);
    return { width: info.width, height: info.height, ...laidOn(chosen, data) };
  }
  return { width: info.width, height: info.height, data };
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
  return { ...raster, width, height, data };
}

/** The picture with space at its right and bottom, so that it has at least this size. */
export async function padded(raster: Raster, width: number, height: number): Promise<Raster> {
  const [right, bottom] = [Math.max(0, width - raster.width), Math.max(0, height - raster.height)];
  if (right === 0 && bottom === 0) {
    return raster;
  }
  const [r, g, b] = grounds[raster.ground ?? 'white'];
  const data = await openRaster(raster).extend({ right, bottom, background: { r, g, b } }).raw().toBuffer();
  return { ...raster, width: raster.width + right, height: raster.height + bottom, data };
}

/** Whether nothing can be seen on the picture. */
export function isOneColor({ data }: Raster): boolean {
  for (let at = 3; at < data.length; at++) {
    if (Math.abs((data[at] ?? 0) - (data[at % 3] ?? 0)) > 2) {
      return false;
    }
  }
  return true;
}

/** RGBA laid on a ground, as RGB. */
function laidOn(ground: Ground, rgba: Uint8Array): Pick<Raster, 'data' | 'ground'> {
  const color: Color = grounds[ground];
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
      const below = 255 - alpha;
      data[to] = ((rgba[from] ?? 0) * alpha + color[0] * below + 127) / 255;
      data[to + 1] = ((rgba[from + 1] ?? 0) * alpha + color[1] * below + 127) / 255;
      data[to + 2] = ((rgba[from + 2] ?? 0) * alpha + color[2] * below + 127) / 255;
    }
  }
  return { data, ...(flattened && { ground }) };
}
