/** Groups glyphs into line fragments: letters side by side, with their dots and dashes. */

import type { Area } from './areas';
import type { Glyphs } from './glyphs';
import { type Rect, union } from './raster';
import { median, quantile } from './statistics';

export interface Fragment extends Rect {
  /** Letters and marks, left to right. */
  readonly glyphs: readonly Area[];
  readonly letters: number;
  /** Bottom of the letters without descenders. */
  readonly baseline: number;
  /** Usual height of its letters. */
  readonly letterHeight: number;
}

/** Letters farther apart than this many letter heights begin a new fragment. */
const LARGEST_GAP = 2.2;
/** Brackets are this many times as tall as letters; anything taller that isn't on the same line is an icon. */
const TALLEST = 2.2;
/** White space between an icon and text is at least this share of the letters' height. */
const ICON_APART = 0.4;

export function findFragments({ letters, marks, letterHeight }: Glyphs): Fragment[] {
  const chains = chainUp(letters, (one, other) => linked(one, other, letterHeight));
  const isLine = (chain: readonly Area[]) =>
    chain.length > 2 || chain.some((letter) => letter.bottom - letter.top > 0.85 * letterHeight);
  const groups = chains.filter(isLine).map((chain) => ({
    letters: chain,
    marks: [] as Area[],
    frame: union(chain),
    letterHeight: median(chain.map((letter) => letter.bottom - letter.top)),
  }));
  const loose: Area[] = [];
  for (const mark of [...marks, ...chains.filter((chain) => !isLine(chain)).flat()]) {
    const home = nearest(groups, mark);
    if (home) {
      home.marks.push(mark);
    } else {
      loose.push(mark);
    }
  }
  const dotted = chainUp(loose, (one, other) => sideBySide(one, other, letterHeight)).filter(
    (chain) => chain.length > 2,
  );
  return [
    ...groups.map((group) => fragmentOf(group.letters, group.marks)),
    ...dotted.map((chain) => fragmentOf([], chain)),
  ];
}

function fragmentOf(letters: readonly Area[], marks: readonly Area[]): Fragment {
  const all = [...letters, ...marks].sort((a, b) => a.left - b.left);
  const core = letters.length > 0 ? letters : marks;
  const baseline = median(standing(core).map((glyph) => glyph.bottom));
  const letterHeight = median(core.map((glyph) => glyph.bottom - glyph.top));
  const icons = letters.length < 3 ? [] : iconsIn(all, baseline, letterHeight);
  const glyphs = all.filter((glyph) => !icons.includes(glyph));
  return {
    ...union(glyphs),
    glyphs,
    letters: letters.filter((letter) => !icons.includes(letter)).length,
    baseline,
    letterHeight,
  };
}

/**
 * Without what hangs from the top, such as both strokes of a quote around a short number, if all others end at one height: in
 * a photo, they don't.
 */
function standing(glyphs: readonly Area[]): readonly Area[] {
  const { top, bottom } = union(glyphs);
  const rest = glyphs.filter((glyph) => glyph.bottom > (top + bottom) / 2);
  const ends = rest.map((glyph) => glyph.bottom);
  return Math.max(...ends) - Math.min(...ends) <= 0.1 * (bottom - top) ? rest : glyphs;
}

/** Icons beside text: about as wide as tall, taller than the letters, extending below them, and apart from them. */
function iconsIn(glyphs: readonly Area[], baseline: number, letterHeight: number): Area[] {
  const ascent = quantile(
    glyphs.map((glyph) => baseline - glyph.top),
    0.8,
  );
  return glyphs.filter((glyph, i) => {
    const [width, height] = [glyph.right - glyph.left, glyph.bottom - glyph.top];
    const [before, after] = [glyphs[i - 1], glyphs[i + 1]];
    const apart = ICON_APART * letterHeight;
    const beyond = Math.max(1, 0.12 * letterHeight);
    return (
      width >= 0.6 * height &&
      width <= 1.5 * height &&
      glyph.bottom - baseline >= beyond &&
      baseline - glyph.top - ascent >= beyond &&
      (!before || glyph.left - before.right >= 3 * apart) &&
      (!after || after.left - glyph.right >= apart)
    );
  });
}

function chainUp(areas: readonly Area[], joined: (one: Area, other: Area) => boolean): Area[][] {
  const sorted = [...areas].sort((a, b) => a.left - b.left);
  const parents = sorted.map((_, i) => i);
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]!]!;
      root = parents[root]!;
    }
    return root;
  };
  for (let i = 0; i < sorted.length; i++) {
    const one = sorted[i]!;
    const reach = one.right + LARGEST_GAP * 2.6 * Math.max(one.bottom - one.top, 10);
    for (let j = i + 1; j < sorted.length && sorted[j]!.left <= reach; j++) {
      if (joined(one, sorted[j]!)) {
        parents[rootOf(j)] = rootOf(i);
      }
    }
  }
  const chains = new Map<number, Area[]>();
  sorted.forEach((area, i) => {
    const root = rootOf(i);
    const chain = chains.get(root);
    if (chain) {
      chain.push(area);
    } else {
      chains.set(root, [area]);
    }
  });
  return [...chains.values()];
}

function linked(one: Area, other: Area, letterHeight: number): boolean {
  const heights = [one.bottom - one.top, other.bottom - other.top] as const;
  const low = Math.min(...heights);
  const high = Math.max(...heights);
  const overlap = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const isTall = high > 2 * low && high > TALLEST * letterHeight;
  const isIcon = isTall && Math.abs(one.bottom - other.bottom) > 0.5 * low;
  const gap = other.left - one.right;
  return !isIcon && overlap >= 0.5 * low && high <= 3 * low && gap <= LARGEST_GAP * (isTall ? low : high);
}

function sideBySide(one: Area, other: Area, letterHeight: number): boolean {
  const offset = Math.abs(one.top + one.bottom - other.top - other.bottom) / 2;
  return offset <= 0.2 * letterHeight && other.left - one.right <= LARGEST_GAP * letterHeight;
}

interface Group {
  readonly marks: Area[];
  readonly frame: Rect;
  readonly letterHeight: number;
}

/** A dash or an underscore: it belongs to the line above it, never to the one below. */
function isFlat(mark: Area): boolean {
  return mark.right - mark.left >= 2.5 * (mark.bottom - mark.top);
}

/** The group whose line a mark is in; within reach at the sides. */
function nearest<T extends Group>(groups: readonly T[], mark: Area): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  const middle = (mark.top + mark.bottom) / 2;
  for (const group of groups) {
    const { left, top, right, bottom } = group.frame;
    const height = Math.max(bottom - top, 1.45 * group.letterHeight);
    if (middle < top - (isFlat(mark) ? 0 : 0.35 * height) || middle > bottom + (isFlat(mark) ? 0.5 : 0.3) * height) {
      continue;
    }
    const aside = Math.max(0, left - mark.right, mark.left - right);
    const over = Math.max(0, top - middle, middle - bottom);
    const inBand = middle >= top && middle <= bottom;
    if (aside > (inBand ? 8 : 2) * height) {
      continue;
    }
    const distance = aside + 3 * over;
    if (distance < least) {
      least = distance;
      best = group;
    }
  }
  return best;
}
