import type * as vscode from 'vscode';
import { consentNames } from '../core/network/agreements';
import type { Destination } from '../core/providers/destination';
import { settings } from './settings';

/** What the user agreed to, each kind by scheme, host, and port. */
export interface Agreements {
  has(kind: Kind, origin: string): boolean;
  add(kind: Kind, origin: string): Promise<void>;
  /** True if a provider may be asked for its model list without a separate question: the user agreed to send to it. */
  mayList(destination: Destination): boolean;
  /** Until the window closes: the user agreed to one request, and its model list is part of it. */
  allowList(destination: Destination): void;
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
    mayList: (destination) =>
      // On this machine, or without a server, no question is asked.
      destination.kind !== 'origin' ||
      settings.confirmBeforeSending() === 'never' ||
      lists.has(destination.origin) ||
      (settings.confirmBeforeSending() === 'firstTime' && has('consent', destination.origin)),
    allowList: (destination) => destination.kind === 'origin' && lists.add(destination.origin),
  };
}
