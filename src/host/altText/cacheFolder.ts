import * as vscode from 'vscode';
import type { CacheFolder } from '../../core/altText/decisionStore';

/** A folder of the editor's storage. Another window may use it at the same time. */
export function createCacheFolder(folder: vscode.Uri): CacheFolder {
  const { fs } = vscode.workspace;
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  /** What is gone already is as good as removed. */
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
    read: async (name) => {
      const bytes = await unlessGone(fs.readFile(file(name)));
      return bytes && new TextDecoder().decode(bytes);
    },
    write: async (name, text) => {
      const part = file(`${name}.${process.pid}.part`);
      await fs.writeFile(part, new TextEncoder().encode(text));
      await fs.rename(part, file(name), { overwrite: true });
    },
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
