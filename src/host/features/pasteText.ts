import * as vscode from 'vscode';
import { endOf, fitToRanges, type Placed } from '../editors';
import { showFailure } from '../errorActions';
import { errorText } from '../log';
import type { PastePlace, ReadPasted } from '../pasteTextProvider';
import type { TextDoubts } from '../textDoubts';
import type { TextOutput } from '../textOutput';
import type { TextReader, TextSource } from '../textReader';

interface Deps {
  readonly reader: TextReader;
  readonly doubts: TextDoubts;
  readonly output: TextOutput;
  readonly log: vscode.LogOutputChannel;
}

/** Milliseconds within which a paste that was resolved arrives in its document. */
const arrivesWithinMs = 5000;

/** Paste As → Text from image: reads what is in the clipboard, and marks its doubts once it is in the document. */
export function createPasteText({ reader, doubts, output, log }: Deps): ReadPasted {
  return async (name, bytes, place, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const source: TextSource = { name, read: async () => bytes };
    try {
      const { shaped, model } = await reader.read(source, { signal: controller.signal });
      const read = { ...shaped, sources: [source], options: {}, model };
      const { edit, placed } = editFor(read.text, place);
      onArrival(placed, () => {
        doubts.mark(placed, read.text, read.doubts);
        output.announce(read, placed).catch((error: unknown) => log.error(`announcing: ${errorText(error)}`));
      });
      return edit;
    } catch (error) {
      if (controller.signal.aborted || error instanceof vscode.CancellationError) {
        return undefined;
      }
      log.error(`reading ${name}: ${errorText(error)}`);
      void showFailure(error, { provider: vscode.l10n.t('The provider'), providerId: '', model: '', imageName: name });
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

/** Calls once when the pieces have come into their document, and puts the cursors behind them. */
function onArrival({ document, pieces }: Placed, then: () => void): void {
  const bare = (value: string) => value.replace(/\s+/g, '');
  const wanted = bare(pieces[0]?.text ?? '');
  const timer = setTimeout(() => subscription.dispose(), arrivesWithinMs);
  const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document && event.contentChanges.some((change) => bare(change.text) === wanted)) {
      clearTimeout(timer);
      subscription.dispose();
      const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
      if (editor) {
        const ends = pieces.map(({ start, text }) => endOf(start, text));
        editor.selections = ends.map((end) => new vscode.Selection(end, end));
      }
      then();
    }
  });
}
