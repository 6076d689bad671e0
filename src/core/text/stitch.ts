/** Joins the readings of overlapping parts of one tall page. */
import { withoutEnd } from '../withoutEnd';

export interface ReadPart {
  readonly text: string;
  /** First pixel row of the part in the page, and its number of rows. */
  readonly top: number;
  readonly height: number;
}

/** Share of equal characters at which two readings are of the same line. */
const same = 0.8;
/** How many lines at the cut may have been made from half a line. */
const maxCut = 1;

/**
 * The text of the page, with parts from top to bottom. What two neighbors share is used once, as the lower part reads
 * it: the upper one may end in half a line. If they share no line, nothing is left out.
 */
export function stitch(parts: readonly ReadPart[]): string {
  let lines: string[] = [];
  const read = parts.filter((part) => part.text.trim());
  read.forEach((part, i) => {
    const next = withoutEnd(part.text, '\n').split('\n');
    const before = read[i - 1];
    lines = before ? join(lines, next, commonLines(before, part)) : next;
  });
  return lines.join('\n');
}

/** How many lines are in the overlap, judging by the line height in the upper part. */
function commonLines(upper: ReadPart, lower: ReadPart): number {
  const lineHeight = upper.height / Math.max(1, upper.text.trimEnd().split('\n').length);
  return Math.max(0, upper.top + upper.height - lower.top) / Math.max(1, lineHeight);
}

function join(upper: readonly string[], lower: readonly string[], expected: number): string[] {
  const most = Math.ceil(expected) + 1;
  const above = filled(upper);
  const below = filled(lower);
  let best: { readonly end: number; readonly from: number; readonly distance: number } | undefined;
  for (let cutAbove = 0; cutAbove <= maxCut; cutAbove++) {
    for (let cutBelow = 0; cutBelow <= maxCut; cutBelow++) {
      for (let count = 1; count <= most; count++) {
        const first = above.length - cutAbove - count;
        const pairs = first < 0 || cutBelow + count > below.length ? undefined : { first, cutBelow, count };
        if (pairs && matches(upper, lower, above, below, pairs)) {
          // The most likely count wins; among equals, the one that treats nothing as half a line.
          const distance = Math.abs(count - expected) + cutAbove + cutBelow;
          if (!best || distance < best.distance) {
            best = { end: above[first]!, from: below[cutBelow]!, distance };
          }
        }
      }
    }
  }
  return best ? [...upper.slice(0, best.end), ...lower.slice(best.from)] : [...upper, ...lower];
}

/** Indexes of the nonblank lines. */
const filled = (lines: readonly string[]) => lines.flatMap((line, i) => (line.trim() ? [i] : []));

function matches(
  upper: readonly string[],
  lower: readonly string[],
  above: readonly number[],
  below: readonly number[],
  { first, cutBelow, count }: { readonly first: number; readonly cutBelow: number; readonly count: number },
): boolean {
  for (let i = 0; i < count; i++) {
    if (!isSameLine(upper[above[first + i]!]!.trim(), lower[below[cutBelow + i]!]!.trim())) {
      return false;
    }
  }
  return true;
}

function isSameLine(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  return one === other || (longest > 4 && 1 - editDistance(one, other) / longest >= same);
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[other.length]!;
}
