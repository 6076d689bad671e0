import * as vscode from 'vscode';

/** Why there is nothing to read: not there, no file, or larger than it may be. */
export type NotRead = 'missing' | 'noFile' | 'tooLarge';

/**
 * The content of a file of up to `most` bytes; `stat` is what is known of it. A folder is no file, nor is a device or a
 * pipe, whose size says nothing of what there is to read. The one door for reading in the editor.
 */
export async function readUpTo(uri: vscode.Uri, most: number, stat?: vscode.FileStat): Promise<Uint8Array | NotRead> {
  const { fs } = vscode.workspace;
  try {
    const { type, size } = stat ?? (await fs.stat(uri));
    if (!isPlainFile({ type })) {
      return 'noFile';
    }
    return size > most ? 'tooLarge' : await fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return 'missing';
    }
    throw error;
  }
}

/** The same as text; undefined where there is none. */
export async function readTextUpTo(uri: vscode.Uri, most: number): Promise<string | undefined> {
  const bytes = await readUpTo(uri, most);
  return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes);
}

/** Whether there is a file: no folder, device or pipe. */
export const isPlainFile = ({ type }: Pick<vscode.FileStat, 'type'>): boolean => (type & vscode.FileType.File) !== 0;
