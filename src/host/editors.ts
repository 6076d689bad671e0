import * as vscode from 'vscode';
import { proseText } from '../core/text/inertProse';
import { fitToEditor } from '../core/text/insert';
import { sayWarning } from './say';

/** Where text was inserted: once for each selection, in document order. */
export interface Placed {
  readonly document: vscode.TextDocument;
  readonly pieces: readonly PlacedPiece[];
}

export interface PlacedPiece {
  readonly start: vscode.Position;
  /** As it was inserted: fitted to the place, lines ended with LF, in prose with references for what would be run. */
  readonly text: string;
  /** The same as it was read. */
  readonly exact: string;
  /** The position in `text` of an offset in `exact`. */
  readonly at: (offset: number) => number;
  /** Writes other text for this place in the same way. */
  readonly write: (text: string) => string;
  /** It contains something that a site generator would run, in a place without references. */
  readonly opens: boolean;
}

/**
 * How text is inserted into a document: so that it shows there as it was read; as requested code, reporting what would
 * be run; or exactly, whatever it is.
 */
export type Manner = 'shown' | 'code' | 'exact';

/** Where text goes: the editor the user was in before a panel or the explorer took the focus. */
export interface Editors extends vscode.Disposable {
  last(): vscode.TextEditor | undefined;
  /**
   * One undo step at the cursor, replacing the selection, indented for the place; a new document if no editor is open.
   * Undefined if the editor rejected it: the text is then on the clipboard, and the user was told.
   */
  insert(text: string, manner: Manner, language?: string): Promise<Placed | undefined>;
  /**
   * Replaces text that was inserted with other characters with the exact text; undefined if it has been changed since.
   */
  makeExact(placed: Placed): Promise<Placed | undefined>;
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
    return { document, pieces: [{ start: new vscode.Position(0, 0), ...asRead(text) }] };
  };
  return {
    last: current,
    openDocument,
    makeExact: async ({ document, pieces }) => {
      const ranges = rangesThere(document, pieces);
      if (!ranges) {
        return undefined;
      }
      const made = placesAfter(ranges.map((range, at) => ({ range, ...asRead(pieces[at]!.exact) })));
      const edit = new vscode.WorkspaceEdit();
      for (const [at, range] of ranges.entries()) {
        edit.replace(document.uri, range, pieces[at]!.exact);
      }
      return (await vscode.workspace.applyEdit(edit)) ? { document, pieces: made } : undefined;
    },
    insert: async (text, manner, language) => {
      const editor = current();
      if (!editor) {
        return openDocument(text, language);
      }
      const { replacements, pieces } = fitToRanges(text, editor.document, editor.selections, editor.options, manner);
      const done = await editor.edit((edit) => {
        for (const one of replacements) {
          edit.replace(one.range, one.text);
        }
      });
      if (!done) {
        await vscode.env.clipboard.writeText(text);
        void sayWarning(vscode.l10n.t('The text can’t be inserted here. It was copied to the clipboard instead.'));
        return undefined;
      }
      await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
      return { document: editor.document, pieces };
    },
    dispose: () => subscription.dispose(),
  };
}

interface Replacement extends Omit<PlacedPiece, 'start'> {
  readonly range: vscode.Range;
}

const asRead = (text: string) => ({
  text,
  exact: text,
  at: (offset: number) => offset,
  write: (one: string) => one,
  opens: false,
});

/** Where the pieces are, unchanged; undefined if one was changed since. */
export function rangesThere(
  document: vscode.TextDocument,
  pieces: readonly PlacedPiece[],
): readonly vscode.Range[] | undefined {
  const ranges = pieces.map(({ start, text }) => new vscode.Range(start, endOf(start, text)));
  const isThere = (range: vscode.Range, at: number) =>
    !document.isClosed && document.getText(range).replace(/\r\n/g, '\n') === pieces[at]?.text;
  return ranges.every(isThere) ? ranges : undefined;
}

/**
 * Text fitted to each of the ranges it replaces, and where the pieces are once all of them are inserted. Extracted text
 * is only inserted through this.
 */
export function fitToRanges(
  text: string,
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  { insertSpaces, tabSize }: vscode.TextEditorOptions,
  manner: Manner = 'shown',
): { readonly replacements: readonly Replacement[]; readonly pieces: readonly PlacedPiece[] } {
  const replacements = [...ranges]
    .sort((a, b) => a.start.compareTo(b.start))
    .map((range) => {
      const exact = fitToEditor(text, {
        linePrefix: document.lineAt(range.start.line).text.slice(0, range.start.character),
        insertSpaces: insertSpaces !== false,
        tabSize: typeof tabSize === 'number' ? tabSize : 4,
      });
      const before = document.getText(new vscode.Range(new vscode.Position(0, 0), range.start)).replace(/\r\n/g, '\n');
      return manner === 'exact'
        ? { range, ...asRead(exact) }
        : { range, exact, ...proseText(exact, document.languageId, manner === 'code' ? undefined : before) };
    });
  return { replacements, pieces: placesAfter(replacements) };
}

/** Where each piece begins once those before it are inserted. */
function placesAfter(replacements: readonly Replacement[]): PlacedPiece[] {
  let lines = 0;
  /** The end of the last piece: in the old document before, in the new one now. */
  let before = new vscode.Position(0, 0);
  let now = before;
  return replacements.map(({ range, ...piece }) => {
    const { text } = piece;
    const { start, end } = range;
    const start2 =
      start.line === before.line
        ? new vscode.Position(now.line, now.character + start.character - before.character)
        : new vscode.Position(start.line + lines, start.character);
    now = endOf(start2, text);
    before = end;
    lines = now.line - end.line;
    return { start: start2, ...piece };
  });
}

/** Where a text ends that begins at a position. */
export function endOf(start: vscode.Position, text: string): vscode.Position {
  const lines = text.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1 ? start.translate(0, last) : new vscode.Position(start.line + lines.length - 1, last);
}

/** A language that no extension provides would be an error: the document is then plain text. */
async function known(language: string | undefined): Promise<string | undefined> {
  return language !== undefined && (await vscode.languages.getLanguages()).includes(language) ? language : undefined;
}
