/** Compares two readings of one image. */

/** Lines of each reading that are not in the other, blank lines and white at line ends aside. */
export function differingLines(one: string, other: string): number {
  const left = linesOf(one);
  const right = linesOf(other);
  return Math.max(left.length, right.length) - longestCommon(left, right);
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
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
