/** How far the bars of a linear barcode reach: it was read in a few rows of pixels only. */
import type { Point } from './codeMessages';

/** Places along the code where a row is compared with the one that was read. */
const samples = 96;
/** How much lighter or darker a place may be, and how many places may be. */
const maxStep = 80;
const maxDifferent = 0.15 * samples;

/** The corners of all of its bars, from those of the rows that were read. */
export function barsAround(
  corners: readonly Point[],
  page: { readonly width: number; readonly height: number; readonly shades: Uint8Array },
): readonly Point[] {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners as [Point, Point, Point, Point];
  const start = middle(topLeft, bottomLeft);
  const end = middle(topRight, bottomRight);
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (length < 1) {
    return corners;
  }
  const down: Point = [(start[1] - end[1]) / length, (end[0] - start[0]) / length];
  const shadeAt = (part: number, offset: number): number => {
    const x = Math.round(start[0] + (end[0] - start[0]) * part + down[0] * offset);
    const y = Math.round(start[1] + (end[1] - start[1]) * part + down[1] * offset);
    return x < 0 || y < 0 || x >= page.width || y >= page.height ? -1 : page.shades[y * page.width + x]!;
  };
  const parts = Array.from({ length: samples }, (_, i) => (i + 0.5) / samples);
  const read = parts.map((part) => shadeAt(part, 0));
  const reach = (direction: number): number => {
    let offset = 0;
    while (offset < length) {
      const next = (offset + 1) * direction;
      const different = parts.filter((part, i) => {
        const shade = shadeAt(part, next);
        return shade < 0 || Math.abs(shade - read[i]!) > maxStep;
      });
      if (different.length > maxDifferent) {
        break;
      }
      offset++;
    }
    return offset * direction;
  };
  const [up, below] = [reach(-1), reach(1)];
  const at = ([x, y]: Point, offset: number): Point => [x + down[0] * offset, y + down[1] * offset];
  return [at(start, up), at(end, up), at(end, below), at(start, below)];
}

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
