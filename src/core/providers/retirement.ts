import type { ModelInfo } from './types';

/** When a model is, or was, retired: the day, and whether it has passed, which the day of retirement itself has. */
export function retirementOf(
  { deprecated }: Pick<ModelInfo, 'deprecated'>,
  now: number,
): { readonly day: string | undefined; readonly past: boolean } | undefined {
  if (deprecated === undefined) {
    return undefined;
  }
  const day = deprecated === true ? undefined : deprecated;
  return { day, past: day !== undefined && day <= new Date(now).toISOString().slice(0, 10) };
}
