/** Pages that were scanned or photographed slightly crooked: finds the tilt and removes it. */

import type { Fragment } from './fragments';
import type { Grey } from './raster';
import { median } from './statistics';

/** Slope of a line, pixels per pixel, below which a page counts as straight, and above which nothing is done. */
const LEAST = 0.003;
const MOST = 0.12;

/** How much lines fall to the right, pixels per pixel; 0 for a straight page. */
export function tiltOf(fragments: readonly Fragment[]): number {
  const slopes = fragments.flatMap((fragment) => {
    const { glyphs, letterHeight } = fragment;
    const letters = glyphs.filter((glyph) => glyph.bottom - glyph.top >= 0.7 * letterHeight);
    if (letters.length < 10) {
      return [];
    }
    const half = letters.length >> 1;
    const [left, right] = [letters.slice(0, half), letters.slice(-half)];
    const run = median(right.map((glyph) => glyph.left)) - median(left.map((glyph) => glyph.left));
    const rise = median(right.map((glyph) => glyph.bottom)) - median(left.map((glyph) => glyph.bottom));
    return run > 6 * letterHeight ? [rise / run] : [];
  });
  const tilt = median(slopes);
  return slopes.length < 2 || Math.abs(tilt) < LEAST || Math.abs(tilt) > MOST ? 0 : tilt;
}

/** Rotates the page so that lines with this tilt become level; the size stays the same. */
export function level(ink: Grey, tilt: number): Grey {
  return shearDown(shearAcross(ink, tilt), -tilt);
}

/** Where a point on the leveled page was before. */
export function unlevel(x: number, y: number, tilt: number): readonly [x: number, y: number] {
  const before = y + tilt * x;
  return [x - tilt * before, before];
}

/** Moves each row sideways in proportion to its height. */
function shearAcross({ width, height, data }: Grey, slope: number): Grey {
  const moved = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = x - slope * y;
      const left = Math.floor(from);
      const part = from - left;
      const one = left >= 0 && left < width ? data[y * width + left]! : 0;
      const other = left + 1 >= 0 && left + 1 < width ? data[y * width + left + 1]! : 0;
      moved[y * width + x] = one + (other - one) * part;
    }
  }
  return { width, height, data: moved };
}

/** Moves each column up or down in proportion to its distance from the left. */
function shearDown({ width, height, data }: Grey, slope: number): Grey {
  const moved = new Uint8Array(data.length);
  for (let x = 0; x < width; x++) {
    const offset = slope * x;
    const whole = Math.floor(-offset);
    const part = -offset - whole;
    for (let y = 0; y < height; y++) {
      const top = y + whole;
      const one = top >= 0 && top < height ? data[top * width + x]! : 0;
      const other = top + 1 >= 0 && top + 1 < height ? data[(top + 1) * width + x]! : 0;
      moved[y * width + x] = one + (other - one) * part;
    }
  }
  return { width, height, data: moved };
}
