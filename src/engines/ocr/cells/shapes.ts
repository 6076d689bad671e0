/** Equal pictures are equal characters: which cells on a page show the same shape. */
import type { Grey } from '../raster';

/** Where one character is, source pixels. */
export interface Place {
  /** The middle of its cell. */
  readonly center: number;
  readonly baseline: number;
}

/** Height of a cell above and below the baseline, as a share of its width. */
const ABOVE = 1.6;
const BELOW = 0.6;
/** Ink below this share of the cell's strongest doesn't count for the size of a shape. */
const EDGE = 0.25;
/** Shapes whose pixels differ by no more than this on average are equal, of 255: rounding makes 1 to 3. */
const SAME = 6;

interface Shape {
  readonly id: number;
  readonly data: Uint8Array;
}

/** For each place, the number of its shape, counted from 0; -1 where there is no ink. Sizes are in source pixels. */
export function shapesOf(ink: Grey, places: readonly Place[], pitch: number): Int32Array {
  const bySize = new Map<string, Shape[]>();
  let count = 0;
  return Int32Array.from(places, (place) => {
    const cut = cutShape(ink, place, pitch);
    if (!cut) {
      return -1;
    }
    const alike = bySize.get(cut.size) ?? [];
    bySize.set(cut.size, alike);
    const found = alike.find(({ data }) => areSame(data, cut.data));
    if (found) {
      return found.id;
    }
    alike.push({ id: count, data: cut.data });
    return count++;
  });
}

/** The ink of a cell at full contrast, cut to its frame; `size` says how large it is, and where it stands. */
function cutShape(ink: Grey, { center, baseline }: Place, pitch: number) {
  const left = Math.max(0, Math.round(center - pitch / 2));
  const right = Math.min(ink.width, Math.round(center + pitch / 2));
  const line = Math.round(baseline);
  const top = Math.max(0, Math.round(line - ABOVE * pitch));
  const bottom = Math.min(ink.height, Math.round(line + BELOW * pitch));
  let most = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      most = Math.max(most, ink.data[y * ink.width + x]!);
    }
  }
  if (most === 0) {
    return undefined;
  }
  const frame = { left: right, top: bottom, right: left, bottom: top };
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (ink.data[y * ink.width + x]! > EDGE * most) {
        frame.left = Math.min(frame.left, x);
        frame.right = Math.max(frame.right, x + 1);
        frame.top = Math.min(frame.top, y);
        frame.bottom = Math.max(frame.bottom, y + 1);
      }
    }
  }
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = (ink.data[(frame.top + y) * ink.width + frame.left + x]! * 255) / most;
    }
  }
  return { size: `${width} ${height} ${frame.top - line}`, data };
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  const limit = SAME * one.length;
  let sum = 0;
  for (let i = 0; i < one.length && sum <= limit; i++) {
    sum += Math.abs(one[i]! - other[i]!);
  }
  return sum <= limit;
}
