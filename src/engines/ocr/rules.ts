/**
 * Removes lines that are drawn rather than written from the ink: borders of tables and fields, separators, underlines.
 */
import type { Grey } from './raster';

const SHORTEST = 48;
const SHORTEST_JOINED = 14;
/** Ink below this isn't visible at all, and ink that changes by more isn't one line, 0 to 255. */
const FAINT = 8;
const SAME = 12;
/** A line is at least this many times as long as it's thick. */
const SLENDER = 12;
/** How far the short sides of a frame are followed from the end of a long one, pixels. */
const CORNER = 40;

/** Erases long straight lines of even ink, in place. */
export function eraseRules(ink: Grey): void {
  const found = new Uint8Array(ink.width * ink.height);
  const ends: LineEnd[] = [];
  const across = { count: ink.height, next: ink.width, length: ink.width, step: 1 };
  const down = { count: ink.width, next: 1, length: ink.height, step: ink.width };
  for (const touching of [false, true]) {
    markRuns(ink, found, ends, across, touching);
    markRuns(ink, found, ends, down, touching);
  }
  for (let i = 0; i < found.length; i++) {
    if (found[i]) {
      ink.data[i] = 0;
    }
  }
  for (const end of ends) {
    eraseCorner(ink, end);
  }
}

/** Where a line ends, and how strong its ink is. */
interface LineEnd {
  readonly at: number;
  readonly value: number;
}

/**
 * Erases what is joined to the end of a nearby line: rounded corners and short sides of a frame. Anything much darker
 * than the line stays: letters on it.
 */
function eraseCorner({ width, height, data }: Grey, end: LineEnd): void {
  const [endX, endY] = [end.at % width, Math.floor(end.at / width)];
  const open = [end.at];
  while (open.length > 0) {
    const at = open.pop()!;
    const x = at % width;
    const y = Math.floor(at / width);
    for (let nearY = Math.max(0, y - 1, endY - CORNER); nearY <= Math.min(height - 1, y + 1, endY + CORNER); nearY++) {
      for (let nearX = Math.max(0, x - 1, endX - CORNER); nearX <= Math.min(width - 1, x + 1, endX + CORNER); nearX++) {
        const near = nearY * width + nearX;
        if (data[near]! > FAINT && data[near]! <= 3 * end.value) {
          data[near] = 0;
          open.push(near);
        }
      }
    }
  }
}

/** How to walk over an image: `count` lines `next` apart, each of `length` pixels `step` apart. */
interface Walk {
  readonly count: number;
  readonly next: number;
  readonly length: number;
  readonly step: number;
}

/** Marks long runs, or shorter ones that touch a line already found, as between the rows of a table. */
function markRuns({ data }: Grey, found: Uint8Array, ends: LineEnd[], walk: Walk, touching: boolean): void {
  for (let line = 0; line < walk.count; line++) {
    const origin = line * walk.next;
    const isFound = (at: number) => at >= 0 && at < walk.length && found[origin + at * walk.step] === 1;
    let start = 0;
    for (let i = 0; i <= walk.length; i++) {
      const value = i < walk.length ? data[origin + i * walk.step]! : 0;
      if (value > FAINT && Math.abs(value - data[origin + start * walk.step]!) <= SAME) {
        continue;
      }
      const length = i - start;
      const joined = touching && (isFound(start - 1) || isFound(i));
      if (
        length >= (joined ? SHORTEST_JOINED : SHORTEST) &&
        thickness(data, walk, line, start, length) * SLENDER <= length
      ) {
        for (let at = start; at < i; at++) {
          found[origin + at * walk.step] = 1;
        }
        ends.push(...[start, i - 1].map((at) => origin + at * walk.step).map((at) => ({ at, value: data[at]! })));
      }
      start = i;
    }
  }
}

/** How many neighboring lines are inked beside a run, at the minimum: other lines can cross it. */
function thickness(data: Uint8Array, walk: Walk, line: number, start: number, length: number): number {
  return Math.min(
    ...[0.23, 0.5, 0.71].map((share) => thicknessAt(data, walk, line, start + Math.floor(share * length))),
  );
}

function thicknessAt(data: Uint8Array, walk: Walk, line: number, at: number): number {
  let total = 1;
  for (const direction of [-1, 1]) {
    for (let other = line + direction; other >= 0 && other < walk.count; other += direction) {
      if (data[other * walk.next + at * walk.step]! <= FAINT) {
        break;
      }
      total++;
    }
  }
  return total;
}
