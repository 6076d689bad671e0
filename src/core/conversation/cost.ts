import type { Price, Usage } from '../providers/types';

/** USD, and its source. */
export interface Cost {
  readonly usd: number;
  /** `billed`: the provider reported it. `computed`: tokens × a dated price. */
  readonly basis: 'billed' | 'computed';
  /** The date of the price for a computed cost. */
  readonly asOf?: string;
}

/** What a turn cost: as billed, or computed from a dated price, or undefined. Never a guess without tokens. */
export function costOf(usage: Usage | undefined, price: Price | undefined): Cost | undefined {
  if (!usage) {
    return undefined;
  }
  if (usage.costUsd !== undefined) {
    return { usd: usage.costUsd, basis: 'billed' };
  }
  if (!price || usage.inputTokens === undefined || usage.outputTokens === undefined) {
    return undefined;
  }
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const input = (usage.inputTokens - cached) * price.input + cached * (price.cachedInput ?? price.input);
  return { usd: (input + usage.outputTokens * price.output) / 1e6, basis: 'computed', asOf: price.asOf };
}

/** Sums what is known. A total is marked as partial if one of the turns didn't report it. */
export interface Totals {
  readonly turns: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly imageInputTokens?: number;
  readonly reasoningTokens?: number;
  readonly costUsd?: number;
  readonly costIsComputed: boolean;
  /** True if at least one turn reported no tokens or has no known cost. */
  readonly partial: boolean;
}

/** Adds up the turns of a conversation. Absent stays absent. */
export function totalsOf(turns: readonly { readonly usage?: Usage; readonly cost?: Cost }[]): Totals {
  const sum = (pick: (usage: Usage) => number | undefined) => {
    const known = turns.map((turn) => turn.usage && pick(turn.usage)).filter((value) => value !== undefined);
    return known.length > 0 ? known.reduce((a, b) => a + b, 0) : undefined;
  };
  const costs = turns.map((turn) => turn.cost).filter((cost) => cost !== undefined);
  return {
    turns: turns.length,
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cachedInputTokens: sum((usage) => usage.cachedInputTokens),
    imageInputTokens: sum((usage) => usage.imageInputTokens),
    reasoningTokens: sum((usage) => usage.reasoningTokens),
    costUsd: costs.length > 0 ? costs.reduce((a, b) => a + b.usd, 0) : undefined,
    costIsComputed: costs.some((cost) => cost.basis === 'computed'),
    partial: costs.length < turns.length || turns.some((turn) => turn.usage?.inputTokens === undefined),
  };
}
