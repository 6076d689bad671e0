import type * as vscode from 'vscode';
import { consentNames } from '../core/network/agreements';
import type { Provider } from '../core/providers/types';
import { settings } from './settings';

/** What the user agreed to, each kind by scheme, host and port. */
export interface Agreements {
  has(kind: Kind, origin: string): boolean;
  add(kind: Kind, origin: string): Promise<void>;
  /** True when a provider may be asked for its list of models without a question of its own: sending to it is agreed. */
  mayList(provider: Pick<Provider, 'host' | 'vendor'>): boolean;
  /** Until the window closes: the user said yes to one request, which its list of models belongs to. */
  allowList(provider: Pick<Provider, 'host' | 'vendor'>): void;
}

/** Sending images there; fetching images from there. */
type Kind = 'consent' | 'fetch';

export function createAgreements(memory: vscode.Memento): Agreements {
  const lists = new Set<string>();
  const has: Agreements['has'] = (kind, origin) =>
    (kind === 'consent' ? consentNames(origin) : [`${kind}:${origin}`]).some(
      (name) => memory.get<boolean>(name) === true,
    );
  return {
    has,
    add: async (kind, origin) => memory.update(`${kind}:${origin}`, true),
    mayList: (provider) =>
      // On this machine, or no server: nobody is asked.
      provider.host === undefined ||
      provider.vendor === undefined ||
      settings.confirmBeforeSending() === 'never' ||
      lists.has(originOfProvider(provider)) ||
      (settings.confirmBeforeSending() === 'firstTime' && has('consent', originOfProvider(provider))),
    allowList: (provider) => lists.add(originOfProvider(provider)),
  };
}

/** Where a provider's requests go; for one that is no server, its own name. */
export function originOfProvider({ host = '', vendor }: Pick<Provider, 'host' | 'vendor'>): string {
  return vendor && URL.canParse(vendor.baseUrl) ? new URL(vendor.baseUrl).origin : host;
}
