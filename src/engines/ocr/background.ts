/** Finds the background of text: the page, panels, and boxes and pills as small as one word. */
import { type Areas, findAreas } from './areas';
import { LEAST_PIXELS, LOWEST, NARROWEST, pillsOf } from './labelBoxes';

/** Largest step between neighbors within one background of a clean screenshot, 0 to 255. */
export const CLEAN_STEP = 6;
/** A flat area of this many pixels is a background, whatever its shape. */
const LARGE = 5000;
/** Minimum share of each side of its frame that a box fills; rounded corners take some. */
const STRAIGHT = 0.45;

/** 1 where a pixel belongs to a flat area large enough for text; steps within one are at most `limit`. */
export function findBackground(rgb: Uint8Array, width: number, height: number, limit: number): Uint8Array {
  const flat = flatPixels(rgb, width, height, limit);
  const areas = findAreas(flat, width, height, false);
  const { runs } = areas;
  const carries = backgroundsOf(areas);
  const colors = colorsOf(areas, rgb, width);
  for (const area of pillsOf(areas, (one, other) => step(colors, one * 3, other * 3) <= CLEAN_STEP)) {
    carries[area] = true;
  }
  flat.fill(0);
  for (let at = 0; at < runs.length; at += 4) {
    if (carries[runs[at + 3]!]) {
      const row = runs[at]! * width;
      flat.fill(1, row + runs[at + 1]!, row + runs[at + 2]!);
    }
  }
  return flat;
}

/** RGB of one pixel in each area. */
function colorsOf({ list, runs }: Areas, rgb: Uint8Array, width: number): Uint8Array {
  const colors = new Uint8Array(3 * list.length);
  for (let at = 0; at < runs.length; at += 4) {
    const pixel = 3 * (runs[at]! * width + runs[at + 1]!);
    colors.set(rgb.subarray(pixel, pixel + 3), 3 * runs[at + 3]!);
  }
  return colors;
}

/**
 * Which areas are backgrounds: large ones, and boxes with four straight sides, which the inside of a letter doesn't
 * have.
 */
function backgroundsOf({ list, runs }: Areas): boolean[] {
  const sides = list.map(() => ({ top: 0, bottom: 0, left: 0, right: 0 }));
  for (let at = 0; at < runs.length; at += 4) {
    const [row, first, end, label] = [runs[at]!, runs[at + 1]!, runs[at + 2]!, runs[at + 3]!];
    const area = list[label]!;
    const side = sides[label]!;
    side.top += row === area.top ? end - first : 0;
    side.bottom += row === area.bottom - 1 ? end - first : 0;
    side.left += first === area.left ? 1 : 0;
    side.right += end === area.right ? 1 : 0;
  }
  return list.map((area, i) => {
    const width = area.right - area.left;
    const height = area.bottom - area.top;
    const { top, bottom, left, right } = sides[i]!;
    const straight = Math.min(top / width, bottom / width, left / height, right / height) >= STRAIGHT;
    const box = straight && width >= NARROWEST && height >= LOWEST && area.pixels >= LEAST_PIXELS;
    return box || area.pixels >= LARGE;
  });
}

function flatPixels(rgb: Uint8Array, width: number, height: number, limit: number): Uint8Array {
  const flat = new Uint8Array(width * height).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (x + 1 < width && step(rgb, at * 3, at * 3 + 3) > limit) {
        flat[at] = 0;
        flat[at + 1] = 0;
      }
      if (y + 1 < height && step(rgb, at * 3, (at + width) * 3) > limit) {
        flat[at] = 0;
        flat[at + width] = 0;
      }
    }
  }
  return flat;
}

export function step(rgb: Uint8Array, one: number, other: number): number {
  const red = Math.abs(rgb[one]! - rgb[other]!);
  const green = Math.abs(rgb[one + 1]! - rgb[other + 1]!);
  const blue = Math.abs(rgb[one + 2]! - rgb[other + 2]!);
  return red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
}
