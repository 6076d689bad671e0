/** Where a path on this machine really leads. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, type PlatformPath, parse, relative, sep } from 'node:path';

/** True for the folder itself and everything in it, judging by names only. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * True for whole paths on the same drive, or the same share of the same host. On Windows, checking whether a file
 * exists contacts the host in its path, with the user's name.
 */
export function isSameRoot(path: string, folder: string, read: Pick<PlatformPath, 'parse'> = { parse }): boolean {
  return read.parse(path).root.toLowerCase() === read.parse(folder).root.toLowerCase();
}

/**
 * Where a file really is: its path from the folder among these that contains it, with `/`, or undefined if none does.
 */
export interface RealPlace {
  /** With all links resolved. */
  readonly path: string;
  readonly below: string | undefined;
}

/** Resolves all links of a file and of the folders. Throws the file system's error for a missing one. */
export async function realPlace(path: string, folders: readonly string[]): Promise<RealPlace> {
  const real = await realpath(path);
  for (const folder of folders) {
    const top = await realpath(folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) {
        return undefined;
      }
      throw error;
    });
    if (top !== undefined && isBelow(real, top)) {
      return { path: real, below: relative(top, real).split(sep).join('/') };
    }
  }
  return { path: real, below: undefined };
}
