import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { resolve as absolute, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { altTextExtensions, languageIdOfFile } from '../core/altText/languages';
import { notebookPicture } from '../core/altText/notebookPicture';
import { resolveImage } from '../core/altText/resolve';
import { type AltRecords, readRecords, staleFileName } from '../core/altText/staleRecords';
import { type ImageReference, MarkupError } from '../core/altText/types';
import { bounds } from '../core/bounds';
import { meantFile } from '../disk/meantFile';
import { NotAFileError, readUpTo } from '../disk/readUpTo';
import { isBelow } from '../disk/realPath';
import { ifMissing } from '../disk/wholeFile';
import { UsageError } from './args';
import type { Terminal } from './terminal';

/** A document on disk. */
export interface AltFile {
  readonly path: string;
  /** With `/`, relative to the working directory. */
  readonly name: string;
  readonly languageId: string;
  /** Without its byte order mark. */
  readonly text: string;
  readonly mark: string;
}

const skipped = new Set(['node_modules', 'bower_components', 'vendor', 'dist', 'build', 'out', 'coverage']);
const endings = new Set(altTextExtensions);

/** The documents under the given paths, in order; a file that is named counts whatever folder it's in. */
export async function findAltFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info) {
      throw new UsageError(`${path} doesn’t exist`);
    }
    if (info.isDirectory()) {
      await walk(path, found);
    } else {
      found.push(path);
    }
  }
  return [...new Set(found.map((path) => absolute(path)))];
}

async function walk(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name)) {
      await walk(path, found);
    } else if (entry.isFile() && endings.has(entry.name.split('.').at(-1)?.toLowerCase() ?? '')) {
      found.push(path);
    }
  }
}

/** A document that can't be examined, and why, in words. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError';
}

/**
 * Reads one document; undefined if its language isn't supported. Throws `UnreadError` if it's too large, or not UTF-8.
 */
export async function readAltFile(path: string): Promise<AltFile | undefined> {
  const languageId = languageIdOfFile(path);
  if (!languageId) {
    return undefined;
  }
  const bytes = await readUpTo(path, bounds.documentBytes).catch((error: unknown) => ifNoFile(error) ?? null);
  if (bytes === null) {
    return undefined;
  }
  const text = bytes && decode(bytes);
  if (text === undefined) {
    throw new UnreadError(bytes ? 'is not UTF-8' : `is too large (limit: ${bounds.documentBytes / 1e6} MB)`);
  }
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  return { path, name: nameOf(path), languageId, text: text.slice(mark.length), mark };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The result of `read`; undefined, with a message, if the document can't be read or its parsers fail: the others
 * continue.
 */
export async function unlessUnread<T>(
  path: string,
  terminal: Terminal,
  read: () => Promise<T>,
): Promise<{ readonly found: T } | undefined> {
  try {
    return { found: await read() };
  } catch (error) {
    if (error instanceof UnreadError || error instanceof MarkupError) {
      const why = error instanceof UnreadError ? error.message : `can’t be parsed (${error.reason})`;
      terminal.error(`${nameOf(path)}: skipped: it ${why}.`);
      return undefined;
    }
    throw error;
  }
}

const nameOf = (path: string) => relative(process.cwd(), path).split(sep).join('/');

const resolve = (file: AltFile, reference: ImageReference) =>
  resolveImage(reference, {
    document: pathToFileURL(file.path).href,
    roots: [pathToFileURL(process.cwd()).href],
  });

/** Where a document's pictures may be: in the working directory, or for a document outside it, in its own folder. */
export const foldersOf = ({ path }: AltFile): readonly string[] =>
  isBelow(path, process.cwd()) ? [process.cwd()] : [process.cwd(), dirname(path)];

/** The bytes of a picture inside the document, a notebook. */
export async function pictureInside(file: AltFile, reference: ImageReference): Promise<Uint8Array | undefined> {
  const resolution = resolve(file, reference);
  return resolution.kind === 'attachment' || resolution.kind === 'output'
    ? notebookPicture(file.text, resolution)
    : undefined;
}

/** The file that a reference shows, if it's in this folder; a web URL unchanged. */
export async function pictureOf(file: AltFile, reference: ImageReference): Promise<string | undefined> {
  const resolution = resolve(file, reference);
  if (resolution.kind === 'remote') {
    return resolution.url;
  }
  const written = resolution.kind === 'file' ? resolution.candidates.map((one) => fileURLToPath(one)) : [];
  for (const path of [...written, ...(await Promise.all(written.map(meantFile)))]) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) {
      return path;
    }
  }
  return undefined;
}

/**
 * The committed records of the picture that each alt text was written for, and the bytes that they were read from;
 * undefined if the team keeps none.
 */
export async function readRecordsFile(): Promise<
  { readonly records: AltRecords; readonly bytes: Uint8Array } | undefined
> {
  const bytes = await readUpTo(staleFileName, bounds.recordsBytes).catch(ifNoFile).catch(ifMissing);
  const records = bytes && (await readRecords(new TextDecoder().decode(bytes)));
  return bytes && records && { records, bytes };
}

/** SHA-256 of a picture, hex; undefined if it's too large to be an image. */
export async function hashFile(path: string): Promise<string | undefined> {
  const bytes = await readUpTo(path, bounds.imageFileBytes);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}

function ifNoFile(error: unknown): undefined {
  if (!(error instanceof NotAFileError)) {
    throw error;
  }
}
