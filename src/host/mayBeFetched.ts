/** The only place in the editor that fetches images from the web: each host is asked about before its first byte. */
import * as vscode from 'vscode';
import { createPermit, type FetchPermit, type FetchPlace, isKnownPlace, placesOf } from '../core/network/fetching';
import { toImageError } from '../engines/network/client';
import type { Agreements } from './agreements';
import { askModally } from './say';
import { settings } from './settings';
import type { Transports } from './transport';

export type { FetchPermit } from '../core/network/fetching';

export interface Fetches {
  /**
   * Asks, in one question, about the hosts of these URLs that weren't agreed to before. The permit covers everything
   * that is agreed to by then; without consent, it fetches nothing more.
   */
  mayBeFetched(urls: readonly string[]): Promise<FetchPermit>;
  /** What was agreed to before; doesn't ask. */
  agreed(): FetchPermit;
  /** Whether a link may be passed to a provider that fetches images itself: no private address may. */
  isPublicUrl(url: string): Promise<boolean>;
}

const maxDownloadBytes = 32 * 1024 * 1024;
/** Longer URLs are shown by their beginning, characters. */
const maxAddressLength = 300;
const maxAddresses = 60;

const { l10n } = vscode;

export function createFetches(transports: Transports, agreements: Agreements): Fetches {
  const asking = new Map<string, Promise<boolean>>();
  const remembers = () => settings.confirmBeforeSending() !== 'always';
  const isKnown = (origin: string) => remembers() && agreements.has('fetch', origin);
  const download: FetchPermit['download'] = async (url, signal) => {
    try {
      return await transports.downloader().downloadImage(url, {
        maxBytes: maxDownloadBytes,
        signal,
        userProxy: transports.userProxy(),
      });
    } catch (error) {
      throw toImageError(error);
    }
  };
  const ask = async (places: readonly FetchPlace[]) => {
    const fetch = l10n.t('Fetch');
    const { title, detail } = fetchQuestion(places);
    const often = remembers() ? l10n.t('You’ll be asked only once per host.') : '';
    const answer = await askModally(title, [...detail, ...(often ? ['', often] : [])], fetch);
    if (answer === fetch && remembers()) {
      await Promise.all(places.map(({ origin }) => agreements.add('fetch', origin)));
    }
    return answer === fetch;
  };
  return {
    mayBeFetched: async (urls) => {
      const places: FetchPlace[] = [];
      const now = new Set<string>();
      for (const place of placesOf(urls).filter(({ origin }) => !isKnown(origin))) {
        const isRefused = isKnownPlace(place.origin) && !(await transports.downloader().isPublicUrl(place.origin));
        if (isRefused) {
          // No question about what is refused anyway: the download says why.
          now.add(place.origin);
        } else {
          places.push(place);
        }
      }
      if (places.length > 0) {
        // Two callers that want the same at the same time share one question.
        const key = JSON.stringify(places.flatMap((place) => place.urls).sort());
        const question = asking.get(key) ?? ask(places).finally(() => asking.delete(key));
        asking.set(key, question);
        if (await question) {
          for (const { origin } of places) {
            now.add(origin);
          }
        }
      }
      return createPermit((origin) => now.has(origin) || isKnown(origin), download);
    },
    agreed: () => createPermit(isKnown, download),
    isPublicUrl: (url) => transports.downloader().isPublicUrl(url),
  };
}

/** The question before images are fetched: from which hosts, and which URLs. */
function fetchQuestion(places: readonly FetchPlace[]): { readonly title: string; readonly detail: readonly string[] } {
  const urls = places.flatMap((place) => place.urls);
  const hosts = places.map(({ host }) => host);
  const title =
    hosts.length === 1
      ? urls.length === 1
        ? l10n.t('Fetch an image from {0}?', hosts[0] ?? '')
        : l10n.t('Fetch {0} images from {1}?', urls.length, hosts[0] ?? '')
      : l10n.t('Fetch {0} images from {1} hosts?', urls.length, hosts.length);
  const addresses =
    urls.length <= maxAddresses
      ? urls.map((url) => (url.length > maxAddressLength ? `${url.slice(0, maxAddressLength)}…` : url))
      : hosts;
  const withQuery = urls.some((url) => new URL(url).search !== '');
  return {
    title,
    detail: [
      ...addresses,
      '',
      withQuery
        ? l10n.t('The host will see your IP address and everything after the “?”.')
        : l10n.t('The host will see your IP address.'),
    ],
  };
}
