/** A part of a picture that represents the whole: measuring it takes a fraction of the time. */
import type { Raster } from './raster';

/**
 * Pixels; a multiple of 16, the blocks of a JPEG with subsampled colors, so that the sample consists of blocks of the
 * picture.
 */
const tile = 32;
const share = 1 / 16;
const minTiles = 64;
const maxTiles = 256;

/** Tiles from all over the picture, laid side by side in a square; a picture that isn't larger is its own sample. */
export function sampleOf(raster: Raster): Raster {
  const columns = Math.floor(raster.width / tile);
  const rows = Math.floor(raster.height / tile);
  const wanted = Math.min(maxTiles, Math.max(minTiles, columns * rows * share));
  const across = Math.round(Math.sqrt(wanted));
  if (columns * rows <= across * across) {
    return raster;
  }
  const side = across * tile;
  const data = new Uint8Array(side * side * 3);
  for (let n = 0; n < across * across; n++) {
    // An additive sequence spreads them evenly and without a pattern; the steps are powers of the plastic ratio.
    const x = Math.floor(((0.5 + n / 1.324717957244746) % 1) * columns) * tile;
    const y = Math.floor(((0.5 + n / 1.324717957244746 ** 2) % 1) * rows) * tile;
    const left = (n % across) * tile;
    const top = Math.floor(n / across) * tile;
    for (let row = 0; row < tile; row++) {
      const from = ((y + row) * raster.width + x) * 3;
      data.set(raster.data.subarray(from, from + tile * 3), ((top + row) * side + left) * 3);
    }
  }
  return { width: side, height: side, data };
}
