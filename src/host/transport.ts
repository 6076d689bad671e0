import * as vscode from 'vscode';
import { createFetchTransport } from '../core/providers/fetchTransport';
import type { Transport, Vendor } from '../core/providers/types';
import { type DirectOptions, loadNetworkEngine, type NetworkEngine, type UserProxy } from '../engines/network/client';

/** The network paths of this host. */
export interface Transports {
  /** The right path for a vendor: the editor's fetch for the web, undici for local servers and special networks. */
  forVendor(vendor: Vendor): Transport;
  /** Fetches images, only for `mayBeFetched`, which asks first. */
  downloader(): Pick<NetworkEngine, 'downloadImage' | 'isPublicUrl'>;
  /** The editor's own proxy setting. */
  userProxy(): UserProxy | undefined;
  dispose(): void;
}

export function createTransports(distDir: string): Transports {
  // Read at each call: the editor replaces globalThis.fetch with one that knows its proxy and certificates.
  const editorFetch = createFetchTransport((...args) => globalThis.fetch(...args));
  const direct = new Map<string, Transport & { dispose(): void }>();
  const directTransport = (options: DirectOptions) => {
    const key = JSON.stringify(options);
    const known = direct.get(key) ?? loadNetworkEngine(distDir).createTransport(options);
    direct.set(key, known);
    return known;
  };
  return {
    forVendor: ({ local = false, connection }) =>
      local || connection
        ? directTransport({ ...connection, local, userProxy: local ? undefined : userProxy() })
        : editorFetch,
    downloader: () => loadNetworkEngine(distDir),
    userProxy,
    dispose: () => {
      for (const transport of direct.values()) {
        transport.dispose();
      }
      direct.clear();
    },
  };
}

/** The editor's own proxy setting, as the user set it; without one, the environment's applies. */
function userProxy(): UserProxy | undefined {
  const setting = <T>(key: string) => vscode.workspace.getConfiguration('http').inspect<T>(key)?.globalValue;
  const url = setting<string>('proxySupport') === 'off' ? undefined : setting<string>('proxy');
  return url ? { url, exceptions: setting<string[]>('noProxy') ?? [] } : undefined;
}
