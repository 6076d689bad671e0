import * as vscode from 'vscode';
import { bundlePicture, type NotebookPlace, notebookPicture } from '../../core/altText/notebookPicture';
import { bounds } from '../../core/bounds';
import { lookUp } from '../../core/lookUp';
import { readTextUpTo } from '../readUpTo';

/** The cell that a document belongs to, while its notebook is open. */
function cellOf(document: vscode.Uri): vscode.NotebookCell | undefined {
  const key = document.toString();
  return vscode.workspace.notebookDocuments
    .filter(({ uri }) => uri.path === document.path)
    .flatMap((notebook) => notebook.getCells())
    .find((cell) => cell.document.uri.toString() === key);
}

/** The file that contains a document: its images' paths are relative to it, and records refer to it. */
export function fileOf(document: vscode.Uri): vscode.Uri {
  return cellOf(document)?.notebook.uri ?? document;
}

/** A picture inside a notebook, for a cell in the editor or for the notebook as text; undefined if it doesn't exist. */
export async function pictureInNotebook(document: vscode.Uri, place: NotebookPlace): Promise<Uint8Array | undefined> {
  const cell = cellOf(document);
  if (cell) {
    const { attachments = {} }: { readonly attachments?: Readonly<Record<string, unknown>> } = cell.metadata;
    return place.kind === 'attachment' ? bundlePicture(lookUp(attachments, place.name)) : undefined;
  }
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === document.toString());
  const text = open?.getText() ?? (await readTextUpTo(document, bounds.documentBytes));
  return text === undefined ? undefined : notebookPicture(text, place);
}

/** Opens a notebook at a cell; returns the cell's document. */
export async function showCell(notebook: vscode.Uri, index: number): Promise<vscode.TextDocument> {
  const opened = await vscode.workspace.openNotebookDocument(notebook);
  await vscode.window.showNotebookDocument(opened, { selections: [new vscode.NotebookRange(index, index + 1)] });
  return opened.cellAt(index).document;
}
