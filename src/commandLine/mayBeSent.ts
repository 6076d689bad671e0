/** The one question before a file's content goes to a provider, as the editor asks it: its place, its names, the settings. */
import { relative, resolve, sep } from 'node:path';
import { ImageError } from '../core/image/types';
import { type NotSent, whyNotSent } from '../core/mayBeSent';
import { isBelow, realPlace } from '../disk/realPath';
import { readExcluded } from './workspaceSettings';

export interface SendOptions {
  /** Folders that it has to lie in, all links followed; without them a person named it, and it may lie anywhere. */
  readonly folders?: readonly string[];
}

let exclude: Promise<readonly string[]> | undefined;

/** Throws `ImageError` with the reason for a file that may not be sent, and `UsageError` for settings that cannot be read. */
export async function checkMayBeSent(path: string, { folders }: SendOptions = {}): Promise<void> {
  exclude ??= readExcluded();
  const reason = whyNotSent(await seen(path, folders ?? []), await exclude, folders === undefined);
  if (reason) {
    throw new ImageError(reason satisfies NotSent, path);
  }
}

async function seen(path: string, folders: readonly string[]) {
  const named = nameOf(resolve(path));
  try {
    const { below } = await realPlace(path, folders);
    const real = await realPlace(path, [process.cwd()]);
    return { names: [named, real.below ?? real.path], isInside: below !== undefined };
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return { names: [named], isInside: false };
    }
    throw error;
  }
}

/** From the working directory, or whole when it lies elsewhere. */
function nameOf(path: string): string {
  return isBelow(path, process.cwd()) ? relative(process.cwd(), path).split(sep).join('/') : path;
}
