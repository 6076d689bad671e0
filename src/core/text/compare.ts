/** Compares two readings of one image. */
import { bounds } from '../bounds';

/** Lines of each reading that are not in the other, blank lines and white at line ends aside; of very long ones the order is not looked at. */
export function differingLines(one: string, other: string): number {
  const left = linesOf(one);
  const right = linesOf(other);
  const common = left.length * right.length <= bounds.comparedLines ? longestCommon(left, right) : inBoth(left, right);
  return Math.max(left.length, right.length) - common;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** How many lines both have, in whatever order. */
function inBoth(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of left) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return right.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count > 0;
  }).length;
}

/** Length of the longest common subsequence. */
function longestCommon(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const line of left) {
    const next = [0];
    right.forEach((other, i) => {
      next.push(line === other ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
