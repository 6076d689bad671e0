/** Fetching images of the web: no host is asked for one before somebody agreed to that host. */
import { ImageError } from '../image/types';
import { isLocalName } from './loopback';

/** A host that would be asked for images. */
export interface FetchPlace {
  readonly origin: string;
  /** With its port where that is not the usual one. */
  readonly host: string;
  /** What would be asked for, whole: an address tells the host something by itself. */
  readonly urls: readonly string[];
}

/** The hosts of these addresses, each once; what is no address of the web has none. */
export function placesOf(urls: readonly string[]): readonly FetchPlace[] {
  const places = new Map<string, { origin: string; host: string; urls: string[] }>();
  for (const url of new Set(urls)) {
    const origin = originOf(url);
    if (origin !== undefined) {
      const place = places.get(origin) ?? { origin, host: new URL(url).host, urls: [] };
      place.urls.push(url);
      places.set(origin, place);
    }
  }
  return [...places.values()];
}

/** True for a host that no lookup is needed for to know where it leads: an address, or a name of this machine. */
export function isKnownPlace(origin: string): boolean {
  const { hostname } = new URL(origin);
  return isLocalName(hostname) || /^(?:\[|[\d.]+$)/.test(hostname);
}

/** Scheme, host and port of an address of the web; undefined for any other. */
export function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined;
}

/** The only way to an image of the web: what was agreed to. */
export interface FetchPermit {
  allows(url: string): boolean;
  /** The image's bytes. Rejects with `ImageError`, `notFetched` for a host that was not agreed to, or `ProviderError`. */
  download(url: string, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * A permit for these origins.
 * @param download fetches without a question, and follows no redirect to another host.
 */
export function createPermit(isAgreed: (origin: string) => boolean, download: FetchPermit['download']): FetchPermit {
  const allows = (url: string) => {
    const origin = originOf(url);
    return origin !== undefined && isAgreed(origin);
  };
  return {
    allows,
    download: async (url, signal) => {
      if (!allows(url) && originOf(url) !== undefined) {
        throw new ImageError('notFetched', new URL(url).host);
      }
      return download(url, signal);
    },
  };
}
