/** One line of text as OCR prefers it: dark on white, full contrast, one height, long gaps shortened. */

import type { Fragment } from './fragments';
import { type Grey, type Rect, resize, union } from './raster';
import { median } from './statistics';

export interface Strip {
  readonly image: Grey;
  /** Pieces of the line, left to right: source columns `left` to `right` are at `at` in the image. */
  readonly pieces: readonly { readonly left: number; readonly right: number; readonly at: number }[];
  /** Image columns per source column. */
  readonly scale: number;
  readonly fragments: readonly Fragment[];
  readonly top: number;
  readonly bottom: number;
  readonly baseline: number;
}

/** The line height the model was trained on, pixels. */
const STRIP_HEIGHT = 36;
/**
 * White space above, below, and beside the ink, as a share of the line's height; twice as much at the sides reduces
 * accuracy.
 */
const MARGIN = 0.12;
/** Lines are read best slightly narrowed (measured 2026-11-21: 1.6 % wrong at 1, 1.3 % at 0.9, 1.4 % at 0.8). */
const NARROWING = 0.9;
/** Widest gap kept, as a share of the line's height; OCR sees characters in wider ones. */
const WIDEST_GAP = 0.9;

export interface Typical {
  readonly letterHeight: number;
  readonly ascent: number;
  readonly descent: number;
}

/** The usual line on a page, from its longer fragments. */
export function typicalLine(fragments: readonly Fragment[]): Typical {
  const long = fragments.filter((fragment) => fragment.letters >= 6);
  return {
    letterHeight: median(long.flatMap((fragment) => Array(fragment.letters).fill(fragment.letterHeight))),
    ascent: median(long.map((fragment) => fragment.baseline - fragment.top)),
    descent: median(long.map((fragment) => fragment.bottom - fragment.baseline)),
  };
}

/** Fragments that can be read in one go: on one baseline, of one size, not far apart. Top to bottom. */
export function groupForReading(fragments: readonly Fragment[]): Fragment[][] {
  const groups: Fragment[][] = [];
  for (const fragment of [...fragments].sort((a, b) => a.left - b.left)) {
    const home = groups.find((group) => {
      const last = group.at(-1)!;
      const height = Math.max(last.letterHeight, fragment.letterHeight);
      const low = Math.min(last.letterHeight, fragment.letterHeight);
      const near = fragment.left - last.right < 8 * height && fragment.left >= last.right - height;
      return near && Math.abs(last.baseline - fragment.baseline) <= Math.max(1, 0.15 * height) && height <= 1.65 * low;
    });
    if (home) {
      home.push(fragment);
    } else {
      groups.push([fragment]);
    }
  }
  return groups.sort((a, b) => a[0]!.baseline - b[0]!.baseline);
}

export function stripOf(ink: Grey, fragments: readonly Fragment[], typical: Typical): Strip {
  const frame = lineFrame(fragments, typical);
  const height = frame.bottom - frame.top;
  const margin = Math.max(1, Math.round(MARGIN * height));
  const scale = STRIP_HEIGHT / (height + 2 * margin);
  const across = scale * NARROWING;
  const widest = Math.round(WIDEST_GAP * height);
  const pieces: { left: number; right: number; at: number }[] = [];
  let width = margin;
  for (const run of runsOf(fragments, widest)) {
    const before = pieces.at(-1);
    if (before) {
      width += Math.max(1, Math.min(widest, run.left - before.right));
    }
    pieces.push({ ...run, at: width });
    width += run.right - run.left;
  }
  width += margin;
  const tall = height + 2 * margin;
  const data = new Uint8Array(width * tall).fill(255);
  for (const piece of pieces) {
    paint(ink, piece, frame.top - margin, { width, height: tall, data });
  }
  const image = resize({ width, height: tall, data }, Math.max(8, Math.round(width * across)), STRIP_HEIGHT);
  return {
    image,
    pieces: pieces.map((piece) => ({ ...piece, at: piece.at * across })),
    scale: across,
    fragments,
    top: frame.top,
    bottom: frame.bottom,
    baseline: median(fragments.map((fragment) => fragment.baseline)),
  };
}

/** Stretches of a line without a gap wider than `widest`. */
function runsOf(fragments: readonly Fragment[], widest: number): { left: number; right: number }[] {
  const runs: { left: number; right: number }[] = [];
  for (const { left, right } of fragments.flatMap((fragment) => fragment.glyphs)) {
    const last = runs.at(-1);
    if (last && left - last.right <= widest) {
      last.right = Math.max(last.right, right);
    } else {
      runs.push({ left, right });
    }
  }
  return runs;
}

/** A line without tall or deep letters gets its neighbors' height, so that it's read at the same size. */
function lineFrame(fragments: readonly Fragment[], typical: Typical): Rect {
  const frame = union(fragments);
  const baseline = median(fragments.map((fragment) => fragment.baseline));
  const height = median(fragments.map((fragment) => fragment.letterHeight));
  const letters = fragments.reduce((sum, fragment) => sum + fragment.letters, 0);
  const usual = letters === 0 || (height < 1.6 * typical.letterHeight && height > 0.7 * typical.letterHeight);
  if (!usual || typical.letterHeight === 0) {
    return frame;
  }
  return {
    ...frame,
    top: Math.min(frame.top, baseline - typical.ascent),
    bottom: Math.max(frame.bottom, baseline + typical.descent),
  };
}

function paint(
  ink: Grey,
  piece: { readonly left: number; readonly right: number; readonly at: number },
  top: number,
  onto: Grey,
): void {
  const first = Math.max(0, piece.left - 1);
  const last = Math.min(ink.width, piece.right + 1);
  const counts = new Uint32Array(256);
  let inked = 0;
  for (let y = Math.max(0, top); y < Math.min(ink.height, top + onto.height); y++) {
    for (let x = first; x < last; x++) {
      const value = ink.data[y * ink.width + x]!;
      if (value > 20) {
        counts[value]!++;
        inked++;
      }
    }
  }
  let full = 255;
  for (let seen = 0; full > 40 && seen + counts[full]! < inked * 0.03; full--) {
    seen += counts[full]!;
  }
  for (let y = Math.max(0, top); y < Math.min(ink.height, top + onto.height); y++) {
    for (let x = first; x < last; x++) {
      const to = (y - top) * onto.width + piece.at + x - piece.left;
      onto.data[to] = 255 - Math.min(255, Math.round((ink.data[y * ink.width + x]! * 255) / full));
    }
  }
}

/** The usual height of a line's letters, source pixels. */
export function letterHeightOf(strip: Strip): number {
  return median(strip.fragments.map((fragment) => fragment.letterHeight));
}

/** The source column of an image column. */
export function sourceColumn(strip: Strip, x: number): number {
  let best = strip.pieces[0]!;
  for (const piece of strip.pieces) {
    if (piece.at - 4 <= x) {
      best = piece;
    }
  }
  return Math.min(best.right, Math.max(best.left, best.left + (x - best.at) / strip.scale));
}
