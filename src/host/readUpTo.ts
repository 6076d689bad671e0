import * as vscode from 'vscode';
import { NotAFileError, readUpTo as readFromDisk } from '../disk/readUpTo';

/** Why there is nothing to read: not there, no file, or larger than it may be. */
export type NotRead = 'missing' | 'noFile' | 'tooLarge';

/**
 * The content of a file of up to `most` bytes; `stat` is what is known of it. A folder is no file, nor is a device or a
 * pipe, whose size says nothing of what there is to read. A file of this machine is never read further than that, whatever
 * it says of its size. What another file system hands over at once can only be thrown away. The one door for reading in
 * the editor.
 */
export async function readUpTo(uri: vscode.Uri, most: number, stat?: vscode.FileStat): Promise<Uint8Array | NotRead> {
  const { fs } = vscode.workspace;
  try {
    const { type, size } = stat ?? (await fs.stat(uri));
    if (!isPlainFile({ type })) {
      return 'noFile';
    }
    if (size > most) {
      return 'tooLarge';
    }
    if (uri.scheme === 'file') {
      return (await readFromDisk(uri.fsPath, most)) ?? 'tooLarge';
    }
    const bytes = await fs.readFile(uri);
    return bytes.length > most ? 'tooLarge' : bytes;
  } catch (error) {
    if (error instanceof NotAFileError) {
      return 'noFile';
    }
    // What cannot be opened on this machine is told as the editor tells it of other file systems.
    if (error instanceof vscode.FileSystemError || (error instanceof Error && 'syscall' in error)) {
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
