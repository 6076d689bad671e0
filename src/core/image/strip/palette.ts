/** Removes what no pixel uses from a palette: colors are three bytes each, and words fit into them. */
import { type Inflated, inflate } from './inflate';
import type { PngHeader } from './png';

/** A larger picture isn't searched here. */
const maxBytes = 4_000_000;

export interface PlainPalette extends Inflated {
  readonly colors: Uint8Array;
  readonly alphas: Uint8Array | undefined;
}

/**
 * The palette and its transparency, with black where no pixel of the picture (`data`, `expected` bytes when inflated)
 * uses a color. Undefined if that can't be determined: the picture is interlaced, large, or malformed.
 */
export async function plainPalette(
  header: PngHeader,
  data: Uint8Array,
  colors: Uint8Array = new Uint8Array(),
  alphas: Uint8Array | undefined,
  expected: number,
): Promise<PlainPalette | undefined> {
  const { width, height, depth, interlaced } = header;
  const count = colors.length / 3;
  const whole = Number.isInteger(count) && count > 0 && count <= 256 && (alphas?.length ?? 0) <= count;
  if (interlaced || depth > 8 || expected > maxBytes || !whole) {
    return undefined;
  }
  const rows = new Uint8Array(expected);
  const inflated = await inflate(data, expected, rows);
  const used = inflated?.length === expected ? usedIndices(rows, width, height, depth) : undefined;
  if (!inflated || !used) {
    return undefined;
  }
  return {
    ...inflated,
    colors: onlyUsed(colors, used, 3),
    alphas: alphas?.length ? onlyUsed(alphas, used, 1) : undefined,
  };
}

/** The values with zeros for unused ones, `size` bytes each, cut after the last one used. */
export function onlyUsed(values: Uint8Array, used: ReadonlySet<number>, size: number): Uint8Array {
  const last = Math.max(0, ...used);
  return values.slice(0, (last + 1) * size).map((value, at) => (used.has(Math.floor(at / size)) ? value : 0));
}

/** The palette indexes that occur; undefined if a row has an unknown filter. Changes `rows`. */
function usedIndices(rows: Uint8Array, width: number, height: number, depth: number): Set<number> | undefined {
  const length = Math.ceil((width * depth) / 8);
  const seen = new Uint8Array(256);
  const perByte = 8 / depth;
  let above: Uint8Array = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    const start = y * (length + 1);
    const row = rows.subarray(start + 1, start + 1 + length);
    if (!unfilter(rows[start] ?? 0, row, above)) {
      return undefined;
    }
    above = row;
    for (let x = 0; x < length; x++) {
      const byte = row[x]!;
      const pixels = Math.min(perByte, width - x * perByte);
      for (let i = 0; i < pixels; i++) {
        seen[(byte >> (8 - depth * (i + 1))) & ((1 << depth) - 1)] = 1;
      }
    }
  }
  return new Set([...seen.keys()].filter((index) => seen[index] === 1));
}

/** PNG filters for pixels of one byte or less. False for an unknown filter. */
function unfilter(kind: number, row: Uint8Array, above: Uint8Array): boolean {
  for (let x = 0; kind !== 0 && x < row.length; x++) {
    const left = row[x - 1] ?? 0;
    const up = above[x]!;
    const upLeft = above[x - 1] ?? 0;
    const guess = kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
    row[x] = row[x]! + guess;
  }
  return kind <= 4;
}

function paeth(left: number, up: number, upLeft: number): number {
  const [a, b, c] = [Math.abs(up - upLeft), Math.abs(left - upLeft), Math.abs(left + up - 2 * upLeft)];
  return a <= b && a <= c ? left : b <= c ? up : upLeft;
}
