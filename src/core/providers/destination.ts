/** Where a provider's requests go. */
import { isLoopback } from '../network/loopback';
import type { Vendor } from './types';

export type Destination =
  /** They stay on this machine: no server, or one that answers at `origin`. */
  | { readonly kind: 'machine'; readonly origin?: string }
  | { readonly kind: 'origin'; readonly origin: string }
  /** Whoever brings the model to the editor. */
  | { readonly kind: 'editor' }
  /** The settings have no address for them: none is sent. */
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

/** True when what the vendor is sent does not leave this machine: loopback, or a socket of its file system. */
export function staysOnMachine({ baseUrl, connection, local }: Pick<Vendor, 'baseUrl' | 'connection' | 'local'>) {
  if (connection?.socketPath !== undefined) {
    // Windows: a named pipe may be another machine's, by the name of that machine where ours has a dot.
    return !/^[\\/]{2}(?![.?][\\/])/.test(connection.socketPath);
  }
  // Behind a proxy this machine's address is the proxy's own. A local server is reached without one.
  const behindProxy = connection?.proxy !== undefined && local !== true;
  return !behindProxy && URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
}

/** The host of an address, with its port where that is not the usual one; undefined for what is no address. */
export const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);
