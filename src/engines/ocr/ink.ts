/** From pixels in any theme to ink: how much each pixel differs from its background. */
import type { Pixels } from '../../core/image/types';
import { CLEAN_STEP, findBackground, step } from './background';
import { groundOf } from './ground';
import { photoInkOf } from './photoInk';
import type { Grey } from './raster';

/** From this usual step between neighbors on, the picture is a scan or a photograph. */
const NOISY = 2;
/** Smaller differences are faint. */
const FAINT = 64;
/** How far a background is searched for in a column, pixels. */
const FURTHEST = 12;

/**
 * Ink, 0 (background) to 255: the largest channel distance to the nearby background, so that colored, light, and dark
 * text look alike in any theme, on buttons, and on highlights. Transparent pixels count as background.
 */
export function inkOf(pixels: Pixels): Grey {
  const { width, height } = pixels;
  const rgb = flatten(pixels);
  const usual = usualStep(rgb, width, height);
  if (usual >= NOISY) {
    return photoInkOf(rgb, width, height);
  }
  const background = findBackground(rgb, width, height, Math.max(CLEAN_STEP, usual * 3));
  const data = distances(rgb, background, width, height);
  clearEdges(data, rgb, background, width, height);
  strengthen(data, rgb);
  return { width, height, data };
}

/** If a page has only faint differences, makes its ink as dark as usual. */
function strengthen(ink: Uint8Array, rgb: Uint8Array): void {
  const most = ink.reduce((max, value) => Math.max(max, value), 0);
  if (most > 0 && most < FAINT && contrastOf(rgb) < FAINT) {
    ink.forEach((value, at) => {
      ink[at] = Math.round((value * 255) / most);
    });
  }
}

/** The largest difference within a channel. */
function contrastOf(rgb: Uint8Array): number {
  const [least, most] = [
    [255, 255, 255],
    [0, 0, 0],
  ];
  for (let at = 0; at < rgb.length; at++) {
    least[at % 3] = Math.min(least[at % 3]!, rgb[at]!);
    most[at % 3] = Math.max(most[at % 3]!, rgb[at]!);
  }
  return Math.max(...most.map((value, channel) => value - least[channel]!));
}

/** RGB without alpha, on a ground on which everything is seen. */
function flatten(pixels: Pixels): Uint8Array {
  const { width, height, data } = pixels;
  const count = width * height;
  const [red, green, blue] = groundOf(pixels);
  const rgb = new Uint8Array(count * 3);
  for (let i = 0, from = 0, to = 0; i < count; i++, from += 4, to += 3) {
    const alpha = data[from + 3]! / 255;
    const rest = 1 - alpha;
    rgb[to] = data[from]! * alpha + red * rest;
    rgb[to + 1] = data[from + 1]! * alpha + green * rest;
    rgb[to + 2] = data[from + 2]! * alpha + blue * rest;
  }
  return rgb;
}

/** The usual step between neighbors, which is 0 in a screenshot and the noise in a photograph. */
function usualStep(rgb: Uint8Array, width: number, height: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let at = 0; at + 1 < width * height; at += 3) {
    counts[step(rgb, at * 3, at * 3 + 3)]!++;
    total++;
  }
  let seen = 0;
  let usual = 0;
  while (usual < 255 && seen + counts[usual]! < total / 2) {
    seen += counts[usual]!;
    usual++;
  }
  return usual;
}

/** Distance of each pixel to the color of the nearest background: in its row, or close by in its column. */
function distances(rgb: Uint8Array, background: Uint8Array, width: number, height: number): Uint8Array {
  const ink = new Uint8Array(width * height);
  const nearest = new Int32Array(width);
  const colors = new Float32Array(width * 3);
  const fallback = commonColor(rgb, background);
  for (let x = 0; x < width; x++) {
    colors.set(fallback, x * 3);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    spread(rgb, background, row, width, nearest, colors);
    for (let x = 0; x < width; x++) {
      if (background[row + x]) {
        continue;
      }
      const at = (row + x) * 3;
      const near = nearInColumn(background, row + x, width, Math.min(nearest[x]!, FURTHEST));
      const red = Math.abs(rgb[at]! - (near < 0 ? colors[x * 3]! : rgb[near * 3]!));
      const green = Math.abs(rgb[at + 1]! - (near < 0 ? colors[x * 3 + 1]! : rgb[near * 3 + 1]!));
      const blue = Math.abs(rgb[at + 2]! - (near < 0 ? colors[x * 3 + 2]! : rgb[near * 3 + 2]!));
      ink[row + x] = Math.max(red, green, blue);
    }
  }
  return ink;
}

/** The background above or below a pixel, if it's less than `limit` pixels away; -1 if there is none. */
function nearInColumn(background: Uint8Array, at: number, width: number, limit: number): number {
  for (let step = width; step < limit * width; step += width) {
    if (background[at - step]) {
      return at - step;
    }
    if (background[at + step]) {
      return at + step;
    }
  }
  return -1;
}

/**
 * Removes the edges and corners of buttons and legend boxes from the ink: pixels with a background on one side and a
 * different one opposite, whose color is between theirs. A row alone doesn't distinguish them from a dash.
 */
function clearEdges(ink: Uint8Array, rgb: Uint8Array, background: Uint8Array, width: number, height: number): void {
  const directions = [width, 1, width + 1, width - 1];
  const nearby = (at: number, step: number) =>
    background[at + step] ? at + step : background[at + 2 * step] ? at + 2 * step : -1;
  for (let y = 2; y < height - 2; y++) {
    for (let at = y * width + 2; at < y * width + width - 2; at++) {
      if (ink[at] === 0) {
        continue;
      }
      for (const direction of directions) {
        const one = nearby(at, direction);
        const other = one < 0 ? -1 : nearby(at, -direction);
        if (other >= 0 && isBetween(rgb, at * 3, one * 3, other * 3)) {
          ink[at] = 0;
          break;
        }
      }
    }
  }
}

/** Whether each channel of a pixel is between those of two clearly different backgrounds. */
function isBetween(rgb: Uint8Array, at: number, one: number, other: number): boolean {
  if (step(rgb, one, other) <= 2 * CLEAN_STEP) {
    return false;
  }
  for (let channel = 0; channel < 3; channel++) {
    const [a, b, value] = [rgb[one + channel]!, rgb[other + channel]!, rgb[at + channel]!];
    if (value < Math.min(a, b) - CLEAN_STEP || value > Math.max(a, b) + CLEAN_STEP) {
      return false;
    }
  }
  return true;
}

/** Fills `colors` with the nearest background in this row, smoothed along it; keeps its value where there is none. */
function spread(
  rgb: Uint8Array,
  background: Uint8Array,
  row: number,
  width: number,
  nearest: Int32Array,
  colors: Float32Array,
): void {
  nearest.fill(width);
  for (const direction of [1, -1]) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let last = -1;
    for (let i = 0; i < width; i++) {
      const x = direction > 0 ? i : width - 1 - i;
      if (background[row + x]) {
        const at = (row + x) * 3;
        const jump =
          last < 0 ||
          i - last > 1 ||
          Math.max(Math.abs(rgb[at]! - red), Math.abs(rgb[at + 1]! - green), Math.abs(rgb[at + 2]! - blue)) >
            CLEAN_STEP;
        const share = jump ? 1 : 0.2;
        red += (rgb[at]! - red) * share;
        green += (rgb[at + 1]! - green) * share;
        blue += (rgb[at + 2]! - blue) * share;
        last = i;
      }
      const away = last < 0 ? width : i - last;
      if (away < nearest[x]!) {
        nearest[x] = away;
        colors[x * 3] = red;
        colors[x * 3 + 1] = green;
        colors[x * 3 + 2] = blue;
      }
    }
  }
}

function commonColor(rgb: Uint8Array, background: Uint8Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < background.length; i++) {
    if (background[i]) {
      sums[0] += rgb[i * 3]!;
      sums[1] += rgb[i * 3 + 1]!;
      sums[2] += rgb[i * 3 + 2]!;
      count++;
    }
  }
  return count === 0 ? [255, 255, 255] : [sums[0] / count, sums[1] / count, sums[2] / count];
}
