/** Compares two readings of one image. */
import { bounds } from '../bounds';
import { createPacer } from '../pause';

/** How many lines of a reading are compared in order. */
const orderedLines = 20_000;

/**
 * Lines of each reading that aren't in the other, ignoring blank lines and whitespace at line ends; for very long
 * readings, order is ignored too. Yields to others in between.
 */
export async function differingLines(one: string, other: string): Promise<number> {
  const left = await linesOf(one);
  const right = await linesOf(other);
  const isShort =
    left.length * right.length <= bounds.comparedLines && Math.max(left.length, right.length) <= orderedLines;
  const common = isShort ? longestCommon(left, right) : await inBoth(left, right);
  return Math.max(left.length, right.length) - common;
}

async function linesOf(text: string): Promise<string[]> {
  const lines: string[] = [];
  const pace = createPacer();
  let count = 0;
  for (let from = 0; from < text.length; ) {
    const next = text.indexOf('\n', from);
    const end = next < 0 ? text.length : next;
    const written = text.slice(from, end).trimEnd();
    if (written !== '') {
      lines.push(written);
    }
    from = end + 1;
    if (++count % 1_000 === 0) {
      await pace();
    }
  }
  return lines;
}

/** How many lines both have, in any order. */
async function inBoth(left: readonly string[], right: readonly string[]): Promise<number> {
  const counts = new Map<string, number>();
  const pace = createPacer();
  let both = 0;
  for (const [at, line] of left.entries()) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
    if (at % 1_000 === 0) {
      await pace();
    }
  }
  for (const [at, line] of right.entries()) {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    both += count > 0 ? 1 : 0;
    if (at % 1_000 === 0) {
      await pace();
    }
  }
  return both;
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
