/** Measures side by side: the candidates take turns within every round, so that a busy moment affects all of them. */

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that `work` takes. */
export async function time(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs every candidate once per round, in an order that rotates, and returns the median of their results. The first
 * `warmUp` rounds are discarded.
 */
export async function interleave<Name extends string>(
  candidates: Readonly<Record<Name, () => Promise<number>>>,
  { rounds, warmUp = 1 }: { rounds: number; warmUp?: number },
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (let n = 0; n < names.length; n++) {
      const name = names[(n + round + warmUp) % names.length]!;
      const figure = await candidates[name]();
      if (round >= 0) {
        figures.get(name)!.push(figure);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(figures.get(name)!)])) as Record<Name, number>;
}

/** A reproducible generator of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
