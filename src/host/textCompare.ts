import * as vscode from 'vscode';
import { differingLines } from '../core/text/compare';
import type { Editors, Placed } from './editors';
import { endOf } from './editors';
import { type ReadText, readAll } from './textJob';
import type { TextReader } from './textReader';

interface Deps {
  readonly reader: TextReader;
  readonly editors: Editors;
  readonly log: vscode.LogOutputChannel;
}

/** Holds one reading against another: on this machine and by a model. Nothing is replaced unless the user says so. */
export interface TextCompare extends vscode.Disposable {
  /** Reads again by a model and offers what differs. */
  withModel(read: ReadText, placed: Placed | undefined): Promise<void>;
  /** Lines in which the offline reader differs from a model's reading; undefined when it could not read. */
  crossCheck(read: ReadText): Promise<{ readonly lines: number; readonly offline: string } | undefined>;
  show(offline: string, model: string, language: string | undefined): Promise<void>;
}

const { l10n } = vscode;
const scheme = 'sightread-text';
/** Readings whose diffs may still be open. */
const mostKept = 20;

export function createTextCompare({ reader, editors, log }: Deps): TextCompare {
  const texts = new Map<string, string>();
  let last = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const documentFor = async (name: string, text: string, language: string | undefined) => {
    const uri = vscode.Uri.from({ scheme, path: `/${++last}/${name}` });
    texts.set(uri.toString(), text);
    const [oldest] = texts.keys();
    if (texts.size > mostKept && oldest !== undefined) {
      texts.delete(oldest);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (language && (await vscode.languages.getLanguages()).includes(language)) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
    return uri;
  };
  const show: TextCompare['show'] = async (offline, model, language) => {
    const left = await documentFor(l10n.t('On this machine'), offline, language);
    const right = await documentFor(l10n.t('By the model'), model, language);
    await vscode.commands.executeCommand('vscode.diff', left, right, l10n.t('On this machine ↔ By the model'));
  };
  /** Puts the model's text where the offline one still stands untouched; else into a new document. */
  const use = async (read: ReadText, placed: Placed | undefined, model: ReadText) => {
    const edit = new vscode.WorkspaceEdit();
    for (const piece of placed?.pieces ?? []) {
      const range = placed && new vscode.Range(piece.start, endOf(piece.start, piece.text));
      const indent = /^[ \t]*/.exec(
        placed?.document.lineAt(piece.start.line).text.slice(0, piece.start.character) ?? '',
      );
      if (range && placed && placed.document.getText(range).replace(/\r\n/g, '\n') === piece.text) {
        const lines = model.text.split('\n');
        edit.replace(
          placed.document.uri,
          range,
          lines.map((line, i) => (i && line ? indent?.[0] + line : line)).join('\n'),
        );
      }
    }
    const whole = placed && edit.size > 0 && edit.get(placed.document.uri).length === placed.pieces.length;
    if (!whole || !(await vscode.workspace.applyEdit(edit))) {
      await editors.openDocument(model.text, model.language ?? read.language);
    }
  };
  const offer = async (read: ReadText, placed: Placed | undefined, model: ReadText) => {
    const lines = differingLines(read.text, model.text);
    if (lines === 0) {
      void vscode.window.showInformationMessage(l10n.t('The model read the same.'));
      return;
    }
    const [compare, take] = [l10n.t('Show Differences'), l10n.t('Use the Model’s Text')];
    const said =
      lines === 1
        ? l10n.t('The model read one line differently.')
        : l10n.t('The model read {0} lines differently.', lines);
    let answer = await vscode.window.showInformationMessage(said, compare, take);
    if (answer === compare) {
      await show(read.text, model.text, read.language);
      answer = await vscode.window.showInformationMessage(said, take);
    }
    if (answer === take) {
      await use(read, placed, model);
    }
  };
  return {
    show,
    withModel: async (read, placed) => {
      const model = await readAll(read.sources, { form: read.options.form, by: 'model' }, { reader, log });
      if (model) {
        await offer(read, placed, model);
      }
    },
    crossCheck: async (read) => {
      const offline: string[] = [];
      for (const source of read.sources) {
        const { shaped } = await reader.read(source, { form: read.options.form, by: 'offline' });
        offline.push(shaped.text);
      }
      const text = offline.join('\n');
      return { lines: differingLines(text, read.text), offline: text };
    },
    dispose: () => provider.dispose(),
  };
}
