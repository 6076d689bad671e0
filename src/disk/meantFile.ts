/** The file that a path means: usually itself. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ImageError } from '../core/image/types';
import { meantNames, shownName } from '../core/meantName';

/**
 * The path itself if it exists, or if nothing is similar; otherwise the one that differs from it only in kinds of
 * spaces, accents, capitals, or percent escapes. Throws `ImageError` if there are several. It isn't opened.
 */
export async function meantFile(path: string): Promise<string> {
  if (await exists(path)) {
    return path;
  }
  const parent = dirname(path);
  if (parent === path) {
    return path;
  }
  const folder = await meantFile(parent);
  const names = meantNames(basename(path), await readdir(folder).catch(noneIfUnread));
  const [name, ...others] = names;
  if (others.length > 0) {
    throw new ImageError('severalFiles', names.map(shownName).join(', '));
  }
  return name === undefined ? path : join(folder, name);
}

const isSystemError = (error: unknown) => error instanceof Error && 'code' in error;

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isSystemError(error)) {
      return false;
    }
    throw error;
  }
}

function noneIfUnread(error: unknown): readonly string[] {
  if (isSystemError(error)) {
    return [];
  }
  throw error;
}
