import * as vscode from 'vscode';
import { isRefusal } from '../../core/altText/applyEdits';
import type { AltEdit, EditRefusal, ImageReference } from '../../core/altText/types';
import type { Engines } from '../engines';
import { languageOf } from './documents';

export interface WrittenAlt {
  /** In document order; one step to undo. */
  readonly edits: readonly vscode.TextEdit[];
  /** Why the long description isn't among the edits. */
  readonly leftOut?: EditRefusal;
}

/**
 * The edits that give `reference` exactly this alt text in the current document, whatever has changed in it since, and
 * put `longDescription` (Markdown) below it. A refusal is returned and never worked around; it includes the closest alt
 * text or long description that the language can represent, for the user to decide.
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

/** Why no long description can go below an image; undefined if one can. Checked before a model is asked. */
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
