/** Recognizes zeros with a dot or a slash, as in code fonts, by their shape: the OCR model hasn't learned them. */
import type { Area, Areas } from './areas';
import type { Rect } from './raster';

/** Whether an area has the size and shape of a zero. */
function isRing(area: Area, letterHeight: number): boolean {
  const [height, share] = [heightOf(area), widthOf(area) / heightOf(area)];
  return height >= 0.9 * letterHeight && height <= 2 * letterHeight && share > 0.45 && share < 0.95;
}

/** Zeros often contain a dot, which OCR takes for part of another character: dot → its ring. */
export function dotsInRings(
  list: readonly Area[],
  kinds: readonly string[],
  letterHeight: number,
): Map<number, number> {
  const rings = list.flatMap((area, i) => (kinds[i] === 'letter' && isRing(area, letterHeight) ? [{ area, i }] : []));
  rings.sort((a, b) => a.area.left - b.area.left);
  const found = new Map<number, number>();
  list.forEach((dot, i) => {
    if (heightOf(dot) > letterHeight || kinds[i] === 'other') {
      return;
    }
    for (let at = firstFrom(rings, dot.left - 2 * letterHeight); at < rings.length; at++) {
      const { area } = rings[at]!;
      if (area.left >= dot.left) {
        return;
      }
      if (isCentered(dot, area)) {
        found.set(i, rings[at]!.i);
        return;
      }
    }
  });
  return found;
}

/** Index of the first ring that begins at or after a column. */
function firstFrom(rings: readonly { readonly area: Area }[], column: number): number {
  let [low, high] = [0, rings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = rings[middle]!.area.left < column ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** Whether a dot is small and in the middle of a ring, without touching the ring's ink. */
function isCentered(dot: Area, ring: Area): boolean {
  const [width, height] = [widthOf(ring), heightOf(ring)];
  const inside = dot.left > ring.left && dot.right < ring.right && dot.top > ring.top && dot.bottom < ring.bottom;
  const aside = Math.abs(dot.left + dot.right - ring.left - ring.right) / 2;
  const above = Math.abs(dot.top + dot.bottom - ring.top - ring.bottom) / 2;
  const small = widthOf(dot) <= 0.45 * width && heightOf(dot) <= 0.55 * height;
  return inside && small && aside <= 0.1 * width + 0.5 && above <= 0.1 * height + 0.5;
}

/** Zeros with a slash: rings that a stroke crosses from the lower left to the upper right. */
export function slashedRings({ list, runs }: Areas, kinds: readonly string[], letterHeight: number): number[] {
  const own = new Map<number, Run[]>();
  list.forEach((area, i) => {
    if (kinds[i] === 'letter' && isRing(area, letterHeight)) {
      own.set(i, []);
    }
  });
  for (let at = 0; at < runs.length; at += 4) {
    own.get(runs[at + 3]!)?.push({ row: runs[at]!, left: runs[at + 1]!, right: runs[at + 2]! });
  }
  return [...own].flatMap(([i, drawn]) => (isSlashed(list[i]!, holesOf(drawn)) ? [i] : []));
}

interface Run {
  readonly row: number;
  readonly left: number;
  readonly right: number;
}

interface Hole {
  readonly top: number;
  bottom: number;
  /** Where it is in its last row. */
  last: Run;
  /** Whether another hole is to the left of where it begins. */
  readonly isRight: boolean;
}

/**
 * White space between the strokes of a glyph, from where it begins to where it ends; `runs` are its ink, row by row.
 */
function holesOf(runs: readonly Run[]): Hole[] {
  const holes: Hole[] = [];
  runs.slice(1).forEach((run, i) => {
    const { row, right: left } = runs[i]!;
    if (run.row !== row) {
      return;
    }
    const gap: Run = { row, left, right: run.left };
    const above = holes.find(({ last }) => last.row === row - 1 && last.left < gap.right && gap.left < last.right);
    if (above) {
      above.bottom = row + 1;
      above.last = gap;
    } else {
      holes.push({ top: row, bottom: row + 1, last: gap, isRight: holes.some(({ last }) => last.row === row) });
    }
  });
  return holes;
}

/** Two holes, the left one higher, side by side where the right one begins: an 8 has one above the other. */
function isSlashed(area: Area, holes: readonly Hole[]): boolean {
  const height = heightOf(area);
  const [one, other] = holes;
  return (
    holes.length === 2 &&
    one !== undefined &&
    other !== undefined &&
    Math.min(one.bottom - one.top, other.bottom - other.top) >= 0.3 * height &&
    other.isRight &&
    other.bottom - one.bottom >= 0.15 * height &&
    other.top - one.top >= 0.15 * height
  );
}

const heightOf = ({ top, bottom }: Rect) => bottom - top;
const widthOf = ({ left, right }: Rect) => right - left;
