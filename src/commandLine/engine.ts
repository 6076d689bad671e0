import { basename, join } from 'node:path';
import type { MarkupEngine } from '../core/altText/engine';
import type { AskImage } from '../core/ask/types';
import { bounds } from '../core/bounds';
import { factsOf } from '../core/image/sniff';
import { ImageError, type ImagingEngine } from '../core/image/types';
import { listVendorModels, probeLocal } from '../core/providers/catalogue';
import { createHttpProvider } from '../core/providers/httpProvider';
import { createOfflineProvider } from '../core/providers/offline';
import type { ModelInfo, Provider, Transport, Vendor } from '../core/providers/types';
import { resolveVendor, vendors } from '../core/providers/vendors';
import {
  downloadLanguage,
  LanguageError,
  mostLanguageBytes,
  readLanguageFile,
  registryUrl,
} from '../core/text/languages/pack';
import type { OcrEngine } from '../core/text/types';
import { withoutEnd } from '../core/withoutEnd';
import { readUpTo } from '../disk/readUpTo';
import { loadDirect } from '../engines/direct/client';
import { createImagingEngine } from '../engines/imaging/client';
import { createMarkupEngine } from '../engines/markup/client';
import { createOcrEngine } from '../engines/ocr/client';
import { UsageError } from './args';
import { autoProvider } from './autoProvider';
import { userCache } from './cacheFolder';
import { keepLanguage } from './languages';
import { createFetches, type Fetches } from './mayBeFetched';
import { checkMayBeSent, type SendOptions } from './mayBeSent';
import { terminalConfirm } from './terminal';

/** Everything a command needs, made on first use. */
export interface Engine {
  imaging(): ImagingEngine;
  ocr(): OcrEngine;
  markup(): MarkupEngine;
  /** The provider by id; `auto` as `autoProvider` chooses. */
  provider(id: string, baseUrl: string | undefined): Promise<Provider>;
  vendor(id: string, baseUrl: string | undefined): Vendor | undefined;
  /** Where what can be got again is kept. */
  readonly cacheDir: string;
  /** Where the data of further languages is kept. */
  readonly languageDir: string;
  /** Downloads the data of a language and keeps it; throws `LanguageError`. */
  addLanguage(code: string, signal: AbortSignal): Promise<void>;
  /** Keeps the data of a language that is in a file of that name. */
  addLanguageFile(code: string, path: string): Promise<void>;
  models(provider: Provider, signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** A file that may be sent, or an address. Reading it throws `ImageError` for what may not. */
  image(source: string, options?: SendOptions): AskImage;
  /** Which hosts images are fetched from. */
  readonly fetches: Fetches;
  dispose(): void;
}

/** `distDir`: the folder of the bundles. Keys come from the environment only. `allowedHosts`: images may come from there. `note` says something beside the result. */
export function createEngine(
  distDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  allowedHosts: readonly string[],
  note: (sentence: string) => void,
): Engine {
  const confirm = terminalConfirm();
  const fetches = createFetches(() => loadDirect(distDir), {
    allowed: allowedHosts,
    maxBytes: bounds.imageFileBytes,
    confirm,
  });
  const cacheDir = userCache(environment);
  const languageDir = join(cacheDir, 'languages');
  const download = async (url: string) => (await fetches.ask([url])).download(url, new AbortController().signal);
  let imaging: ImagingEngine | undefined;
  let ocr: OcrEngine | undefined;
  let markup: MarkupEngine | undefined;
  const transports: (Transport & { dispose(): void })[] = [];
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
  const transport = (vendor: Vendor) => {
    const made = loadDirect(distDir).createTransport({ ...vendor.connection, local: vendor.local ?? false });
    transports.push(made);
    return made;
  };
  // As npm reads it: a company's own registry, for example.
  const registry = withoutEnd(environment.npm_config_registry || registryUrl, '/');
  const key = (vendor: Vendor) => (vendor.auth.env ? environment[vendor.auth.env]?.trim() || undefined : undefined);
  const vendor: Engine['vendor'] = (id, baseUrl) => {
    const resolved = resolveVendor(id, baseUrl === undefined ? undefined : { baseUrl });
    return 'vendor' in resolved ? resolved.vendor : undefined;
  };
  const auto = async (baseUrl: string | undefined): Promise<string> => {
    if (baseUrl !== undefined) {
      // A key is for its own provider: an address that belongs to none gets none.
      return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
    }
    const locals = vendors.filter((one) => one.local);
    return autoProvider({
      withKey: vendors.find((one) => !one.local && key(one) !== undefined)?.id,
      probe: () => probeLocal(locals, transport),
      confirm,
      note,
    });
  };
  return {
    imaging: getImaging,
    ocr: getOcr,
    fetches,
    cacheDir,
    languageDir,
    addLanguage: async (code, signal) => {
      const web = loadDirect(distDir).createTransport({ local: false });
      transports.push(web);
      await keepLanguage(code, await downloadLanguage(code, { transport: web, registry, signal }), languageDir);
    },
    addLanguageFile: async (code, path) => {
      const bytes = await readUpTo(path, mostLanguageBytes);
      if (!bytes) {
        throw new LanguageError('tooLarge', path);
      }
      await keepLanguage(code, await readLanguageFile(bytes), languageDir);
    },
    markup: () => {
      markup ??= createMarkupEngine({ distDir });
      return markup;
    },
    vendor,
    provider: async (wanted, baseUrl) => {
      const id = wanted === 'auto' ? await auto(baseUrl) : wanted;
      if (id === 'offline') {
        return createOfflineProvider({ imaging: getImaging, ocr: getOcr });
      }
      const row = vendor(id, baseUrl);
      if (!row) {
        throw new UsageError(
          `--provider: ${id} is not known; one of: ${[...vendors.map((one) => one.id), 'offline'].join(', ')}`,
        );
      }
      return createHttpProvider(row, { transport: transport(row), key: async () => key(row) });
    },
    models: async (provider, signal) =>
      provider.vendor
        ? listVendorModels(provider.vendor, key(provider.vendor), transport(provider.vendor), signal)
        : [],
    image: (source, options) => {
      const isUrl = /^https?:\/\//i.test(source);
      let reading: Promise<Uint8Array> | undefined;
      return {
        id: source,
        name: isUrl ? (new URL(source).pathname.split('/').at(-1) ?? source) : basename(source),
        url: isUrl ? source : undefined,
        read: () => {
          const started: Promise<Uint8Array> = reading ?? (isUrl ? download(source) : readToSend(source, options));
          reading = started;
          return started;
        },
      };
    },
    dispose: () => {
      imaging?.dispose();
      ocr?.dispose();
      markup?.dispose();
      for (const one of transports) {
        one.dispose();
      }
    },
  };
}

async function readToSend(path: string, options?: SendOptions): Promise<Uint8Array> {
  await checkMayBeSent(path, options);
  return readImageFile(path);
}

/** A file's bytes. Throws `ImageError` with the honest name of what is not an image. */
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
