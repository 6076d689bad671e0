/** Finds the blocks of a page: columns of prose, a sidebar beside an editor, a title above both. */

import { median } from '../statistics';
import { shareGrid } from './grid';
import type { PlacedWord } from './placed';
import { heightOf, type Row, toRows } from './rows';

/** White space that separates columns is at least this many line heights wide. */
const CORRIDOR = 1.3;
const DEEPEST = 8;

/** The words of each block, blocks in reading order. */
export function toBlocks(words: readonly PlacedWord[]): PlacedWord[][] {
  const height = heightOf(words);
  return height > 0 ? split(words, height, 0) : [];
}

function split(words: readonly PlacedWord[], height: number, depth: number): PlacedWord[][] {
  if (words.length < 4 || depth > DEEPEST) {
    return [[...words]];
  }
  const bands = toBands(words);
  const best = widestRange(bands, height);
  if (!best) {
    return [[...words]];
  }
  const above = bands.slice(0, best.from).flat();
  const inside = bands.slice(best.from, best.to).flat();
  const below = bands.slice(best.to).flat();
  const left = inside.filter((word) => word.right <= best.at);
  const right = inside.filter((word) => word.right > best.at);
  return [above, left, right, below]
    .filter((part) => part.length > 0)
    .flatMap((part) => split(part, height, depth + 1));
}

/** Words between horizontal lines of white space, top to bottom. */
function toBands(words: readonly PlacedWord[]): PlacedWord[][] {
  const bands: PlacedWord[][] = [];
  let end = -Infinity;
  for (const word of [...words].sort((a, b) => a.top - b.top)) {
    const inset = 0.15 * (word.bottom - word.top);
    if (word.top + inset >= end) {
      bands.push([word]);
    } else {
      bands.at(-1)!.push(word);
    }
    end = Math.max(end, word.bottom - inset);
  }
  return bands;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly words: number;
}

/** The range of bands with the most words in two columns. */
function widestRange(bands: readonly PlacedWord[][], height: number): Range | undefined {
  const unit = height / 2;
  const columns = bands.map((band) => bitsOf(band, unit));
  let best: Range | undefined;
  for (let from = 0; from < bands.length; from++) {
    const taken = new Set<number>();
    let count = 0;
    for (let to = from + 1; to <= bands.length; to++) {
      for (const column of columns[to - 1]!) {
        taken.add(column);
      }
      count += bands[to - 1]!.length;
      if (best && count <= best.words) {
        continue;
      }
      const corridor = widestCorridor(taken, CORRIDOR / 0.5);
      if (!corridor) {
        break;
      }
      const words = bands.slice(from, to).flat();
      const at = corridor * unit;
      const left = toRows(words.filter((word) => word.right <= at));
      const right = toRows(words.filter((word) => word.right > at));
      if (areColumns(left, right, height)) {
        best = { from, to, at, words: count };
      }
    }
  }
  return best;
}

function bitsOf(words: readonly PlacedWord[], unit: number): number[] {
  const bits = new Set<number>();
  for (const word of words) {
    for (let bit = Math.floor(word.left / unit); bit <= Math.floor(word.right / unit); bit++) {
      bits.add(bit);
    }
  }
  return [...bits];
}

/** The middle of the widest run of free units, if it's at least `least` wide. */
function widestCorridor(taken: ReadonlySet<number>, least: number): number | undefined {
  const sorted = [...taken].sort((a, b) => a - b);
  let widest = 0;
  let middle: number | undefined;
  for (let i = 1; i < sorted.length; i++) {
    const free = sorted[i]! - sorted[i - 1]! - 1;
    if (free >= least && free > widest) {
      widest = free;
      middle = (sorted[i]! + sorted[i - 1]! + 1) / 2;
    }
  }
  return middle;
}

/**
 * Two columns if their lines don't align, or if both consist of long lines; never a column of line numbers, nor the parts
 * of monospaced text.
 */
function areColumns(left: readonly Row[], right: readonly Row[], height: number): boolean {
  if (left.length < 2 || right.length < 2) {
    return false;
  }
  const narrow = Math.min(median(left.map(widthOf)), median(right.map(widthOf))) < 2.5 * height;
  const numbers = left.filter((row) => /^\W*\d{1,5}\W*$/.test(row.words[0]!.text)).length;
  if (narrow && numbers > 0.5 * left.length) {
    return false;
  }
  const areTwo =
    (isProse(left, height) && isProse(right, height)) ||
    crossings(left, right, height) >= Math.max(2, 0.4 * Math.min(left.length, right.length));
  return areTwo && !shareGrid(left, right);
}

/** Long stretches without wide gaps, unlike the cells of a table. */
function isProse(rows: readonly Row[], height: number): boolean {
  const stretches = rows.flatMap((row) => {
    const widths: number[] = [];
    let start = 0;
    row.words.forEach((word, i) => {
      const next = row.words[i + 1];
      if (!next || next.left - word.right > 1.2 * height) {
        widths.push(word.right - row.words[start]!.left);
        start = i + 1;
      }
    });
    return widths;
  });
  return rows.length > 2 && median(stretches) > 10 * height;
}

function widthOf(row: Row): number {
  return row.words.at(-1)!.right - row.words[0]!.left;
}

/** Rows on one side that only overlap a row on the other by their edge, which never happens within one column. */
function crossings(left: readonly Row[], right: readonly Row[], height: number): number {
  const crossed = (rows: readonly Row[], others: readonly Row[]) =>
    rows.filter((row) => {
      const nearest = Math.min(...others.map((other) => Math.abs(other.baseline - row.baseline)));
      return nearest > 0.22 * height && nearest < 0.9 * height;
    }).length;
  return Math.min(crossed(left, right), crossed(right, left));
}
