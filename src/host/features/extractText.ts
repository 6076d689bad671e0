import * as vscode from 'vscode';
import type { Editors } from '../editors';
import { explain, toFailure } from '../errors';
import { errorText } from '../log';
import { findTargets, type ImageTarget } from '../targets';
import type { TextReader } from '../textReader';

interface Deps {
  readonly reader: TextReader;
  readonly editors: Editors;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

/** Extract Text: into the editor at the cursor, a new file, or the clipboard. */
export function registerExtractTextSupport({ reader, editors, log }: Deps): vscode.Disposable {
  const extract = async (first: unknown, selection: unknown, put: (text: string) => Promise<void>) => {
    const targets = await findTargets(first, selection);
    if (targets.length === 0) {
      return;
    }
    const text = await readAll(targets, reader, log);
    if (text === undefined) {
      return;
    }
    if (!text.trim()) {
      void vscode.window.showInformationMessage(l10n.t('No text was found.'));
      return;
    }
    await put(text);
  };
  const command = (id: string, put: (text: string) => Promise<void>) =>
    vscode.commands.registerCommand(id, (first: unknown, selection: unknown) => extract(first, selection, put));
  return vscode.Disposable.from(
    command('sightread.extractText', async (text) => {
      await editors.insert(text);
      say(reader, text);
    }),
    command('sightread.extractTextToNewFile', async (text) => {
      await editors.openDocument(text, 'plaintext');
      say(reader, text);
    }),
    command('sightread.extractTextToClipboard', async (text) => {
      await vscode.env.clipboard.writeText(text);
      void vscode.window.showInformationMessage(
        l10n.t('{0} lines of text are in the clipboard. Please proof-read them.', text.trimEnd().split('\n').length),
      );
    }),
  );
}

function say(reader: TextReader, text: string): void {
  const lines = text.trimEnd().split('\n').length;
  vscode.window.setStatusBarMessage(
    reader.isOffline()
      ? l10n.t('{0} lines read on this machine. Please proof-read them.', lines)
      : l10n.t('{0} lines read. Please proof-read them.', lines),
    8000,
  );
}

/** Reads the targets in order, with progress and cancel. Undefined when cancelled or failed (the user was told). */
async function readAll(
  targets: readonly ImageTarget[],
  reader: TextReader,
  log: vscode.LogOutputChannel,
): Promise<string | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Reading text'), cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const texts: string[] = [];
      for (const target of targets) {
        progress.report({ message: target.name });
        let shown = 0;
        try {
          texts.push(
            await reader.read(target, controller.signal, (done) => {
              progress.report({ increment: ((done - shown) * 100) / targets.length });
              shown = done;
            }),
          );
        } catch (error) {
          if (controller.signal.aborted || error instanceof vscode.CancellationError) {
            return undefined;
          }
          log.error(`reading ${target.name}: ${errorText(error)}`);
          const { text } = explain(toFailure(error), {
            provider: l10n.t('The provider'),
            providerId: '',
            model: '',
            imageName: target.name,
          });
          void vscode.window.showErrorMessage(text);
          return undefined;
        }
      }
      return texts.join('\n');
    },
  );
}
