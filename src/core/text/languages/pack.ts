/** Language data for the offline engine, from its package in the npm registry. */

import { collectBytes } from '../../bytes';
import { lookUp } from '../../lookUp';
import type { Transport } from '../../providers/types';
import { ReasonError } from '../../reasonError';
import { type LanguagePin, languagePins } from './pins';
import { readTarFile } from './tar';

export const registryUrl = 'https://registry.npmjs.org';

/** Built in; the only one that needs no download. */
export const bundledLanguage = 'eng';

export type LanguageErrorReason =
  /** Not in the form of a code: three letters, or more after an underscore. */
  | 'badCode'
  /** Its archive isn't pinned, so nothing could verify it. */
  | 'notPinned'
  /** The registry has no such package. */
  | 'unknown'
  | 'network'
  | 'tooLarge'
  /** The bytes aren't the pinned ones. */
  | 'integrity'
  /** The package doesn't contain what it should. */
  | 'badPackage'
  /** The file contains no language data. */
  | 'badFile';

export class LanguageError extends ReasonError<LanguageErrorReason> {
  override readonly name = 'LanguageError';
}

export interface PackOptions {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  /** Bytes so far and, if the server says so, in total. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
  /** Default: the public registry. */
  readonly registry?: string;
  /** Maximum bytes of a download. The largest package, traditional Chinese, is well below. */
  readonly maxBytes?: number;
  /** Pinned archives; by default, those of this version. */
  readonly pins?: Readonly<Record<string, LanguagePin>>;
}

const MB = 1024 * 1024;
/** Unpacked. The largest, traditional Chinese, is well below. */
export const maxLanguageBytes = 200 * MB;

/** True for a possible Tesseract language code: `deu`, `chi_sim`. */
export const isLanguageCode = (code: string) => /^[a-z]{3}(_[a-z]+)?$/.test(code);

export const packageOf = (code: string) => `@tesseract.js-data/${code}`;

/** True for a language whose archive is pinned, and can be downloaded. */
export const isPinned = (code: string) => Object.hasOwn(languagePins, code);

/**
 * Downloads the data for a language and unpacks its integer model: the pinned archive, verified with the SHA-512 in
 * this program, whatever the registry says. Throws `LanguageError`, or the signal's reason when aborted.
 */
export async function downloadLanguage(code: string, options: PackOptions): Promise<Uint8Array<ArrayBuffer>> {
  if (!isLanguageCode(code)) {
    throw new LanguageError('badCode', code);
  }
  const { registry = registryUrl, maxBytes = 60 * MB, onProgress, pins = languagePins } = options;
  const pin = lookUp(pins, code);
  if (!pin) {
    throw new LanguageError('notPinned', code);
  }
  const tarball = `${registry}/${packageOf(code)}/-/${code}-${pin.version}.tgz`;
  const archive = await get(tarball, maxBytes, options, onProgress);
  if ((await sha512(archive)) !== pin.integrity) {
    throw new LanguageError('integrity', tarball);
  }
  const tar = await gunzip(archive, maxLanguageBytes);
  const packed = readTarFile(tar, `package/4.0.0_best_int/${code}.traineddata.gz`);
  if (!packed) {
    throw new LanguageError('badPackage', `no data for ${code}`);
  }
  return gunzip(packed, maxLanguageBytes);
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

/** The whole message of a failed request: the cause has the details. */
function said(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${String(error)} (${cause.message})` : String(error);
}

/** `collectBytes` for data that must not be larger. */
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

async function gunzip(
  bytes: Uint8Array,
  maxBytes: number,
  otherwise: LanguageErrorReason = 'badPackage',
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return await collect(stream as unknown as AsyncIterable<Uint8Array>, maxBytes);
  } catch (error) {
    throw error instanceof LanguageError ? error : new LanguageError(otherwise, String(error));
  }
}

/** The code in the name of a language data file: `deu` in `deu.traineddata` and `deu.traineddata.gz`. */
export function codeOfFile(name: string): string | undefined {
  const [, code = ''] = /^(.*)\.traineddata(?:\.gz)?$/.exec(name) ?? [];
  return isLanguageCode(code) ? code : undefined;
}

/**
 * The language data in a user's file, unpacked if it's compressed with gzip. It begins with the number of its parts (32
 * bits) and the offset of each (64 bits, -1 for a missing one). Throws `LanguageError`.
 */
export async function readLanguageFile(file: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const isPacked = file[0] === 0x1f && file[1] === 0x8b;
  const data = isPacked ? await gunzip(file, maxLanguageBytes, 'badFile') : file;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const parts = data.length < 4 ? 0 : view.getUint32(0, true);
  const head = 4 + 8 * parts;
  if (parts === 0 || parts > 64 || data.length < head) {
    throw new LanguageError('badFile', `${parts} parts`);
  }
  const starts = Array.from({ length: parts }, (_, at) => view.getBigInt64(4 + 8 * at, true));
  if (!starts.every((start) => start === -1n || (start >= head && start < data.length))) {
    throw new LanguageError('badFile', 'a part outside');
  }
  return data;
}
