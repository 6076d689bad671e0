import * as vscode from 'vscode';
import { fitToEditor } from '../../core/text/insert';
import { explain, toFailure } from '../errors';
import { errorText } from '../log';
import type { ReadPasted } from '../pasteTextProvider';
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
  return async (name, bytes, { document, range }, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const source: TextSource = { name, read: async () => bytes };
    try {
      const { shaped, model } = await reader.read(source, { signal: controller.signal });
      const read = { ...shaped, sources: [source], options: {}, model };
      // VS Code puts a paste under the indentation of its line, in the document's own white; what remains is ours.
      const text = dedent(read.text, document.lineAt(range.start.line).text.slice(0, range.start.character));
      arrival(document, range.start, text, (placed) => {
        doubts.mark(placed, read.text, read.doubts);
        output.announce(read, placed).catch((error: unknown) => log.error(`announcing: ${errorText(error)}`));
      });
      return text;
    } catch (error) {
      if (controller.signal.aborted || error instanceof vscode.CancellationError) {
        return undefined;
      }
      log.error(`reading ${name}: ${errorText(error)}`);
      const context = { provider: '', providerId: '', model: '', imageName: name };
      void vscode.window.showErrorMessage(explain(toFailure(error), context).text);
      return undefined;
    }
  };
}

/** The text for a place whose line's indentation will be put before the other lines by VS Code. */
function dedent(text: string, linePrefix: string): string {
  return fitToEditor(text, { linePrefix: linePrefix.trim() === '' ? '' : '-', insertSpaces: true, tabSize: 4 });
}

/** Calls once when the text has come into the document. */
function arrival(
  document: vscode.TextDocument,
  start: vscode.Position,
  text: string,
  then: (placed: { document: vscode.TextDocument; pieces: { start: vscode.Position; text: string }[] }) => void,
): void {
  const bare = (value: string) => value.replace(/\s+/g, '');
  const wanted = bare(text);
  const timer = setTimeout(() => subscription.dispose(), arrivesWithinMs);
  const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
    const change = event.contentChanges.find((one) => bare(one.text) === wanted);
    if (event.document === document && change) {
      clearTimeout(timer);
      subscription.dispose();
      then({ document, pieces: [{ start, text: change.text.replace(/\r\n/g, '\n') }] });
    }
  });
}
