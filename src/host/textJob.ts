import * as vscode from 'vscode';
import type { Doubt } from '../core/text/doubts';
import type { Shaped } from '../core/text/shape';
import { showFailure } from './errorActions';
import { errorText } from './log';
import { NoModelError, type ReadOptions, type TextReader, type TextSource } from './textReader';

/** What was read out of one or more images, in order. */
export interface ReadText extends Shaped {
  readonly sources: readonly TextSource[];
  readonly options: ReadOptions;
  /** The model that read it; undefined when it was read on this machine. */
  readonly model?: string;
}

const { l10n } = vscode;

/** Reads the images in order, with progress and cancel. Undefined when cancelled, failed or empty; the user was told. */
export async function readAll(
  sources: readonly TextSource[],
  options: ReadOptions,
  { reader, log }: { readonly reader: TextReader; readonly log: vscode.LogOutputChannel },
): Promise<ReadText | undefined> {
  const read = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Reading text'), cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const done: { shaped: Shaped; model?: string }[] = [];
      for (const source of sources) {
        progress.report({ message: source.name });
        let shown = 0;
        const onProgress = (part: number) => {
          progress.report({ increment: ((part - shown) * 100) / sources.length });
          shown = part;
        };
        try {
          done.push(await reader.read(source, { ...options, signal: controller.signal, onProgress }));
        } catch (error) {
          if (!controller.signal.aborted && !(error instanceof vscode.CancellationError)) {
            tell(error, source, log);
          }
          return undefined;
        }
      }
      return done;
    },
  );
  if (!read) {
    return undefined;
  }
  const joined = joinParts(read.map(({ shaped }) => shaped));
  if (!joined.text.trim()) {
    void vscode.window.showInformationMessage(l10n.t('No text was found.'));
    return undefined;
  }
  return { ...joined, sources, options, model: read[0]?.model };
}

function joinParts(parts: readonly Shaped[]): Shaped {
  let text = '';
  const doubts: Doubt[] = [];
  parts.forEach((part, i) => {
    text += i > 0 && !text.endsWith('\n') ? '\n' : '';
    const at = text.length;
    doubts.push(...part.doubts.map((doubt) => ({ ...doubt, start: doubt.start + at, end: doubt.end + at })));
    text += part.text;
  });
  const languages = new Set(parts.filter((part) => part.text.trim()).map((part) => part.language));
  return {
    text,
    doubts,
    language: languages.size === 1 ? [...languages][0] : undefined,
    noTable: parts.some((part) => part.noTable),
  };
}

function tell(error: unknown, source: TextSource, log: vscode.LogOutputChannel): void {
  log.error(`reading ${source.name}: ${errorText(error)}`);
  if (error instanceof NoModelError) {
    const choose = l10n.t('Select a Model');
    void vscode.window
      .showWarningMessage(
        l10n.t('This needs a model that sees images. The offline reader gives text, code and tables.'),
        choose,
      )
      .then((answer) => answer === choose && vscode.commands.executeCommand('sightread.selectModel'));
    return;
  }
  const context = { provider: l10n.t('The provider'), providerId: '', model: '', imageName: source.name };
  void showFailure(error, context);
}
