import * as vscode from 'vscode';
import { isRefusal } from '../../core/altText/edit';
import type { AltEdit, EditRefusal, ImageReference } from '../../core/altText/types';
import type { Engines } from '../engines';
import { sameImage } from './documents';

export interface WrittenAlt {
  readonly edit: vscode.TextEdit;
  /** What was written: another text than asked for where the document's language cannot say that one. */
  readonly alt: string;
}

/**
 * The edit that gives `reference` the alt in the document as it is now, however it changed since. A refusal is returned
 * and never worked around, but for a text that the language cannot hold: then the nearest one is taken.
 */
export async function altTextEdit(
  document: vscode.TextDocument,
  reference: ImageReference,
  alt: string,
  engines: Engines,
  signal?: AbortSignal,
): Promise<WrittenAlt | EditRefusal> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { version, languageId } = document;
    const text = document.getText();
    const { references } = await engines.markup().find(text, languageId, signal);
    const current = sameImage(references, reference);
    if (!current) {
      return { refused: 'changed' };
    }
    const first = await attemptEdit(text, languageId, current, alt, engines, signal);
    const nearest = isRefusal(first) ? first.nearest : undefined;
    const result =
      nearest === undefined ? first : await attemptEdit(text, languageId, current, nearest, engines, signal);
    if (document.version !== version) {
      continue;
    }
    return isRefusal(result) ? result : { edit: toTextEdit(document, result), alt: nearest ?? alt };
  }
  return { refused: 'changed' };
}

async function attemptEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  alt: string,
  engines: Engines,
  signal: AbortSignal | undefined,
): Promise<AltEdit | EditRefusal> {
  const { edits, refused } = await engines.markup().edit(text, languageId, [{ reference, alt }], signal);
  return edits[0] ?? refused[0]?.refusal ?? { refused: 'notRepresentable' };
}

function toTextEdit(document: vscode.TextDocument, edit: AltEdit): vscode.TextEdit {
  const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
  return vscode.TextEdit.replace(range, edit.newText);
}
