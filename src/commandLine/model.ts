import { offlineProviderId } from '../core/providers/offline';
import type { ModelInfo, Provider, Vendor } from '../core/providers/types';
import { vendors } from '../core/providers/vendors';
import { Providers } from '../jobs/providers';
import { type Arguments, text, UsageError } from './args';
import type { Engine } from './engine';

/** The provider and model for a command. */
export interface Answering {
  readonly provider: Provider;
  /**
   * The model to ask: that of `--model`, or the provider's default. Throws `noVision` for one that is known not to
   * support images, `UsageError` if there is none to choose, and what the list throws.
   */
  model(signal: AbortSignal): Promise<ChosenModel>;
}

export interface ChosenModel {
  /** Empty for the offline engine, which has no models. */
  readonly id: string;
  /** What the built-in list or the provider's own says about it; undefined if neither does in time. */
  readonly stated?: ModelInfo | undefined;
}

/** The provider that the options name, or the one that is available. Throws `UsageError` for an unknown one. */
export async function chooseProvider(args: Arguments, engine: Engine): Promise<Answering> {
  const wanted = wantedProvider(args);
  const providers = providersOf(args, wanted, engine);
  const { id: candidate, found } = wanted === 'auto' ? await providers.auto() : { id: wanted, found: false };
  const vendor = providers.vendor(candidate);
  const id = found && vendor && !(await mayUseFound(vendor, engine)) ? offlineProviderId : candidate;
  if (id !== offlineProviderId && !vendor) {
    const known = [...vendors.map((one) => one.id), offlineProviderId].join(', ');
    throw new UsageError(`--provider: ${id} is unknown. Use one of: ${known}`);
  }
  const provider = providers.get(id);
  return { provider, model: (signal) => chooseModel(provider, providers, signal) };
}

async function chooseModel({ id, label, vendor }: Provider, providers: Providers, signal: AbortSignal) {
  const choice = await providers.withModel(id, signal);
  if (vendor && choice.model === '') {
    const { error } = await providers.models(id, { signal });
    throw error ?? new UsageError(`${label} lists no vision models. Name one with --model.`);
  }
  return { id: choice.model, stated: await providers.checkSight(choice, signal) };
}

/** A key is for its own provider: a URL that belongs to none gets none. */
function wantedProvider(args: Arguments): string {
  const wanted = text(args, 'provider') ?? 'auto';
  const baseUrl = text(args, 'base-url');
  if (wanted !== 'auto' || baseUrl === undefined) {
    return wanted;
  }
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function providersOf(args: Arguments, wanted: string, { network }: Engine): Providers {
  const baseUrl = text(args, 'base-url');
  const model = text(args, 'model');
  const lists = new Map<string, unknown>();
  return new Providers({
    ...network,
    settings: {
      provider: () => wanted,
      model: () => model ?? '',
      taskModels: () => ({}),
      providers: () => (baseUrl === undefined ? {} : { [wanted]: { baseUrl } }),
    },
    memory: {
      get: <T>(name: string) => lists.get(name) as T | undefined,
      update: async (name, value) => lists.set(name, value),
    },
    // For what the built-in list doesn't say.
    mayList: ({ vendor }) => !vendor?.models.some(({ id }) => model === undefined || id === model),
    onListFailed: () => undefined,
  });
}

/**
 * Whether a server that was found on this machine is used: only after somebody agreed at the terminal. Anyone could run
 * it, so it's sent nothing before.
 */
export async function mayUseFound(
  { id, label, baseUrl }: Vendor,
  { confirm, note }: Pick<Engine, 'confirm' | 'note'>,
): Promise<boolean> {
  const { host } = new URL(baseUrl);
  if (confirm) {
    return confirm(`Use ${label} at ${host}?\n`);
  }
  note(`Read on this machine. ${label} is running at ${host}. To use it, add --provider ${id}.`);
  return false;
}
