import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CacheFolder } from '../core/altText/decisionStore';
import { writeWhole } from '../disk/wholeFile';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where this program stores what it can get again. `XDG_CACHE_HOME` comes first everywhere (XDG Base Directory
 * Specification 0.8), then the system's own: `LOCALAPPDATA` on Windows, `~/Library/Caches` on macOS, `~/.cache`.
 */
export function userCache(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  const ofSystem =
    platform === 'win32'
      ? environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
      : platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : join(homedir(), '.cache');
  return join(environment.XDG_CACHE_HOME || ofSystem, 'sightread');
}

/** A folder on disk, created with the first file. */
export function createCacheFolder(folder: string): CacheFolder {
  return {
    read: (name) => readFile(join(folder, name), 'utf8').catch(ifGone(undefined)),
    write: (name, text) => writeWhole(join(folder, name), text, folder),
    list: async () => {
      const all = await Promise.all(
        (await readdir(folder).catch(ifGone<string[]>([]))).map(async (name) => ({
          name,
          info: await stat(join(folder, name)).catch(ifGone(undefined)),
        })),
      );
      return all.flatMap(({ name, info }) => (info ? [{ name, writtenAt: info.mtimeMs }] : []));
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}

/** For what may be missing or unreadable: a cache isn't a reason to fail. */
function ifGone<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error) {
      return value;
    }
    throw error;
  };
}
