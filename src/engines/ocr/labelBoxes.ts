/**
 * Finds small boxes with rounded ends, and boxes that their letters divide: labels, buttons, highlighted words in a
 * terminal.
 */
import type { Area, Areas } from './areas';
import { type Rect, union } from './raster';

/** The smallest box with text, pixels. */
export const NARROWEST = 16;
export const LOWEST = 9;
export const LEAST_PIXELS = 150;

/**
 * Pieces of one box that a letter divides: the minimum height, the widest gap as a share of it, and how much they
 * overlap.
 */
const PIECE = 7;
const LARGEST = 5000;
const GAP = 0.8;
const OVERLAP = 0.6;
/**
 * How much of its frame a pill fills, including letters; how much of its length is free above and below the letters;
 * how much of it no letter touches; how much can be flat and of another color, like the page in the middle of an O.
 */
const FILLED = 0.7;
const STRIP = 0.5;
const FREE = 0.25;
const HOLES = 0.08;

/** Pieces of one color, side by side. */
interface Pill {
  readonly frame: Rect;
  readonly pieces: readonly number[];
  /** For each row, where its pieces begin and end, and their pixels. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  readonly own: Int32Array;
  /** Pixels of flat areas in other colors between them. */
  others: number;
}

/** Indexes of the flat areas that belong to pills; `areAlike` says whether two areas have the same color. */
export function pillsOf(areas: Areas, areAlike: (one: number, other: number) => boolean): number[] {
  const { list } = areas;
  const pills = joinPieces(list, areAlike).flatMap((pieces) => {
    const frame = union(pieces.map((piece) => list[piece]!));
    const pixels = pieces.reduce((sum, piece) => sum + list[piece]!.pixels, 0);
    const isLarge = frame.right - frame.left >= NARROWEST && frame.bottom - frame.top >= LOWEST;
    return isLarge && pixels >= LEAST_PIXELS ? [pillOf(frame, pieces)] : [];
  });
  measure(pills, areas, areAlike);
  return pills
    .filter(isPill)
    .flatMap(({ frame, pieces }) =>
      list.flatMap((area, i) => (isWithin(area, frame) && areAlike(i, pieces[0]!) ? [i] : [])),
    );
}

/** Areas of one color side by side, each group as indexes. */
function joinPieces(list: readonly Area[], areAlike: (one: number, other: number) => boolean): number[][] {
  const pieces = list.flatMap((area, i) => (area.bottom - area.top >= PIECE && area.pixels < LARGEST ? [i] : []));
  pieces.sort((a, b) => list[a]!.left - list[b]!.left);
  const groups: number[][] = [];
  let open: number[][] = [];
  for (const piece of pieces) {
    const { left } = list[piece]!;
    open = open.filter((group) => {
      const { top, right, bottom } = list[group.at(-1)!]!;
      return left - right <= bottom - top;
    });
    const home = open.find((group) => areBeside(list[group.at(-1)!]!, list[piece]!) && areAlike(group.at(-1)!, piece));
    if (home) {
      home.push(piece);
    } else {
      const group = [piece];
      groups.push(group);
      open.push(group);
    }
  }
  return groups;
}

function areBeside(one: Area, other: Area): boolean {
  const heights = [one.bottom - one.top, other.bottom - other.top] as const;
  const overlap = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return other.left - one.right <= GAP * Math.max(...heights) && overlap >= OVERLAP * Math.min(...heights);
}

function pillOf(frame: Rect, pieces: readonly number[]): Pill {
  const rows = frame.bottom - frame.top;
  const lefts = new Int32Array(rows).fill(frame.right);
  const rights = new Int32Array(rows).fill(frame.left);
  return { frame, pieces, lefts, rights, own: new Int32Array(rows), others: 0 };
}

/** Fills in the rows of the pills, then whatever else is between their ends. */
function measure(pills: readonly Pill[], { runs }: Areas, areAlike: (one: number, other: number) => boolean): void {
  const pillOfPiece = new Map(pills.flatMap((pill) => pill.pieces.map((piece) => [piece, pill] as const)));
  const inRow = new Map<number, Pill[]>();
  for (const pill of pills) {
    for (let row = pill.frame.top; row < pill.frame.bottom; row++) {
      inRow.set(row, [...(inRow.get(row) ?? []), pill]);
    }
  }
  for (let at = 0; at < runs.length; at += 4) {
    const pill = pillOfPiece.get(runs[at + 3]!);
    if (pill) {
      const row = runs[at]! - pill.frame.top;
      pill.lefts[row] = Math.min(pill.lefts[row]!, runs[at + 1]!);
      pill.rights[row] = Math.max(pill.rights[row]!, runs[at + 2]!);
      pill.own[row]! += runs[at + 2]! - runs[at + 1]!;
    }
  }
  for (let at = 0; at < runs.length; at += 4) {
    for (const pill of inRow.get(runs[at]!) ?? []) {
      const row = runs[at]! - pill.frame.top;
      const between = Math.min(runs[at + 2]!, pill.rights[row]!) - Math.max(runs[at + 1]!, pill.lefts[row]!);
      pill.others += between <= 0 || areAlike(runs[at + 3]!, pill.pieces[0]!) ? 0 : between;
    }
  }
}

/** Whether it's whole above and below its letters, and hides only letters. */
function isPill({ frame, lefts, rights, own, others }: Pill): boolean {
  const [width, height] = [frame.right - frame.left, frame.bottom - frame.top];
  const sum = (values: Int32Array) => values.reduce((total, value) => total + value, 0);
  const filled = sum(rights.map((right, row) => Math.max(0, right - lefts[row]!)));
  const third = Math.ceil(height / 3);
  const strip = Math.min(Math.max(...own.subarray(0, third)), Math.max(...own.subarray(-third)));
  return (
    filled >= FILLED * width * height && strip >= STRIP * width && sum(own) >= FREE * filled && others <= HOLES * filled
  );
}

function isWithin(area: Rect, frame: Rect): boolean {
  return area.left >= frame.left && area.right <= frame.right && area.top >= frame.top && area.bottom <= frame.bottom;
}
