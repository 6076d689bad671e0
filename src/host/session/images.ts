import * as vscode from 'vscode';
import type { ConversationImage } from '../../core/conversation/conversation';
import { sniff } from '../../core/image/sniff';
import { ImageError } from '../../core/image/types';
import { originOf } from '../../core/network/fetching';
import { shareOnce } from '../../core/sharedWork';
import type { Engines } from '../engines';
import type { Fetches, FetchPermit } from '../mayBeFetched';
import { readTarget } from '../targets';
import type { ConversationStore } from './store';

export interface DisplayImage {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes of a conversation's images: read once, from the workspace, the web, the clipboard, or this machine's store.
 */
export interface SessionImages {
  /** Asks about the hosts of those on the web, once for all; returns the first that may not be fetched. */
  mayBeFetched(images: readonly ConversationImage[]): Promise<ConversationImage | undefined>;
  /** Whether the provider may be given this URL to fetch itself. */
  mayLink(url: string): Promise<boolean>;
  /**
   * The source's bytes; always the same array for the same image, so that nothing processes it twice. The signal ends
   * the wait, and the download unless another caller with a signal waits for it.
   */
  read(image: ConversationImage, signal?: AbortSignal): Promise<Uint8Array>;
  /** In a type that a browser supports; undefined if it isn't an image, or is on the web and wasn't requested yet. */
  display(image: ConversationImage): Promise<DisplayImage | undefined>;
  /** From now on, the panel shows these bytes: the picture as it was sent. False if it already does. */
  show(image: ConversationImage, as: DisplayImage): boolean;
  /** Stores the pixels of a pasted image. */
  keepPasted(imageId: string, bytes: Uint8Array): Promise<void>;
}

interface Deps {
  readonly conversationId: string;
  readonly engines: Engines;
  readonly fetches: Fetches;
  readonly store: ConversationStore;
  readonly onError: (error: unknown) => void;
}

const browserTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/;
const maxDisplayBytes = 8_000_000;
const displayEdge = 2048;

/** Its URL, for an image from the web. */
export const webUrl = ({ source }: ConversationImage) => (source.kind === 'web' ? source.url : undefined);

export function createSessionImages({ conversationId, engines, fetches, store, onError }: Deps): SessionImages {
  const sources = new Map<string, (signal?: AbortSignal) => Promise<Uint8Array>>();
  const shown = new Map<string, DisplayImage>();
  let permit: FetchPermit | undefined;
  const allowed = () => permit ?? fetches.agreed();

  const fetchOrRead = async ({ name, source }: ConversationImage, signal: AbortSignal): Promise<Uint8Array> => {
    switch (source.kind) {
      case 'web':
        return allowed().download(source.url, signal);
      case 'file':
        return readTarget(vscode.Uri.parse(source.uri));
      case 'pasted':
        throw new ImageError('notFound', name);
    }
  };
  const load = async (image: ConversationImage, signal: AbortSignal): Promise<Uint8Array> => {
    try {
      return await fetchOrRead(image, signal);
    } catch (error) {
      // The file may have moved since: what was sent then still answers follow-ups. Pasted images exist only there.
      const moved = error instanceof ImageError && error.reason === 'notFound';
      const stored = moved ? await store.readImage(conversationId, image.id) : undefined;
      if (stored) {
        return stored;
      }
      throw error;
    }
  };
  const read = (image: ConversationImage, signal?: AbortSignal): Promise<Uint8Array> => {
    const source = sources.get(image.id) ?? shareOnce((ended) => load(image, ended));
    sources.set(image.id, source);
    return source(signal);
  };

  return {
    mayBeFetched: async (images) => {
      const remote = images.flatMap((image) => webUrl(image) ?? []);
      if (remote.length > 0) {
        permit = await fetches.mayBeFetched(remote);
      }
      return images.find((image) => {
        const url = webUrl(image);
        return url !== undefined && originOf(url) !== undefined && !allowed().allows(url);
      });
    },
    mayLink: async (url) => allowed().allows(url) && fetches.isPublicUrl(url),
    read,
    display: async (image) => {
      const known = shown.get(image.id);
      if (known) {
        return known;
      }
      // What is stored is available immediately; the file may be far away. Nothing is fetched from the web only to be
      // shown.
      const url = webUrl(image);
      const bytes =
        (await store.readImage(conversationId, image.id)) ??
        (url === undefined || permit?.allows(url) ? await read(image) : undefined);
      const made = bytes && (await toBrowserImage(bytes, engines));
      if (made && !shown.has(image.id)) {
        shown.set(image.id, made);
      }
      return shown.get(image.id);
    },
    show: (image, as) => {
      if (shown.get(image.id)?.bytes === as.bytes) {
        return false;
      }
      shown.set(image.id, as);
      if (image.source.kind !== 'pasted') {
        store.saveImage(conversationId, image.id, as.bytes).catch(onError);
      }
      return true;
    },
    keepPasted: async (imageId, bytes) => {
      await store.saveImage(conversationId, imageId, bytes);
      sources.set(imageId, async () => bytes);
    },
  };
}

async function toBrowserImage(bytes: Uint8Array, engines: Engines): Promise<DisplayImage | undefined> {
  const found = sniff(bytes);
  if (!found.ok) {
    return undefined;
  }
  const { facts } = found;
  if (browserTypes.test(facts.mediaType) && bytes.length < maxDisplayBytes) {
    return { mediaType: facts.mediaType, bytes };
  }
  const job = {
    accepts: ['image/png', 'image/jpeg'],
    maxEdge: displayEdge,
    maxBytes: maxDisplayBytes,
    content: 'auto',
    maxTiles: 1,
  } as const;
  const { parts } = await engines.imaging().render(bytes, facts, job);
  return parts[0] && { mediaType: parts[0].mediaType, bytes: parts[0].bytes };
}
