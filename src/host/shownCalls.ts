/** What was shown of an agent's call before it ran: a call does that and nothing else. */
import { realpath, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ModelSelection } from '../jobs/providers';
import { type ImageTarget, isWebUrl } from './targets';

export interface ShownCalls {
  /** Remembers what was shown for an input: these very files, and where they're sent. */
  keep(input: unknown, targets: readonly ImageTarget[], choice: ModelSelection): Promise<void>;
  /** True, once, if this was shown for the input and no file has been replaced since. */
  take(input: unknown, targets: readonly ImageTarget[], choice: ModelSelection): Promise<boolean>;
}

/** Calls that were shown but never ran are dropped, oldest first. */
const maxKept = 100;

export function createShownCalls(): ShownCalls {
  const kept: string[] = [];
  const keyOf = async (input: unknown, targets: readonly ImageTarget[], { provider }: ModelSelection) =>
    JSON.stringify([input, provider.id, provider.destination, await Promise.all(targets.map(printOf))]);
  return {
    keep: async (...call) => {
      kept.push(await keyOf(...call));
      kept.splice(0, kept.length - maxKept);
    },
    take: async (...call) => {
      const at = kept.indexOf(await keyOf(...call));
      return at >= 0 && kept.splice(at, 1).length > 0;
    },
  };
}

/**
 * Which file it is, and that nobody has written it since. The editor's own `ctime` is the time of creation; the file
 * system's is the one that nobody can set back.
 */
async function printOf({ uri }: ImageTarget): Promise<unknown> {
  if (isWebUrl(uri)) {
    return uri.toString(true);
  }
  if (uri.scheme === 'file') {
    const path = await realpath(uri.fsPath);
    const { dev, ino, mtimeMs, ctimeMs, size } = await stat(path);
    return [path, dev, ino, mtimeMs, ctimeMs, size];
  }
  const { mtime, ctime, size } = await vscode.workspace.fs.stat(uri);
  return [uri.toString(), mtime, ctime, size];
}
