import * as vscode from 'vscode';
import { lookUp } from '../core/lookUp';
import { listVendorModels, probeLocal } from '../core/providers/catalogue';
import { ProviderError } from '../core/providers/errors';
import { createHttpProvider } from '../core/providers/httpProvider';
import { createOfflineProvider, offlineProviderId } from '../core/providers/offline';
import type { ModelInfo, Price, Provider, Transport, Vendor } from '../core/providers/types';
import { createUnusableProvider } from '../core/providers/unusable';
import { editorProviderId } from '../core/providers/vendorBasics';
import { resolveVendor, vendors } from '../core/providers/vendors';
import type { Agreements } from './agreements';
import { createEditorModelsProvider, editorModelsThatSee } from './editorModels';
import type { Engines } from './engines';
import type { Keys } from './keys';
import { errorText } from './log';
import { settings } from './settings';
import type { Transports } from './transport';

/** Who answers, and with which model. */
export interface Choice {
  readonly provider: Provider;
  readonly model: string;
  /** A local server that nobody named: it was found by looking. */
  readonly found?: boolean;
  /** Nobody named the model: it is the provider's usual one, as far as its list was known. */
  readonly usual?: boolean;
}

/** A provider's models, with their age. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  /** Milliseconds since the list was read; 0 for a fresh one. */
  readonly ageMs: number;
  /** Set when the live list could not be had and the built-in one stands in. */
  readonly error?: unknown;
}

export interface Providers {
  /** Every provider id in order: the vendors, the user's own, the editor's models, the offline engine. */
  ids(): string[];
  vendor(id: string): Vendor | undefined;
  get(id: string): Provider;
  /** The network path to a vendor, with the user's proxy and certificates for it. */
  transport(vendor: Vendor): Transport;
  /** The choice for a task by the settings; `auto` looks for what is there. */
  choose(taskId: string): Promise<Choice>;
  /**
   * The live list is asked for when the user wants it (`byUser`), or has agreed to send the provider something; else what
   * is known stands in.
   */
  models(
    id: string,
    options?: { readonly byUser?: boolean; readonly refresh?: boolean; readonly timeoutMs?: number },
  ): Promise<ModelList>;
  /**
   * The choice once sending was agreed to: where nobody named the model, by the live list of the server. The editor's models
   * were all known before, and the question was about the one that was shown.
   */
  settle(choice: Choice): Promise<Choice>;
  /** Throws `noVision` for a model that is known to be blind: to be asked before an image is read and sent. */
  checkSight(choice: Choice): Promise<void>;
  /** Remembers the user's pick and makes the provider the first of `auto`. */
  remember(id: string, model: string): Promise<void>;
  price(id: string, model: string): Price | undefined;
  /** True when it can be used at once: a key is there, none is needed, or it runs on this machine. */
  isReady(id: string): Promise<boolean>;
}

interface Deps {
  readonly keys: Keys;
  readonly engines: Engines;
  readonly transports: Transports;
  readonly memory: vscode.Memento;
  readonly agreements: Agreements;
  readonly log: vscode.LogOutputChannel;
}

const localIds = ['ollama', 'lmstudio', 'llamacpp'];
/** How long a question waits for a model list that is not known yet, milliseconds. */
export const modelListTimeoutMs = 2500;
const listMaxAgeMs = 24 * 3600 * 1000;
const probeMaxAgeMs = 60_000;

interface StoredList {
  readonly at: number;
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}

export function createProviders({ keys, engines, transports, memory, agreements, log }: Deps): Providers {
  const offline = createOfflineProvider(engines, vscode.l10n);
  const editor = createEditorModelsProvider();
  /** When a live list could last not be had, milliseconds; it is not asked for again at once. */
  const failedAt = new Map<string, { readonly at: number; readonly error: unknown }>();
  // A new key may open what was shut.
  keys.onDidChange(() => failedAt.clear());
  let probed: { readonly at: number; readonly id: Promise<string | undefined> } | undefined;

  const resolve = (id: string) => resolveVendor(id, lookUp(settings.providers(), id));
  const vendorOf = (id: string) => {
    const resolved = resolve(id);
    return 'vendor' in resolved ? resolved.vendor : undefined;
  };
  const transport = (vendor: Vendor) => transports.forVendor(vendor);
  const get = (id: string): Provider => {
    if (id === offlineProviderId) {
      return offline;
    }
    if (id === editorProviderId) {
      return editor;
    }
    const resolved = resolve(id);
    if ('problems' in resolved) {
      return createUnusableProvider(id, resolved.problems);
    }
    const { vendor } = resolved;
    return createHttpProvider(vendor, {
      transport: transport(vendor),
      key: () => keys.get(vendor),
    });
  };
  const ids = () => [
    ...new Set([
      ...vendors.map((vendor) => vendor.id),
      ...Object.keys(settings.providers()),
      editorProviderId,
      offlineProviderId,
    ]),
  ];
  const isReady = async (id: string) => {
    const vendor = vendorOf(id);
    if (!vendor) {
      return true;
    }
    return vendor.auth.header === 'none' || vendor.auth.optional === true || (await keys.get(vendor)) !== undefined;
  };

  const listKey = (id: string) => `models:${id}`;
  const stored = (id: string): StoredList | undefined => {
    const list = memory.get<StoredList>(listKey(id));
    return list && list.baseUrl === (vendorOf(id)?.baseUrl ?? '') ? list : undefined;
  };
  const models: Providers['models'] = async (id, { byUser = false, refresh = false, timeoutMs = 10_000 } = {}) => {
    const known = stored(id);
    if (known && !refresh && Date.now() - known.at < listMaxAgeMs) {
      return { models: known.models, ageMs: Date.now() - known.at };
    }
    const vendor = vendorOf(id);
    const standIn = (error: unknown): ModelList => ({
      models: known?.models ?? vendor?.models ?? [],
      ageMs: known ? Date.now() - known.at : 0,
      error,
    });
    if (!byUser && !agreements.mayList(get(id).destination)) {
      return standIn(undefined);
    }
    const failed = failedAt.get(id);
    if (failed && !refresh && Date.now() - failed.at < probeMaxAgeMs) {
      return standIn(failed.error);
    }
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const list = vendor
        ? await listVendorModels(vendor, await keys.get(vendor), transport(vendor), signal)
        : await get(id).listModels(signal);
      if (vendor) {
        await memory.update(listKey(id), {
          at: Date.now(),
          baseUrl: vendor.baseUrl,
          models: list,
        } satisfies StoredList);
      }
      return { models: list, ageMs: 0 };
    } catch (error) {
      log.warn(`models of ${id}: ${errorText(error)}`);
      failedAt.set(id, { at: Date.now(), error });
      return standIn(error);
    }
  };

  const chosenModel = (id: string) => settings.model() || memory.get<string>(`model:${id}`);
  const withModel = async (id: string, found: boolean): Promise<Choice> => {
    const named = id === offlineProviderId ? '' : chosenModel(id) || undefined;
    return { provider: get(id), model: named ?? (await usualModel(id)), found, usual: named === undefined };
  };
  const usualModel = async (id: string): Promise<string> => {
    const list = (await models(id, { timeoutMs: modelListTimeoutMs })).models.filter((model) => model.vision !== false);
    const preferred = vendorOf(id)?.models ?? [];
    const match =
      preferred.find((model) => list.some((live) => live.id === model.id)) ?? list.find((live) => !live.deprecated);
    return (match ?? preferred[0])?.id ?? '';
  };

  const findLocal = (): Promise<string | undefined> => {
    if (!probed || Date.now() - probed.at > probeMaxAgeMs) {
      const rows = localIds.flatMap((id) => vendorOf(id) ?? []);
      const id = probeLocal(rows, transport).then(
        (found) => found?.vendor.id,
        (error: unknown) => {
          log.debug(`local servers: ${errorText(error)}`);
          return undefined;
        },
      );
      probed = { at: Date.now(), id };
    }
    return probed.id;
  };

  const auto = async (): Promise<{ readonly id: string; readonly found: boolean }> => {
    const last = memory.get<string>('lastProvider');
    const withKey = ids().filter((id) => vendorOf(id) && !vendorOf(id)?.local);
    for (const id of last ? [last, ...withKey] : withKey) {
      const vendor = vendorOf(id);
      if (id === last && !vendor && ids().includes(id)) {
        return { id, found: false };
      }
      if (vendor && (vendor.local ? id === last : (await keys.get(vendor)) !== undefined)) {
        return { id, found: false };
      }
    }
    if ((await editorModelsThatSee()).length > 0) {
      return { id: editorProviderId, found: false };
    }
    const local = await findLocal();
    return { id: local ?? offlineProviderId, found: local !== undefined };
  };

  return {
    ids,
    vendor: vendorOf,
    get,
    transport,
    models,
    isReady,
    choose: async (taskId) => {
      const forTask = lookUp(settings.taskModels(), taskId);
      if (forTask) {
        const [id = '', ...rest] = forTask.split(':');
        const model = rest.join(':');
        return model ? { provider: get(id), model } : withModel(id, false);
      }
      const wanted = settings.provider();
      const { id, found } = wanted === 'auto' ? await auto() : { id: wanted, found: false };
      return withModel(id, found);
    },
    settle: async (choice) =>
      choice.usual && choice.provider.vendor
        ? { ...choice, model: await usualModel(choice.provider.id), usual: false }
        : choice,
    checkSight: async ({ provider, model }) => {
      const list = await models(provider.id, { timeoutMs: modelListTimeoutMs });
      if (list.models.find((one) => one.id === model)?.vision === false) {
        throw new ProviderError('noVision', model);
      }
    },
    remember: async (id, model) => {
      await memory.update(`model:${id}`, model || undefined);
      await memory.update('lastProvider', id);
    },
    price: (id, model) =>
      [...(stored(id)?.models ?? []), ...(vendorOf(id)?.models ?? [])].find((one) => one.id === model && one.price)
        ?.price,
  };
}
