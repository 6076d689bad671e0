import * as vscode from 'vscode';
import { proseText } from '../core/text/inertProse';
import { fitToEditor } from '../core/text/insert';
import { sayWarning } from './say';

/** Where text was put: once for each selection, in the order of the document. */
export interface Placed {
  readonly document: vscode.TextDocument;
  readonly pieces: readonly PlacedPiece[];
}

export interface PlacedPiece {
  readonly start: vscode.Position;
  /** As it was put there: fitted to the place, lines ended by LF, in running text with references for what would be run. */
  readonly text: string;
  /** The same as it was read. */
  readonly exact: string;
  /** Where an offset of `exact` lies in `text`. */
  readonly at: (offset: number) => number;
  /** Writes other text for this place as this one was. */
  readonly write: (text: string) => string;
  /** It holds what a site generator would run, and stands where no reference can. */
  readonly opens: boolean;
}

/**
 * How text is put into a document: as what shows there as it was read; as code that was asked for, with what it would run
 * told; or exactly, whatever it is.
 */
export type Manner = 'shown' | 'code' | 'exact';

/** Where text goes: the editor the user was in before a panel or the explorer took the focus. */
export interface Editors extends vscode.Disposable {
  last(): vscode.TextEditor | undefined;
  /**
   * One undo step at the cursor, over the selection, indented to the place; a new document when no editor is open.
   * Undefined when the editor took none: the text is in the clipboard then, and the user was told.
   */
  insert(text: string, manner: Manner, language?: string): Promise<Placed | undefined>;
  /** Puts the text where it stands in other characters as it was read; undefined when that was changed since. */
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

/** Where pieces stand as they were put; undefined when one was changed since. */
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
 * A text made to fit each of the ranges it is put over, and where the pieces are once all of them are in. Read text is put
 * nowhere but by this.
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

/** Where each piece begins once those before it are in. */
function placesAfter(replacements: readonly Replacement[]): PlacedPiece[] {
  let lines = 0;
  /** The end of the last piece: before in the old document, now in the new one. */
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

/** A language that no extension brings would be an error: the document is plain text then. */
async function known(language: string | undefined): Promise<string | undefined> {
  return language !== undefined && (await vscode.languages.getLanguages()).includes(language) ? language : undefined;
}
