/** Where a provider's requests go. */
import { isLoopback } from '../network/loopback';
import type { Vendor } from './types';

export type Destination =
  /** They stay on this machine: no server, or one at `origin`. */
  | { readonly kind: 'machine'; readonly origin?: string }
  | { readonly kind: 'origin'; readonly origin: string }
  /** The vendor that provides the model to the editor. */
  | { readonly kind: 'editor' }
  /** The settings have no URL for them, so none is sent. */
  | { readonly kind: 'nowhere' };

export function destinationOf(vendor: Vendor): Destination {
  const origin = URL.canParse(vendor.baseUrl) ? new URL(vendor.baseUrl).origin : undefined;
  if (staysOnMachine(vendor)) {
    return { kind: 'machine', ...(origin !== undefined && { origin }) };
  }
  return origin === undefined ? { kind: 'nowhere' } : { kind: 'origin', origin };
}

/** True when no request leaves this machine. */
export const staysHere = ({ kind }: Destination): boolean => kind === 'machine' || kind === 'nowhere';

/** True if what the vendor is sent doesn't leave this machine: loopback, or a socket in its file system. */
export function staysOnMachine({ baseUrl, connection, local }: Pick<Vendor, 'baseUrl' | 'connection' | 'local'>) {
  if (connection?.socketPath !== undefined) {
    // Windows: a named pipe can be on another machine, which is named where this machine has a dot.
    return !/^[\\/]{2}(?![.?][\\/])/.test(connection.socketPath);
  }
  // Behind a proxy, a loopback address would be the proxy's own. A local server is reached without a proxy.
  const behindProxy = connection?.proxy !== undefined && local !== true;
  return !behindProxy && URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
}

/** The host of a URL, with its port if it isn't the default; undefined if it isn't a URL. */
export const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/** A server for models on one's own machine, or one's own network: how it loads them is its user's setting. */
export function isModelServer({ discovery }: Pick<Vendor, 'discovery'>): boolean {
  return discovery === 'ollama' || discovery === 'lmstudio' || discovery === 'llamacpp';
}
