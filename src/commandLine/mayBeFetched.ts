/** Which hosts the command line fetches images from: those in `--allow-host`, and those that somebody agrees to. */
import { createPermit, type FetchPermit, type FetchPlace, isKnownPlace, placesOf } from '../core/network/fetching';
import { type NetworkEngine, toImageError } from '../engines/network/client';

export interface Fetches {
  /** Asks, if somebody is there to answer, about the hosts of these URLs that aren't allowed yet. */
  ask(urls: readonly string[]): Promise<FetchPermit>;
  /** Whether a link may be passed to a provider that fetches images itself: its host is allowed and not private. */
  mayLink(url: string): Promise<boolean>;
}

interface Options {
  /** From `--allow-host`: with a port if it isn't the default. */
  readonly allowed: readonly string[];
  readonly maxBytes: number;
  /** Asks the person at the terminal; undefined if there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

export function createFetches(network: () => NetworkEngine, { allowed, maxBytes, confirm }: Options): Fetches {
  const agreed = new Set<string>();
  const declined = new Set<string>();
  const named = new Set(allowed.map((host) => host.toLowerCase()));
  let last: Promise<unknown> = Promise.resolve();
  const permit = createPermit(
    (origin) => agreed.has(origin) || named.has(new URL(origin).host),
    async (url, signal) => {
      try {
        return await network().downloadImage(url, { maxBytes, signal });
      } catch (error) {
        throw toImageError(error);
      }
    },
  );
  const askFor = async (urls: readonly string[]) => {
    const open: FetchPlace[] = [];
    for (const place of placesOf(urls)) {
      if (isKnownPlace(place.origin) && !(await network().isPublicUrl(place.origin))) {
        // No question about what is refused anyway: the download says why.
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
    // One question after another: the answer to the first may cover the second.
    const mine = last.then(() => askFor(urls));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    ask,
    mayLink: async (url) => (await ask([url])).allows(url) && network().isPublicUrl(url),
  };
}
