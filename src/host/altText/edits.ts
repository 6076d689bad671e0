import * as vscode from 'vscode';
import { isRefusal } from '../../core/altText/applyEdits';
import type { AltEdit, EditRefusal, ImageReference } from '../../core/altText/types';
import type { Engines } from '../engines';
import { languageOf } from './documents';

export interface WrittenAlt {
  /** In document order; together one step to undo. */
  readonly edits: readonly vscode.TextEdit[];
  /** Why the long description is not among the edits. */
  readonly leftOut?: EditRefusal;
}

/**
 * The edits that give `reference` exactly this alt in the document as it is now, however it changed since, and put
 * `longDescription` (Markdown) below it. A refusal is returned and never worked around; it names the nearest alt or long
 * description that the language can hold, to be asked about.
 */
export async function altTextEdit(
  document: vscode.TextDocument,
  reference: ImageReference,
  alt: string,
  engines: Engines,
  signal?: AbortSignal,
  longDescription = '',
): Promise<WrittenAlt | EditRefusal> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { version } = document;
    const languageId = languageOf(document);
    const text = document.getText();
    const wanted = [{ reference, orNearest: true, alt, longDescription }];
    const { edits, refused, descriptions } = await engines.markup().edit(text, languageId, wanted, signal);
    if (document.version !== version) {
      continue;
    }
    if (refused[0]) {
      return refused[0].refusal;
    }
    const below = descriptions[0]?.result;
    const leftOut = below && isRefusal(below) ? below : undefined;
    const all = below && !isRefusal(below) ? [...edits, below] : edits;
    return {
      edits: all.map((edit) => toTextEdit(document, edit)),
      ...(leftOut && { leftOut }),
    };
  }
  return { refused: 'changed' };
}

/** Why no long description can stand below an image; undefined when one can. Asked before a model is. */
export async function noPlaceBelow(
  document: vscode.TextDocument,
  reference: ImageReference,
  engines: Engines,
  signal?: AbortSignal,
): Promise<EditRefusal | undefined> {
  const written = await altTextEdit(document, reference, reference.alt.value ?? '', engines, signal, 'A description.');
  return 'refused' in written ? written : written.leftOut;
}

function toTextEdit(document: vscode.TextDocument, edit: AltEdit): vscode.TextEdit {
  const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
  return vscode.TextEdit.replace(range, edit.newText);
}
