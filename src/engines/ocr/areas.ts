/** Connected areas of a mask, found run by run. */
import type { Rect } from './raster';

export interface Area extends Rect {
  /** Its pixels in the mask. */
  readonly pixels: number;
  /** True for a ring with a dot or a slash inside. */
  readonly zero?: boolean;
}

export interface Areas {
  readonly list: readonly Area[];
  /** Four numbers per run: row, first column, column after the last, index into `list`. */
  readonly runs: Int32Array;
}

interface Growing {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pixels: number;
}

/** Finds the areas of non-zero pixels; `diagonal` joins pixels that only touch at a corner. */
export function findAreas(mask: Uint8Array, width: number, height: number, diagonal: boolean): Areas {
  const reach = diagonal ? 1 : 0;
  const parents: number[] = [];
  const found: Growing[] = [];
  const runs: number[] = [];
  let above = 0;
  let aboveEnd = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const rowStart = runs.length;
    let candidate = above;
    for (let x = 0; x < width; x++) {
      if (!mask[row + x]) {
        continue;
      }
      const left = x;
      while (x < width && mask[row + x]) {
        x++;
      }
      while (candidate < aboveEnd && runs[candidate + 2]! <= left - reach) {
        candidate += 4;
      }
      let root = -1;
      for (let at = candidate; at < aboveEnd && runs[at + 1]! < x + reach; at += 4) {
        const other = rootOf(parents, runs[at + 3]!);
        root = root < 0 || root === other ? other : merge(parents, found, root, other);
      }
      if (root < 0) {
        root = parents.length;
        parents.push(root);
        found.push({ left, top: y, right: x, bottom: y + 1, pixels: x - left });
      } else {
        const area = found[root]!;
        area.left = Math.min(area.left, left);
        area.right = Math.max(area.right, x);
        area.bottom = y + 1;
        area.pixels += x - left;
      }
      runs.push(y, left, x, root);
    }
    above = rowStart;
    aboveEnd = runs.length;
  }
  return compact(parents, found, runs);
}

function rootOf(parents: number[], label: number): number {
  let at = label;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]!]!;
    at = parents[at]!;
  }
  return at;
}

function merge(parents: number[], found: Growing[], one: number, other: number): number {
  const into = found[one]!;
  const from = found[other]!;
  into.left = Math.min(into.left, from.left);
  into.top = Math.min(into.top, from.top);
  into.right = Math.max(into.right, from.right);
  into.bottom = Math.max(into.bottom, from.bottom);
  into.pixels += from.pixels;
  parents[other] = one;
  return one;
}

function compact(parents: number[], found: readonly Growing[], runs: readonly number[]): Areas {
  const list: Area[] = [];
  const places = new Int32Array(parents.length).fill(-1);
  const packed = Int32Array.from(runs);
  for (let at = 3; at < packed.length; at += 4) {
    const root = rootOf(parents, packed[at]!);
    if (places[root]! < 0) {
      places[root] = list.length;
      list.push(found[root]!);
    }
    packed[at] = places[root]!;
  }
  return { list, runs: packed };
}
