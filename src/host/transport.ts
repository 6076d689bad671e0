import * as vscode from 'vscode';
import { createFetchTransport } from '../core/providers/fetchTransport';
import type { Transport, Vendor } from '../core/providers/types';
import { type DirectOptions, loadDirect, toImageError, type UserProxy } from '../engines/direct/client';

/** The network paths of this host. */
export interface Transports {
  /** The right path for a vendor: the editor's fetch for the web, undici for local servers and special networks. */
  forVendor(vendor: Vendor): Transport;
  /** The bytes behind the public web address of an image, 32 MiB at most; throws `ImageError` or `ProviderError`. */
  download(url: string, signal: AbortSignal): Promise<Uint8Array>;
  dispose(): void;
}

const maxDownloadBytes = 32 * 1024 * 1024;

export function createTransports(distDir: string): Transports {
  // Read at each call: the editor replaces globalThis.fetch with one that knows its proxy and certificates.
  const editorFetch = createFetchTransport((...args) => globalThis.fetch(...args));
  const direct = new Map<string, Transport & { dispose(): void }>();
  const directTransport = (options: DirectOptions) => {
    const key = JSON.stringify(options);
    const known = direct.get(key) ?? loadDirect(distDir).createTransport(options);
    direct.set(key, known);
    return known;
  };
  return {
    forVendor: ({ local = false, connection }) =>
      local || connection
        ? directTransport({ ...connection, local, userProxy: local ? undefined : userProxy() })
        : editorFetch,
    download: async (url, signal) => {
      try {
        return await loadDirect(distDir).downloadImage(url, {
          maxBytes: maxDownloadBytes,
          signal,
          userProxy: userProxy(),
        });
      } catch (error) {
        throw toImageError(error);
      }
    },
    dispose: () => {
      for (const transport of direct.values()) {
        transport.dispose();
      }
      direct.clear();
    },
  };
}

/** The editor's own proxy setting, as the user made it; without one the environment's holds. */
function userProxy(): UserProxy | undefined {
  const setting = <T>(key: string) => vscode.workspace.getConfiguration('http').inspect<T>(key)?.globalValue;
  const url = setting<string>('proxySupport') === 'off' ? undefined : setting<string>('proxy');
  return url ? { url, exceptions: setting<string[]>('noProxy') ?? [] } : undefined;
}
