/** Ink of scans and photographs of text, where no area is truly flat. */
import type { Grey } from './raster';

/** Strokes are thinner than this, pixels; half of the window on each side. */
const REACH = 11;
/** Ink below this many times the usual one is noise in the paper. */
const NOISE = 1.7;

/** A page whose lighter parts are darker than this, 0 to 255, has light text. */
const DARK_PAGE = 110;

/** Ink, 0 to 255: how much darker than the surrounding paper, or lighter on a dark page, minus the noise. */
export function photoInkOf(rgb: Uint8Array, width: number, height: number): Grey {
  const grey = blurred(brightness(rgb), width, height);
  const counts = new Uint32Array(256);
  for (const value of grey) {
    counts[value]!++;
  }
  if (levelOf(counts, 0.8 * grey.length) < DARK_PAGE) {
    for (let i = 0; i < grey.length; i++) {
      grey[i] = 255 - grey[i]!;
    }
  }
  return { width, height, data: strokes(grey, width, height) };
}

function brightness(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = (rgb[i * 3]! * 77 + rgb[i * 3 + 1]! * 150 + rgb[i * 3 + 2]! * 29) >> 8;
  }
  return grey;
}

/** The mean of each pixel and its neighbors, weighted by distance; edges repeat. */
function blurred(grey: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(grey.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const here = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(width - 1, x + 1);
      const corners = grey[above + left]! + grey[above + right]! + grey[below + left]! + grey[below + right]!;
      const sides = grey[above + x]! + grey[below + x]! + grey[here + left]! + grey[here + right]!;
      result[here + x] = (4 * grey[here + x]! + 2 * sides + corners) / 16;
    }
  }
  return result;
}

/** Whatever is dark and thin: the paper without its strokes (a gray closing), minus the page, minus the noise. */
function strokes(grey: Uint8Array, width: number, height: number): Uint8Array {
  const paper = grey.slice();
  for (const lightest of [true, false]) {
    extremes(paper, height, width, width, 1, lightest);
    extremes(paper, width, 1, height, width, lightest);
  }
  const counts = new Uint32Array(256);
  for (let i = 0; i < paper.length; i++) {
    paper[i] = paper[i]! - grey[i]!;
    counts[paper[i]!]!++;
  }
  const floor = NOISE * levelOf(counts, paper.length / 2);
  for (let i = 0; i < paper.length; i++) {
    paper[i] = Math.max(0, paper[i]! - floor);
  }
  return paper;
}

/** Replaces each value with the extreme of its neighborhood, in `lines` lines of `length` values, in place. */
function extremes(
  values: Uint8Array,
  lines: number,
  nextLine: number,
  length: number,
  step: number,
  lightest: boolean,
): void {
  const pick = (one: number, other: number) => (one > other === lightest ? one : other);
  const window = 2 * REACH + 1;
  const forward = new Uint8Array(length + 2 * window);
  const backward = new Uint8Array(length + 2 * window);
  for (let line = 0; line < lines; line++) {
    const origin = line * nextLine;
    const at = (i: number) => values[origin + Math.min(length - 1, Math.max(0, i - REACH)) * step]!;
    const total = Math.ceil((length + 2 * REACH) / window) * window;
    for (let i = 0; i < total; i++) {
      forward[i] = i % window === 0 ? at(i) : pick(forward[i - 1]!, at(i));
    }
    for (let i = total - 1; i >= 0; i--) {
      backward[i] = i % window === window - 1 ? at(i) : pick(backward[i + 1]!, at(i));
    }
    for (let i = 0; i < length; i++) {
      values[origin + i * step] = pick(backward[i]!, forward[i + window - 1]!);
    }
  }
}

/** The value up to which `total` of the counted are. */
function levelOf(counts: Uint32Array, total: number): number {
  let seen = 0;
  let value = 0;
  while (value < 255 && seen + counts[value]! < total) {
    seen += counts[value]!;
    value++;
  }
  return value;
}
