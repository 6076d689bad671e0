import * as vscode from 'vscode';
import type { CacheFolder } from '../../core/altText/decisionStore';
import { bounds } from '../../core/bounds';
import { writeOwnFile } from '../ownFiles';
import { readTextUpTo } from '../readUpTo';

/** A folder in the editor's storage. Another window may use it at the same time. */
export function createCacheFolder(folder: vscode.Uri): CacheFolder {
  const { fs } = vscode.workspace;
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  /** A missing file is as good as removed. */
  const unlessGone = async <T>(work: Thenable<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof vscode.FileSystemError) {
        return undefined;
      }
      throw error;
    }
  };
  return {
    read: (name) => readTextUpTo(file(name), bounds.ownRecordsBytes),
    write: (name, text) => writeOwnFile(file(name), new TextEncoder().encode(text), folder),
    list: async () => {
      const names = (await unlessGone(fs.readDirectory(folder))) ?? [];
      const all = await Promise.all(
        names.map(async ([name]) => ({ name, stat: await unlessGone(fs.stat(file(name))) })),
      );
      return all.flatMap(({ name, stat }) => (stat ? [{ name, writtenAt: stat.mtime }] : []));
    },
    remove: async (name) => {
      await unlessGone(fs.delete(file(name)));
    },
  };
}
