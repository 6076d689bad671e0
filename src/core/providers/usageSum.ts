import type { Usage } from './types';

const tokenFields = [
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'cachedInputTokens',
  'imageInputTokens',
  'reasoningTokens',
  'costUsd',
] as const;
const timeFields = ['queueS', 'loadS', 'promptS', 'completionS', 'totalS'] as const;

/**
 * The usage of one turn that took several requests: the sum of every number that all of them reported. A number that
 * one of them left out is left out. `raw` becomes the list of their own objects.
 */
export function sumUsage(a: Usage, b: Usage): Usage {
  const timings = sumFields(timeFields, a.timings ?? {}, b.timings ?? {});
  return {
    ...sumFields(tokenFields, a, b),
    ...(Object.keys(timings).length > 0 && { timings }),
    raw: [...(Array.isArray(a.raw) ? a.raw : [a.raw]), b.raw],
  };
}

function sumFields<K extends string>(
  fields: readonly K[],
  a: { readonly [key in K]?: number },
  b: { readonly [key in K]?: number },
): { [key in K]?: number } {
  const sums: { [key in K]?: number } = {};
  for (const field of fields) {
    const [left, right] = [a[field], b[field]];
    if (left !== undefined && right !== undefined) {
      sums[field] = left + right;
    }
  }
  return sums;
}
