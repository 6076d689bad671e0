import * as vscode from 'vscode';
import { NotAFileError, readUpTo as readFromDisk } from '../disk/readUpTo';

/** Why there is nothing to read: missing, not a file, or larger than allowed. */
export type NotRead = 'missing' | 'noFile' | 'tooLarge';

/**
 * The content of a file with up to `most` bytes; `stat` is what is known about it. A folder isn't a file, nor is a
 * device or a pipe, whose size says nothing about how much there is to read. A file on this machine is never read
 * further than that, whatever its stated size. What another file system returns at once can only be discarded. The only
 * way to read files in the editor.
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
    // What can't be opened on this machine is reported as the editor reports it for other file systems.
    if (error instanceof vscode.FileSystemError || (error instanceof Error && 'syscall' in error)) {
      return 'missing';
    }
    throw error;
  }
}

/** The same as text; undefined if there is no such file. */
export async function readTextUpTo(uri: vscode.Uri, most: number): Promise<string | undefined> {
  const bytes = await readUpTo(uri, most);
  return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes);
}

/** Whether there is a file rather than a folder, device, or pipe. */
export const isPlainFile = ({ type }: Pick<vscode.FileStat, 'type'>): boolean => (type & vscode.FileType.File) !== 0;
