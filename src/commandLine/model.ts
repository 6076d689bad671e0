import { ProviderError } from '../core/providers/errors';
import type { ModelInfo, Provider } from '../core/providers/types';
import { type Arguments, text, UsageError } from './args';
import type { Engine } from './engine';

export interface ChosenModel {
  /** Empty for the offline engine, which has no models. */
  readonly id: string;
  /** What the built-in list or the provider's own states about it; undefined when neither does in time. */
  readonly stated?: ModelInfo;
}

/** How long a model list is waited for that only says what is known about a model. */
const listDeadlineMs = 2500;

/**
 * The model that a command asks: the one of `--model`, else the vendor's usual one, else the first of the provider's
 * list that is said to see images, or may. Throws `noVision` for one that is known to be blind, `UsageError` when there
 * is none to choose, and what the list throws.
 */
export async function chooseModel(
  args: Arguments,
  provider: Provider,
  engine: Engine,
  signal: AbortSignal,
): Promise<ChosenModel> {
  const { vendor } = provider;
  if (!vendor) {
    return { id: text(args, 'model') ?? '' };
  }
  const id = text(args, 'model') ?? vendor.models[0]?.id;
  if (id === undefined) {
    // Those that see come first, then those that do not say.
    const stated = (await engine.models(provider, signal)).find((one) => one.vision !== false);
    if (!stated) {
      throw new UsageError(`${provider.label} has no model that sees images, as far as it says; --model names one`);
    }
    return { id: stated.id, stated };
  }
  const stated = vendor.models.find((one) => one.id === id) ?? (await statedModel(provider, id, engine, signal));
  if (stated?.vision === false) {
    throw new ProviderError('noVision', id);
  }
  return { id, stated };
}

async function statedModel(
  provider: Provider,
  id: string,
  engine: Engine,
  signal: AbortSignal,
): Promise<ModelInfo | undefined> {
  try {
    const list = await engine.models(provider, AbortSignal.any([signal, AbortSignal.timeout(listDeadlineMs)]));
    return list.find((one) => one.id === id);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError || (error instanceof DOMException && error.name === 'TimeoutError')) {
      return undefined;
    }
    throw error;
  }
}
