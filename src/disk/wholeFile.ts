/** Files whose location nobody chose: written completely or not at all, and never through a link. */
import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LinkError } from '../core/linkError';
import { isBelow } from './realPath';

/** Somebody else has written or removed the file since it was read. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError';
  constructor(readonly file: string) {
    super(`${file} was changed meanwhile, and is not written.`);
  }
}

/** Somebody has made the file read-only: replacing it would ignore that. */
export class ReadOnlyError extends Error {
  override readonly name = 'ReadOnlyError';
  constructor(readonly file: string) {
    super(`${file} is read-only, and is not written.`);
  }
}

/**
 * Writes a file under a random name beside it, then renames it, so that it's either complete or missing. Keeps its
 * permissions, and creates missing folders. Neither the file nor a folder between `root` and it may be a link in the
 * file system: throws `LinkError`. Folders above `root` are the user's own business. If the file isn't below `root`,
 * `root` is its own folder. Throws `ReadOnlyError` for a read-only file. With `still`, the bytes that were read, it
 * doesn't overwrite others: they're compared directly before the rename, and `FileChangedError` is thrown.
 */
export async function writeWhole(
  path: string,
  data: string | Uint8Array,
  root: string,
  still?: Uint8Array,
): Promise<void> {
  const target = resolve(path);
  const folder = dirname(target);
  const top = isBelow(folder, resolve(root)) ? resolve(root) : folder;
  const way = relative(top, folder).split(sep).filter(Boolean);
  for (const at of way.keys()) {
    const step = join(top, ...way.slice(0, at + 1));
    if ((await lstat(step).catch(ifMissing))?.isDirectory() === false) {
      throw new LinkError(basename(step));
    }
  }
  const known = await lstat(target).catch(ifMissing);
  if (known && !known.isFile()) {
    throw new LinkError(basename(target));
  }
  if (known && (known.mode & 0o222) === 0) {
    throw new ReadOnlyError(basename(target));
  }
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${basename(target).slice(0, 60)}.${randomUUID()}.part`);
  try {
    // An existing file isn't opened.
    await writeFile(part, data, { flag: 'wx' });
    if (known) {
      await chmod(part, known.mode & 0o777);
    }
    if (still !== undefined && !(await readFile(target).catch(ifMissing))?.equals(still)) {
      throw new FileChangedError(basename(target));
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** For `catch`: undefined for a missing file. */
export function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
    return undefined;
  }
  throw error;
}
