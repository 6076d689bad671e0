/** The one question before a file's content goes to a provider, as the editor asks it: its place, its names, the settings. */
import { dirname, relative, resolve, sep } from 'node:path';
import { ImageError } from '../core/image/types';
import { type NotSent, whyNotSent } from '../core/mayBeSent';
import { settingTable } from '../core/settings';
import { isBelow, realPlace } from '../disk/realPath';
import { readExcluded } from './workspaceSettings';

export interface SendOptions {
  /** Folders that it has to lie in, all links followed; without them a person named it, and it may lie anywhere. */
  readonly folders?: readonly string[];
}

/** By folder: the globs of its settings. */
const excluded = new Map<string, Promise<readonly string[]>>();

/**
 * Throws `ImageError` with the reason for a file that may not be sent, and `UsageError` for settings that cannot be read.
 * Where the program was started plays no part: the globs that come with it judge whole paths, and those of each folder
 * above the file, as it is named and as it is with links followed, judge the way from there. The working directory's count
 * for files elsewhere too.
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

/** Its whole paths: as it is named, and with all links followed. */
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

/** From a folder, or whole when it lies elsewhere. */
function nameFrom(folder: string, path: string): string {
  return isBelow(path, folder) ? relative(folder, path).split(sep).join('/') : path;
}
