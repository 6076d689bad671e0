/** The models of providers: asked for once a day, and only where that is agreed to. */
import type { ModelInfo, Price, Provider } from '../core/providers/types';

/** Values kept from one start to the next. */
export interface Memory {
  get<T>(name: string): T | undefined;
  update(name: string, value: unknown): PromiseLike<unknown>;
}

export interface ListPorts {
  readonly memory: Memory;
  /** Whether a provider may be asked for its list although nobody asked to see it. */
  readonly mayList: (provider: Provider) => boolean;
  /** Told why the list of a provider could not be loaded. */
  readonly onListFailed: (id: string, error: unknown) => void;
}

/** A provider's models, with their age. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  /** Milliseconds since the list was read; 0 for a fresh one. */
  readonly ageMs: number;
  /** Set when the live list could not be loaded and the built-in one stands in. */
  readonly error?: unknown;
}

export interface ListOptions {
  /** The user wants to see it. */
  readonly byUser?: boolean;
  /** Asks again, whatever is known. */
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
/** A list that could not be loaded is not asked for again at once. */
const maxFailureAgeMs = 60_000;

export class ModelLists {
  readonly #failures = new Map<string, { readonly at: number; readonly error: unknown }>();

  constructor(private readonly ports: ListPorts) {}

  /** A new key may open what was shut. */
  forgetFailures(): void {
    this.#failures.clear();
  }

  /** The live list, or what is known where it may not be asked for or cannot be loaded. Throws the signal's reason. */
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

  /** By the last live list, else by the built-in one; nobody is asked. */
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
