/** Pairs the characters of two readings of the same text. */

/**
 * For each item of `one`, the items of `other` in its place: its equal, what it was changed to, nothing, or it and what
 * follows it. What `other` has before the first item goes to the first.
 */
export function align<T>(one: readonly T[], other: readonly T[]): T[][] {
  const width = other.length + 1;
  const costs = new Uint32Array((one.length + 1) * width);
  for (let i = 0; i <= one.length; i++) {
    for (let j = 0; j <= other.length; j++) {
      const at = i * width + j;
      costs[at] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              costs[at - width - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1),
              costs[at - width]! + 1,
              costs[at - 1]! + 1,
            );
    }
  }
  const found: T[][] = one.map(() => []);
  let [i, j] = [one.length, other.length];
  while (j > 0 && one.length > 0) {
    const at = i * width + j;
    if (i > 0 && costs[at] === costs[at - width - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)) {
      found[--i]!.unshift(other[--j]!);
    } else if (i > 0 && costs[at] === costs[at - width]! + 1) {
      i--;
    } else {
      found[Math.max(0, i - 1)]!.unshift(other[--j]!);
    }
  }
  return found;
}
