/**
 * The one check before a file's content is sent to a provider, as in the editor: its location, its names, the settings.
 */
import { dirname, relative, resolve, sep } from 'node:path';
import { ImageError } from '../core/image/types';
import { type NotSent, whyNotSent } from '../core/mayBeSent';
import { settingTable } from '../core/settings';
import { isBelow, realPlace } from '../disk/realPath';
import { readExcluded } from './workspaceSettings';

export interface SendOptions {
  /** Folders that it must be in, with all links resolved; without them, a person named it, and it can be anywhere. */
  readonly folders?: readonly string[];
}

/** By folder: the globs in its settings. */
const excluded = new Map<string, Promise<readonly string[]>>();

/**
 * Throws `ImageError` with the reason for a file that may not be sent, and `UsageError` for settings that can't be
 * read. The directory the program was started in doesn't matter: the built-in globs match whole paths, and those of
 * each folder above the file, as named and with links resolved, match the path from there. The working directory's
 * globs also apply to files elsewhere.
 */
export async function checkMayBeSent(path: string, { folders }: SendOptions = {}): Promise<void> {
  const { paths, isInside } = await seen(resolve(path), folders ?? []);
  const check = (names: readonly string[], exclude: readonly string[]) => {
    const reason = whyNotSent({ names, paths, isInside }, exclude, folders === undefined);
    if (reason) {
      throw new ImageError(reason satisfies NotSent, path);
    }
  };
  check(paths, settingTable.exclude.fallback);
  for (const folder of new Set([process.cwd(), ...paths.flatMap(foldersAbove)])) {
    const globs = excluded.get(folder) ?? readExcluded(folder);
    excluded.set(folder, globs);
    check(
      paths.map((one) => nameFrom(folder, one)),
      await globs,
    );
  }
}

/** Its whole paths: as named, and with all links resolved. */
async function seen(path: string, folders: readonly string[]) {
  try {
    const real = await realPlace(path, folders);
    return { paths: [path, real.path], isInside: real.below !== undefined };
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return { paths: [path], isInside: false };
    }
    throw error;
  }
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

/** Relative to a folder, or whole if it's elsewhere. */
function nameFrom(folder: string, path: string): string {
  return isBelow(path, folder) ? relative(folder, path).split(sep).join('/') : path;
}
