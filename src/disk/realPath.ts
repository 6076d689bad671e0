/** Where a path of this machine really leads. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, type PlatformPath, parse, relative, sep } from 'node:path';

/** True for the folder itself and everything in it, by the names alone. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * True for whole paths on the same drive, or the same share of the same host: on Windows, to ask whether a file is there is
 * to call the host in its path, with the user's name.
 */
export function isSameRoot(path: string, folder: string, read: Pick<PlatformPath, 'parse'> = { parse }): boolean {
  return read.parse(path).root.toLowerCase() === read.parse(folder).root.toLowerCase();
}

/** Where a file really is: its way from the folder of these that it is in, with `/`, or undefined when it is in none. */
export interface RealPlace {
  /** All links followed. */
  readonly path: string;
  readonly below: string | undefined;
}

/** Follows all links of a file and of the folders. Throws the file system's error for what is not there. */
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
