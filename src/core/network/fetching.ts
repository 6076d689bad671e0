/** Fetches images from the web: no host is contacted before the user agreed to it. */
import { ImageError } from '../image/types';
import { isLocalName } from './loopback';

/** A host that would be asked for images. */
export interface FetchPlace {
  readonly origin: string;
  /** With its port if it isn't the default. */
  readonly host: string;
  /** The whole URLs that would be requested, because a URL itself tells the host something. */
  readonly urls: readonly string[];
}

/** The hosts of these URLs, each once; anything that isn't a web URL has none. */
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

/** True for a host that needs no lookup to know where it leads: an IP address, or a name for this machine. */
export function isKnownPlace(origin: string): boolean {
  const { hostname } = new URL(origin);
  return isLocalName(hostname) || /^(?:\[|[\d.]+$)/.test(hostname);
}

/** Scheme, host, and port of a web URL; undefined for any other. */
export function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined;
}

/** The only way to an image from the web: the origins that were agreed to. */
export interface FetchPermit {
  allows(url: string): boolean;
  /**
   * The image's bytes. Rejects with `ImageError`, `notFetched` for a host that wasn't agreed to, or `ProviderError`.
   */
  download(url: string, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * A permit for these origins.
 * @param download fetches without asking, and follows no redirect to another host.
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
