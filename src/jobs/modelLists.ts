/** The models of providers: requested once a day, and only with consent. */
import type { ModelInfo, Price, Provider } from '../core/providers/types';

/** Values kept between starts. */
export interface Memory {
  get<T>(name: string): T | undefined;
  update(name: string, value: unknown): PromiseLike<unknown>;
}

export interface ListPorts {
  readonly memory: Memory;
  /** Whether a provider may be asked for its list although nobody asked to see it. */
  readonly mayList: (provider: Provider) => boolean;
  /** Is told why a provider's list couldn't be loaded. */
  readonly onListFailed: (id: string, error: unknown) => void;
}

/** A provider's models, with their age. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  /** Milliseconds since the list was read; 0 for a fresh one. */
  readonly ageMs: number;
  /** Set if the live list couldn't be loaded and the built-in one stands in. */
  readonly error?: unknown;
}

export interface ListOptions {
  /** The user wants to see it. */
  readonly byUser?: boolean;
  /** Requests again, whatever is known. */
  readonly refresh?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

interface StoredList {
  readonly at: number;
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}

const maxAgeMs = 24 * 3600 * 1000;
/** A list that couldn't be loaded isn't requested again immediately. */
const maxFailureAgeMs = 60_000;

export class ModelLists {
  readonly #failures = new Map<string, { readonly at: number; readonly error: unknown }>();

  constructor(private readonly ports: ListPorts) {}

  /** A new key may open what was closed. */
  forgetFailures(): void {
    this.#failures.clear();
  }

  /** The live list, or what is known if it may not be requested or can't be loaded. Throws the signal's reason. */
  async of(
    provider: Provider,
    { byUser = false, refresh = false, timeoutMs = 10_000, signal }: ListOptions = {},
  ): Promise<ModelList> {
    const { id, vendor } = provider;
    const { memory, mayList, onListFailed } = this.ports;
    const known = this.#stored(provider);
    const ageMs = known ? Date.now() - known.at : 0;
    if (known && !refresh && ageMs < maxAgeMs) {
      return { models: known.models, ageMs };
    }
    const standIn = (error?: unknown): ModelList => ({ models: known?.models ?? vendor?.models ?? [], ageMs, error });
    if (!byUser && !mayList(provider)) {
      return standIn();
    }
    const failed = this.#failures.get(id);
    if (failed && !refresh && Date.now() - failed.at < maxFailureAgeMs) {
      return standIn(failed.error);
    }
    try {
      const timeout = AbortSignal.timeout(timeoutMs);
      const models = await provider.listModels(signal ? AbortSignal.any([signal, timeout]) : timeout);
      if (vendor) {
        const list: StoredList = { at: Date.now(), baseUrl: vendor.baseUrl, models };
        await memory.update(nameOf(id), list);
      }
      return { models, ageMs: 0 };
    } catch (error) {
      signal?.throwIfAborted();
      onListFailed(id, error);
      this.#failures.set(id, { at: Date.now(), error });
      return standIn(error);
    }
  }

  /** By the last live list, otherwise by the built-in one; sends no request. */
  price(provider: Provider, model: string): Price | undefined {
    const known = [...(this.#stored(provider)?.models ?? []), ...(provider.vendor?.models ?? [])];
    return known.find((one) => one.id === model && one.price)?.price;
  }

  #stored({ id, vendor }: Provider): StoredList | undefined {
    const list = this.ports.memory.get<StoredList>(nameOf(id));
    return list && list.baseUrl === (vendor?.baseUrl ?? '') ? list : undefined;
  }
}

const nameOf = (id: string) => `models:${id}`;
