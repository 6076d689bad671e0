/** Language data of the offline reader, from its package in the npm registry. */

import { collectBytes } from '../../bytes';
import { asRecord, parseJson } from '../../json';
import type { Transport } from '../../providers/types';
import { ReasonError } from '../../reasonError';
import { type LanguagePin, languagePins } from './pins';
import { readTarFile } from './tar';

export const registryUrl = 'https://registry.npmjs.org';

/** Built in; the only one that is there without a download. */
export const bundledLanguage = 'eng';

export type LanguageErrorReason =
  /** Not the form of a code: three letters, or more after an underscore. */
  | 'badCode'
  /** The registry has no such package. */
  | 'unknown'
  | 'network'
  | 'tooLarge'
  /** The bytes are not those that are known, or that the registry promised. */
  | 'integrity'
  /** The package does not hold what it should. */
  | 'badPackage';

export class LanguageError extends ReasonError<LanguageErrorReason> {
  override readonly name = 'LanguageError';
}

export interface PackOptions {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  /** Bytes so far and, where the server says so, of all. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
  /** Default: the public registry. */
  readonly registry?: string;
  /** Bytes that a download may have. The largest package, traditional Chinese, stays well below. */
  readonly maxBytes?: number;
  /** Archives that are known; default: those of this version. */
  readonly pins?: Readonly<Record<string, LanguagePin>>;
}

const MB = 1024 * 1024;
const maxMetadataBytes = 2 * MB;
const maxArchiveBytes = 200 * MB;

/** True for what can be the code of a language, as Tesseract names them: `deu`, `chi_sim`. */
export const isLanguageCode = (code: string) => /^[a-z]{3}(_[a-z]+)?$/.test(code);

export const packageOf = (code: string) => `@tesseract.js-data/${code}`;

/**
 * Downloads the data of a language and unpacks the integer model in it: the archive that is known, checked by the SHA-512 that
 * stands in this program; of other languages the package's newest version, checked by the one that the registry names. Throws
 * `LanguageError`, or the signal's reason when aborted.
 */
export async function downloadLanguage(code: string, options: PackOptions): Promise<Uint8Array<ArrayBuffer>> {
  if (!isLanguageCode(code)) {
    throw new LanguageError('badCode', code);
  }
  const { registry = registryUrl, maxBytes = 60 * MB, onProgress, pins = languagePins } = options;
  const pin = Object.hasOwn(pins, code) ? pins[code] : undefined;
  const { tarball, integrity } = pin
    ? { tarball: `${registry}/${packageOf(code)}/-/${code}-${pin.version}.tgz`, integrity: pin.integrity }
    : distOf(await get(`${registry}/${packageOf(code)}/latest`, maxMetadataBytes, options), registry);
  const archive = await get(tarball, maxBytes, options, onProgress);
  if (!integrity.split(/\s+/).includes(await sha512(archive))) {
    throw new LanguageError('integrity', tarball);
  }
  const tar = await gunzip(archive, maxArchiveBytes);
  const packed = readTarFile(tar, `package/4.0.0_best_int/${code}.traineddata.gz`);
  if (!packed) {
    throw new LanguageError('badPackage', `no data for ${code}`);
  }
  return gunzip(packed, maxArchiveBytes);
}

/** Where the archive lies and what it has to be. It must be on the registry itself, and have a SHA-512. */
function distOf(metadata: Uint8Array, registry: string): { readonly tarball: string; readonly integrity: string } {
  const { tarball, integrity } = asRecord(asRecord(parseJson(new TextDecoder().decode(metadata)))?.dist) ?? {};
  if (typeof tarball !== 'string' || typeof integrity !== 'string' || !/(^|\s)sha512-/.test(integrity)) {
    throw new LanguageError('badPackage', 'no archive, or none with a SHA-512');
  }
  if (!URL.canParse(tarball) || new URL(tarball).origin !== new URL(registry).origin) {
    throw new LanguageError('badPackage', `the archive is somewhere else: ${tarball}`);
  }
  return { tarball, integrity };
}

async function get(
  url: string,
  maxBytes: number,
  { transport, signal }: PackOptions,
  onProgress?: PackOptions['onProgress'],
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await transport.send({ method: 'GET', url, headers: {}, signal });
    if (response.status === 404) {
      throw new LanguageError('unknown', url);
    }
    if (response.status !== 200) {
      throw new LanguageError('network', `${url} answered ${response.status}`);
    }
    const length = Number(response.headers.get('content-length'));
    if (length > maxBytes) {
      throw new LanguageError('tooLarge', `${length} bytes`);
    }
    return await collect(response.body, maxBytes, (received) => onProgress?.(received, length || undefined));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof LanguageError ? error : new LanguageError('network', said(error));
  }
}

/** The whole message of a failed request: what is told lies in the cause. */
function said(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${String(error)} (${cause.message})` : String(error);
}

/** `collectBytes` for what may not be larger. */
async function collect(...[body, maxBytes, onBytes]: Parameters<typeof collectBytes>) {
  const bytes = await collectBytes(body, maxBytes, onBytes);
  if (!bytes) {
    throw new LanguageError('tooLarge', `more than ${maxBytes} bytes`);
  }
  return bytes;
}

/** As npm writes it: `sha512-` and base64. */
async function sha512(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-512', bytes));
  return `sha512-${btoa(String.fromCharCode(...digest))}`;
}

async function gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return await collect(stream as unknown as AsyncIterable<Uint8Array>, maxBytes);
  } catch (error) {
    throw error instanceof LanguageError ? error : new LanguageError('badPackage', String(error));
  }
}
