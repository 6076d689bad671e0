/** Which hosts the command line asks for images: those of `--allow-host`, and those that somebody says yes to. */
import { createPermit, type FetchPermit, type FetchPlace, isKnownPlace, placesOf } from '../core/network/fetching';
import { type DirectTransportFactory, toImageError } from '../engines/direct/client';

export interface Fetches {
  /** Asks, where somebody is there to answer, for the hosts of these addresses that are not allowed yet. */
  ask(urls: readonly string[]): Promise<FetchPermit>;
  /** Whether a link may be handed to a provider that fetches by itself: its host is allowed, and is no private one. */
  mayLink(url: string): Promise<boolean>;
}

interface Options {
  /** Of `--allow-host`: with a port where it is not the usual one. */
  readonly allowed: readonly string[];
  readonly maxBytes: number;
  /** Puts a question to the person at the terminal; undefined where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

export function createFetches(direct: () => DirectTransportFactory, { allowed, maxBytes, confirm }: Options): Fetches {
  const agreed = new Set<string>();
  const declined = new Set<string>();
  const named = new Set(allowed.map((host) => host.toLowerCase()));
  let last: Promise<unknown> = Promise.resolve();
  const permit = createPermit(
    (origin) => agreed.has(origin) || named.has(new URL(origin).host),
    async (url, signal) => {
      try {
        return await direct().downloadImage(url, { maxBytes, signal });
      } catch (error) {
        throw toImageError(error);
      }
    },
  );
  const askFor = async (urls: readonly string[]) => {
    const open: FetchPlace[] = [];
    for (const place of placesOf(urls)) {
      if (isKnownPlace(place.origin) && !(await direct().isPublicUrl(place.origin))) {
        // Nobody is asked for what is refused anyway: the download says why.
        agreed.add(place.origin);
      } else if (!permit.allows(place.origin) && !declined.has(place.origin)) {
        open.push(place);
      }
    }
    if (open.length > 0 && confirm) {
      const list = open.map((one) => `  ${one.host}: ${one.urls.map((url) => JSON.stringify(url)).join(', ')}\n`);
      const yes = await confirm(`Fetch images from the web?\n${list.join('')}`);
      for (const { origin } of open) {
        (yes ? agreed : declined).add(origin);
      }
    }
    return permit;
  };
  const ask: Fetches['ask'] = (urls) => {
    // One question after the other: the second may be answered by the first.
    const mine = last.then(() => askFor(urls));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    ask,
    mayLink: async (url) => (await ask([url])).allows(url) && direct().isPublicUrl(url),
  };
}
