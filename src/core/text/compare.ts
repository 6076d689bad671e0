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
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const written = line.trimEnd();
    if (written !== '') {
      lines.push(written);
    }
  }
  return lines;
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
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly string[]) =>
    Uint32Array.from(lines, (line) => {
      const known = numbers.get(line) ?? numbers.size;
      numbers.set(line, known);
      return known;
    });
  const [ours, theirs] = [numbered(left), numbered(right)];
  let row = new Uint32Array(theirs.length + 1);
  let next = new Uint32Array(theirs.length + 1);
  for (const line of ours) {
    for (let i = 0; i < theirs.length; i++) {
      next[i + 1] = line === theirs[i] ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!);
    }
    [row, next] = [next, row];
  }
  return row[theirs.length]!;
}
