/** Which provider answers, and with which model. */
import { lookUp } from '../core/lookUp';
import { checkKey, probeLocal } from '../core/providers/catalogue';
import { ProviderError } from '../core/providers/errors';
import { createHttpProvider } from '../core/providers/httpProvider';
import { offlineProviderId } from '../core/providers/offline';
import type { ModelInfo, Price, Provider, Transport, Vendor } from '../core/providers/types';
import { createUnusableProvider } from '../core/providers/unusable';
import { resolveVendor, vendors } from '../core/providers/vendors';
import { type ListOptions, type ListPorts, type ModelList, ModelLists } from './modelLists';

/** Which provider answers, and with which model. */
export interface ModelSelection {
  readonly provider: Provider;
  readonly model: string;
  /** A local server that nobody named: it was found automatically. */
  readonly found?: boolean;
  /** Nobody named the model: it's the provider's default, as far as its list was known. */
  readonly usual?: boolean;
}

export interface ProviderPorts extends ListPorts {
  readonly settings: {
    /** An ID, or `auto`. */
    provider(): string;
    /** Empty: the remembered one, otherwise the default. */
    model(): string;
    /** `provider` or `provider:model`, by task. */
    taskModels(): Readonly<Record<string, string>>;
    /** The user's own rows, by ID. */
    providers(): Readonly<Record<string, unknown>>;
  };
  readonly key: (vendor: Vendor) => Promise<string | undefined>;
  /** The network path to a vendor, with the user's proxy and certificates for it. */
  readonly transport: (vendor: Vendor) => Transport;
  readonly offline: Provider;
  /** The editor's models, if there is an editor. */
  readonly editor?: Provider;
}

/** How long a question waits for a model list that isn't known yet, milliseconds. */
const listTimeoutMs = 2500;
const maxProbeAgeMs = 60_000;

export class Providers {
  readonly #lists: ModelLists;
  #probed: { readonly at: number; readonly id: Promise<string | undefined> } | undefined;

  constructor(private readonly ports: ProviderPorts) {
    this.#lists = new ModelLists(ports);
  }

  /** Every provider ID in order: the vendors, the user's own, the editor's models, the offline engine. */
  ids(): string[] {
    const { settings, editor, offline } = this.ports;
    const others = editor ? [editor.id, offline.id] : [offline.id];
    return [...new Set([...vendors.map(({ id }) => id), ...Object.keys(settings.providers()), ...others])];
  }

  vendor(id: string): Vendor | undefined {
    const resolved = this.#resolve(id);
    return 'vendor' in resolved ? resolved.vendor : undefined;
  }

  get(id: string): Provider {
    const { offline, editor, key, transport } = this.ports;
    const other = [offline, editor].find((one) => one?.id === id);
    if (other) {
      return other;
    }
    const resolved = this.#resolve(id);
    if ('problems' in resolved) {
      return createUnusableProvider(id, resolved.problems);
    }
    const { vendor } = resolved;
    return createHttpProvider(vendor, { transport: transport(vendor), key: () => key(vendor) });
  }

  /** See `ModelLists.of`. */
  models(id: string, options?: ListOptions): Promise<ModelList> {
    return this.#lists.of(this.get(id), options);
  }

  price(id: string, model: string): Price | undefined {
    return this.#lists.price(this.get(id), model);
  }

  keysChanged(): void {
    this.#lists.forgetFailures();
  }

  /** True if it can be used immediately: it has a key, needs none, or runs on this machine. */
  async isReady(id: string): Promise<boolean> {
    const vendor = this.vendor(id);
    return (
      !vendor ||
      vendor.auth.header === 'none' ||
      vendor.auth.optional === true ||
      (await this.ports.key(vendor)) !== undefined
    );
  }

  /** See `checkKey` in the catalogue. */
  checkKey(vendor: Vendor, key: string, signal: AbortSignal): ReturnType<typeof checkKey> {
    return checkKey(vendor, key, this.ports.transport(vendor), signal);
  }

  /**
   * The choice for a task according to the settings; `auto` looks for what is available. Throws the signal's reason.
   */
  async choose(taskId: string, signal?: AbortSignal): Promise<ModelSelection> {
    const { settings } = this.ports;
    const forTask = lookUp(settings.taskModels(), taskId);
    if (forTask) {
      const [id = '', ...rest] = forTask.split(':');
      const model = rest.join(':');
      return model ? { provider: this.get(id), model } : this.withModel(id, signal);
    }
    const wanted = settings.provider();
    if (wanted !== 'auto') {
      return this.withModel(wanted, signal);
    }
    const { id, found } = await this.auto();
    return { ...(await this.withModel(id, signal)), found };
  }

  /** A provider with the model that the user named or picked for it, otherwise with its default. */
  async withModel(id: string, signal?: AbortSignal): Promise<ModelSelection> {
    const { settings, memory } = this.ports;
    const named = id === offlineProviderId ? '' : settings.model() || memory.get<string>(`model:${id}`) || undefined;
    return { provider: this.get(id), model: named ?? (await this.#usualModel(id, signal)), usual: named === undefined };
  }

  /**
   * The last one chosen, then the first with a key, one of the editor's vision models, a server found on this machine,
   * the offline engine.
   */
  async auto(): Promise<{ readonly id: string; readonly found: boolean }> {
    const { memory, key, editor } = this.ports;
    const ids = this.ids();
    const last = memory.get<string>('lastProvider');
    for (const id of last ? [last, ...ids] : ids) {
      const vendor = this.vendor(id);
      const needsKey = vendor && !vendor.local;
      if (needsKey ? (await key(vendor)) !== undefined : id === last && ids.includes(id)) {
        return { id, found: false };
      }
    }
    const models = (await editor?.listModels(new AbortController().signal)) ?? [];
    if (editor && models.some(({ vision }) => vision === true)) {
      return { id: editor.id, found: false };
    }
    const local = await this.#findLocal();
    return { id: local ?? offlineProviderId, found: local !== undefined };
  }

  /**
   * The choice once the user has agreed to send: if nobody named the model, by the server's live list. The editor's
   * models were all known before, and the question was about the one that was shown.
   */
  async settle(choice: ModelSelection): Promise<ModelSelection> {
    return choice.usual && choice.provider.vendor
      ? { ...choice, model: await this.#usualModel(choice.provider.id), usual: false }
      : choice;
  }

  /** What is known about the model; undefined if no list says it in time. */
  async stated({ provider, model }: ModelSelection, signal?: AbortSignal): Promise<ModelInfo | undefined> {
    const { models } = await this.#lists.of(provider, { timeoutMs: listTimeoutMs, signal });
    return models.find((one) => one.id === model);
  }

  /**
   * Call before an image is read and sent: throws `noVision` for a model that is known not to support images, otherwise
   * returns what is known about it.
   */
  async checkSight(choice: ModelSelection, signal?: AbortSignal): Promise<ModelInfo | undefined> {
    const stated = await this.stated(choice, signal);
    if (stated?.vision === false) {
      throw new ProviderError('noVision', choice.model);
    }
    return stated;
  }

  /** Remembers the user's pick and makes the provider the first for `auto`. */
  async remember(id: string, model: string): Promise<void> {
    const { memory } = this.ports;
    await memory.update(`model:${id}`, model || undefined);
    await memory.update('lastProvider', id);
  }

  #resolve(id: string) {
    return resolveVendor(id, lookUp(this.ports.settings.providers(), id));
  }

  async #usualModel(id: string, signal?: AbortSignal): Promise<string> {
    const provider = this.get(id);
    const preferred = provider.vendor?.models ?? [];
    // If nothing is built in, nothing can stand in for the list.
    const patience = preferred.length > 0 ? { timeoutMs: listTimeoutMs } : {};
    const { models } = await this.#lists.of(provider, { ...patience, signal });
    const list = models.filter(({ vision }) => vision !== false);
    const match =
      preferred.find((one) => list.some((live) => live.id === one.id)) ?? list.find((one) => !one.deprecated);
    return (match ?? preferred[0])?.id ?? '';
  }

  #findLocal(): Promise<string | undefined> {
    if (!this.#probed || Date.now() - this.#probed.at > maxProbeAgeMs) {
      const rows = vendors.flatMap(({ id, local }) => (local && this.vendor(id)) || []);
      const id = probeLocal(rows, this.ports.transport).then((found) => found?.vendor.id);
      this.#probed = { at: Date.now(), id };
    }
    return this.#probed.id;
  }
}
