import * as vscode from 'vscode';
import { fitToEditor } from '../core/text/insert';
import { sayWarning } from './say';

/** Where text was put: once for each selection, in the order of the document. */
export interface Placed {
  readonly document: vscode.TextDocument;
  readonly pieces: readonly PlacedPiece[];
}

export interface PlacedPiece {
  readonly start: vscode.Position;
  /** As it was put there: fitted to the place, lines ended by LF. */
  readonly text: string;
}

/** Where text goes: the editor the user was in before a panel or the explorer took the focus. */
export interface Editors extends vscode.Disposable {
  last(): vscode.TextEditor | undefined;
  /**
   * One undo step at the cursor, over the selection, indented to the place; a new document when no editor is open.
   * Undefined when the editor took none: the text is in the clipboard then, and the user was told.
   */
  insert(text: string, language?: string): Promise<Placed | undefined>;
  openDocument(text: string, language?: string): Promise<Placed>;
}

export function createEditors(): Editors {
  let last = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });
  const current = () => {
    const editor = vscode.window.activeTextEditor ?? last;
    return editor && vscode.window.visibleTextEditors.find((one) => one.document === editor.document);
  };
  const openDocument = async (text: string, language?: string): Promise<Placed> => {
    const document = await vscode.workspace.openTextDocument({ content: text, language: await known(language) });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Active });
    return { document, pieces: [{ start: new vscode.Position(0, 0), text }] };
  };
  return {
    last: current,
    openDocument,
    insert: async (text, language) => {
      const editor = current();
      if (!editor) {
        return openDocument(text, language);
      }
      const { replacements, pieces } = fitToRanges(text, editor.document, editor.selections, editor.options);
      const done = await editor.edit((edit) => {
        for (const one of replacements) {
          edit.replace(one.range, one.text);
        }
      });
      if (!done) {
        await vscode.env.clipboard.writeText(text);
        void sayWarning(vscode.l10n.t('The editor does not take text here. The text is in the clipboard.'));
        return undefined;
      }
      await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
      return { document: editor.document, pieces };
    },
    dispose: () => subscription.dispose(),
  };
}

interface Replacement {
  readonly range: vscode.Range;
  readonly text: string;
}

/** A text made to fit each of the ranges it is put over, and where the pieces are once all of them are in. */
export function fitToRanges(
  text: string,
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  { insertSpaces, tabSize }: vscode.TextEditorOptions,
): { readonly replacements: readonly Replacement[]; readonly pieces: readonly PlacedPiece[] } {
  const replacements = [...ranges]
    .sort((a, b) => a.start.compareTo(b.start))
    .map((range) => ({
      range,
      text: fitToEditor(text, {
        linePrefix: document.lineAt(range.start.line).text.slice(0, range.start.character),
        insertSpaces: insertSpaces !== false,
        tabSize: typeof tabSize === 'number' ? tabSize : 4,
      }),
    }));
  return { replacements, pieces: placesAfter(replacements) };
}

/** Where each piece begins once those before it are in. */
function placesAfter(replacements: readonly Replacement[]): PlacedPiece[] {
  let lines = 0;
  /** The end of the last piece: before in the old document, now in the new one. */
  let before = new vscode.Position(0, 0);
  let now = before;
  return replacements.map(({ range, text }) => {
    const { start, end } = range;
    const start2 =
      start.line === before.line
        ? new vscode.Position(now.line, now.character + start.character - before.character)
        : new vscode.Position(start.line + lines, start.character);
    now = endOf(start2, text);
    before = end;
    lines = now.line - end.line;
    return { start: start2, text };
  });
}

/** Where a text ends that begins at a position. */
export function endOf(start: vscode.Position, text: string): vscode.Position {
  const lines = text.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1 ? start.translate(0, last) : new vscode.Position(start.line + lines.length - 1, last);
}

/** A language that no extension brings would be an error: the document is plain text then. */
async function known(language: string | undefined): Promise<string | undefined> {
  return language !== undefined && (await vscode.languages.getLanguages()).includes(language) ? language : undefined;
}
