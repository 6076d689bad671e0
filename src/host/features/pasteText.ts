import * as vscode from 'vscode';
import type { PastePlace, ReadPasted } from '../../startup/pasteText';
import { endOf, fitToRanges, type Placed, type PlacedPiece } from '../editors';
import { signalOf } from '../signal';
import { tellNothingFound, tellNotRead } from '../text/job';
import type { TextOutput } from '../text/output';
import type { TextReader, TextSource } from '../text/reader';

interface Deps {
  readonly reader: TextReader;
  readonly output: TextOutput;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Paste As → Text from image: reads what is on the clipboard, and says so once it's in the document. Always on this
 * machine: it happens while the choices are prepared, before anybody was asked to send the image anywhere.
 */
export function createPasteText({ reader, output, log }: Deps): ReadPasted {
  let awaited: vscode.Disposable | undefined;
  return async (name, bytes, place, token) => {
    const signal = signalOf(token);
    const source: TextSource = { name, read: async () => bytes };
    try {
      const { shaped, leftOut } = await reader.read(source, { by: 'offline', signal });
      if (!shaped.text.trim()) {
        tellNothingFound(leftOut, log);
        return undefined;
      }
      const { edit, placed } = editFor(shaped.text, place);
      awaited?.dispose();
      awaited = onArrival(placed, () => output.arrived({ ...shaped, sources: [source], options: {}, leftOut }, placed));
      return edit;
    } catch (error) {
      if (!signal.aborted && !(error instanceof vscode.CancellationError)) {
        tellNotRead(error, name, { reader, log });
      }
      return undefined;
    }
  };
}

function editFor(text: string, { document, ranges }: PastePlace): { edit: vscode.WorkspaceEdit; placed: Placed } {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const { replacements, pieces } = fitToRanges(text, document, ranges, editor?.options ?? {});
  const edit = new vscode.WorkspaceEdit();
  for (const one of replacements) {
    edit.replace(document.uri, one.range, one.text);
  }
  return { edit, placed: { document, pieces } };
}

/** Calls back once when the pieces are in their document, however long the choice took; puts the cursors after them. */
function onArrival({ document, pieces }: Placed, then: () => void): vscode.Disposable {
  // The changes themselves reveal little: VS Code leaves out what a replaced text and the new one have in common.
  const isThere = ({ start, text }: PlacedPiece) =>
    document.getText(new vscode.Range(start, endOf(start, text))).replace(/\r\n/g, '\n') === text;
  const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document && pieces.every(isThere)) {
      subscription.dispose();
      const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
      if (editor) {
        const ends = pieces.map(({ start, text }) => endOf(start, text));
        editor.selections = ends.map((end) => new vscode.Selection(end, end));
      }
      then();
    }
  });
  return subscription;
}
