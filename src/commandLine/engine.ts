import { basename, join } from 'node:path';
import type { MarkupEngine } from '../core/altText/engine';
import type { AskImage } from '../core/ask/types';
import { bounds } from '../core/bounds';
import { factsOf } from '../core/image/sniff';
import { ImageError, type ImagingEngine } from '../core/image/types';
import { shownName } from '../core/meantName';
import { createOfflineProvider } from '../core/providers/offline';
import type { Transport } from '../core/providers/types';
import { shareOnce } from '../core/sharedWork';
import {
  downloadLanguage,
  LanguageError,
  maxLanguageBytes,
  readLanguageFile,
  registryUrl,
} from '../core/text/languages/pack';
import type { OcrEngine } from '../core/text/types';
import { withoutEnd } from '../core/withoutEnd';
import { meantFile } from '../disk/meantFile';
import { readUpTo } from '../disk/readUpTo';
import { createImagingEngine } from '../engines/imaging/client';
import { createMarkupEngine } from '../engines/markup/client';
import { type DirectOptions, loadNetworkEngine } from '../engines/network/client';
import { createOcrEngine } from '../engines/ocr/client';
import type { ProviderPorts } from '../jobs/providers';
import { userCache } from './cacheFolder';
import { keepLanguage } from './languages';
import { createFetches, type Fetches } from './mayBeFetched';
import { checkMayBeSent, type SendOptions } from './mayBeSent';
import { terminalConfirm } from './terminal';

/** Everything a command needs, created on first use. */
export interface Engine {
  imaging(): ImagingEngine;
  ocr(): OcrEngine;
  markup(): MarkupEngine;
  /** What providers need from this machine. Keys come from the environment only. */
  readonly network: Pick<ProviderPorts, 'key' | 'transport' | 'offline'>;
  /** Asks the person at the terminal; undefined if there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Says something besides the result. */
  readonly note: (sentence: string) => void;
  /** Where to store what can be fetched again. */
  readonly cacheDir: string;
  /** Where to store the data for more languages. */
  readonly languageDir: string;
  /** Downloads and saves the data for a language; throws `LanguageError`. */
  addLanguage(code: string, signal: AbortSignal): Promise<void>;
  /** Saves the data for a language from a file with that name. */
  addLanguageFile(code: string, path: string): Promise<void>;
  /** A file that may be sent, or a URL. Reading it throws `ImageError` for what may not be sent. */
  image(source: string, options?: SendOptions): AskImage;
  /** Which hosts images are fetched from. */
  readonly fetches: Fetches;
  dispose(): void;
}

/** `distDir`: the folder of the bundles. `allowedHosts`: images may come from there. */
export function createEngine(
  distDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  allowedHosts: readonly string[],
  note: (sentence: string) => void,
): Engine {
  const confirm = terminalConfirm();
  const fetches = createFetches(() => loadNetworkEngine(distDir), {
    allowed: allowedHosts,
    maxBytes: bounds.imageFileBytes,
    confirm,
  });
  const cacheDir = userCache(environment);
  const languageDir = join(cacheDir, 'languages');
  const download = async (url: string, signal: AbortSignal) => (await fetches.ask([url])).download(url, signal);
  let imaging: ImagingEngine | undefined;
  let ocr: OcrEngine | undefined;
  let markup: MarkupEngine | undefined;
  const transports = new Map<string, Transport & { dispose(): void }>();
  const getImaging = () => {
    const engine = imaging ?? createImagingEngine({ distDir });
    imaging = engine;
    return engine;
  };
  const getOcr = () => {
    const engine = ocr ?? createOcrEngine({ distDir, languageDir });
    ocr = engine;
    return engine;
  };
  /** One per name. */
  const transportFor = (name: string, options: DirectOptions) => {
    const made = transports.get(name) ?? loadNetworkEngine(distDir).createTransport(options);
    transports.set(name, made);
    return made;
  };
  // Like npm: a company's own registry, for example.
  const registry = withoutEnd(environment.npm_config_registry || registryUrl, '/');
  const network: Engine['network'] = {
    key: async ({ auth }) => (auth.env ? environment[auth.env]?.trim() || undefined : undefined),
    transport: ({ id, connection, local = false }) => transportFor(`provider ${id}`, { ...connection, local }),
    offline: createOfflineProvider({ imaging: getImaging, ocr: getOcr }),
  };
  return {
    imaging: getImaging,
    ocr: getOcr,
    network,
    confirm,
    note,
    fetches,
    cacheDir,
    languageDir,
    addLanguage: async (code, signal) => {
      const transport = transportFor('registry', { local: false });
      await keepLanguage(code, await downloadLanguage(code, { transport, registry, signal }), languageDir);
    },
    addLanguageFile: async (code, path) => {
      const bytes = await readUpTo(path, maxLanguageBytes);
      if (!bytes) {
        throw new LanguageError('tooLarge', path);
      }
      await keepLanguage(code, await readLanguageFile(bytes), languageDir);
    },
    markup: () => {
      markup ??= createMarkupEngine({ distDir });
      return markup;
    },
    image: (source, options) => {
      const isUrl = /^https?:\/\//i.test(source);
      return {
        id: source,
        name: isUrl ? (new URL(source).pathname.split('/').at(-1) ?? source) : basename(source),
        url: isUrl ? source : undefined,
        read: shareOnce((signal) => (isUrl ? download(source, signal) : readToSend(source, note, options))),
      };
    },
    dispose: () => {
      imaging?.dispose();
      ocr?.dispose();
      markup?.dispose();
      for (const one of transports.values()) {
        one.dispose();
      }
    },
  };
}

async function readToSend(written: string, note: Engine['note'], options?: SendOptions): Promise<Uint8Array> {
  const path = await namedFile(written, note);
  await checkMayBeSent(path, options);
  return readImageFile(path);
}

/** The file that a person or a document means by a path; if it's named differently, that is noted. */
export async function namedFile(written: string, note: Engine['note']): Promise<string> {
  const path = await meantFile(written);
  if (path !== written) {
    note(`${shownName(basename(written))} doesn’t exist; ${shownName(basename(path))} is used.`);
  }
  return path;
}

/** A file's bytes. Throws `ImageError` with the honest name of what isn't an image. */
export async function readImageFile(path: string): Promise<Uint8Array> {
  const bytes = await readUpTo(path, bounds.imageFileBytes).catch((error: unknown) => {
    throw new ImageError('notFound', String(error));
  });
  if (!bytes) {
    throw new ImageError('tooLarge', `more than ${bounds.imageFileBytes} bytes`);
  }
  factsOf(bytes);
  return bytes;
}
