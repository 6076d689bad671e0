import * as vscode from 'vscode';
import type { Vendor } from '../core/providers/types';

/** API keys: from SecretStorage, otherwise from the environment. Nowhere else, and never in a log or a webview. */
export interface Keys {
  get(vendor: Vendor): Promise<string | undefined>;
  /** Where the key would come from now. */
  origin(vendor: Vendor): Promise<'stored' | 'environment' | undefined>;
  set(vendorId: string, key: string): Promise<void>;
  remove(vendorId: string): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

export function createKeys(
  secrets: vscode.SecretStorage,
  environment: Readonly<Record<string, string | undefined>>,
): Keys & vscode.Disposable {
  const name = (vendorId: string) => `apiKey:${vendorId}`;
  const changed = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange(() => changed.fire());
  const fromEnvironment = (vendor: Vendor) => (vendor.auth.env && environment[vendor.auth.env]?.trim()) || undefined;
  return {
    get: async (vendor) => (await secrets.get(name(vendor.id))) ?? fromEnvironment(vendor),
    origin: async (vendor) =>
      (await secrets.get(name(vendor.id))) ? 'stored' : fromEnvironment(vendor) ? 'environment' : undefined,
    set: async (vendorId, key) => {
      await secrets.store(name(vendorId), key.trim());
    },
    remove: async (vendorId) => {
      await secrets.delete(name(vendorId));
    },
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(subscription, changed).dispose(),
  };
}
