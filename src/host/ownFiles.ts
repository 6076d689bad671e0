/**
 * Files that the extension writes on its own, in the workspace and in the editor's storage: completely or not at all,
 * and never through a link.
 */
import * as vscode from 'vscode';
import { LinkError } from '../core/linkError';
import { writeWhole } from '../disk/wholeFile';

/**
 * Writes a file below `root`, completely or not at all. Throws `LinkError` if it, or a folder between `root` and it, is
 * a link in the file system. The caller has already determined whether an existing file may be replaced.
 */
export async function writeOwnFile(file: vscode.Uri, data: Uint8Array, root: vscode.Uri): Promise<void> {
  if (file.scheme === 'file') {
    await writeWhole(file.fsPath, data, root.fsPath);
    return;
  }
  const { fs } = vscode.workspace;
  if (await isBehindLink(file, root)) {
    throw new LinkError(file.path.split('/').at(-1) ?? file.path);
  }
  const part = file.with({ path: `${file.path}.${crypto.randomUUID()}.part` });
  await fs.writeFile(part, data);
  try {
    await fs.rename(part, file, { overwrite: true });
  } catch (error) {
    await fs.delete(part);
    throw error;
  }
}

/** True if a file, or a folder between `root` and it, is a link in the file system, as far as the editor can tell. */
export async function isBehindLink(file: vscode.Uri, root: vscode.Uri): Promise<boolean> {
  const top = root.path.replace(/\/$/, '');
  for (let path = file.path; path.length > top.length; path = path.slice(0, path.lastIndexOf('/'))) {
    const stat = await statIfThere(file.with({ path }));
    if (stat && (stat.type & vscode.FileType.SymbolicLink) !== 0) {
      return true;
    }
  }
  return false;
}

/** Undefined for what is missing or inaccessible. */
export async function statIfThere(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return undefined;
    }
    throw error;
  }
}
