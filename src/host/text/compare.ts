import * as vscode from 'vscode';
import { differingLines } from '../../core/text/compare';
import type { Editors, Placed } from '../editors';
import { fitToRanges, rangesThere } from '../editors';
import { sayInfo } from '../say';
import type { TextDoubts } from './doubts';
import { type ReadText, readAll } from './job';
import type { TextReader } from './reader';

interface Deps {
  readonly reader: TextReader;
  readonly editors: Editors;
  readonly doubts: TextDoubts;
  readonly log: vscode.LogOutputChannel;
}

/** Compares two readings: on this machine and with a model. Nothing is replaced unless the user says so. */
export interface TextCompare extends vscode.Disposable {
  /** Reads again with a model and offers the differences. */
  withModel(read: ReadText, placed: Placed | undefined): Promise<void>;
  /** Lines in which the offline engine differs from a model's reading. */
  crossCheck(read: ReadText): Promise<{ readonly lines: number; readonly offline: string }>;
  /**
   * Opens the other reading beside the document with this one: each difference has the arrow of any diff editor, which
   * accepts the other reading there. Two read-only texts if this one isn't in a document as it was read.
   */
  show(read: ReadText, placed: Placed | undefined, other: string, otherName: string): Promise<void>;
}

const { l10n } = vscode;
const scheme = 'sightread-text';
/** Readings whose diffs may still be open. */
const maxKept = 20;

export function createTextCompare({ reader, editors, doubts, log }: Deps): TextCompare {
  const texts = new Map<string, string>();
  let last = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const documentFor = async (name: string, text: string, language: string | undefined) => {
    const uri = vscode.Uri.from({ scheme, path: `/${++last}/${name}` });
    texts.set(uri.toString(), text);
    const [oldest] = texts.keys();
    if (texts.size > maxKept && oldest !== undefined) {
      texts.delete(oldest);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (language && (await vscode.languages.getLanguages()).includes(language)) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
    return uri;
  };
  const show: TextCompare['show'] = async (read, placed, other, otherName) => {
    const change = placed && replacing(placed, other);
    const [left, right, rightName] = change
      ? [applied(change, placed.document), placed.document.uri, l10n.t('In the document')]
      : [other, await documentFor(l10n.t('Extracted text'), read.text, read.language), l10n.t('Extracted text')];
    const language = change ? placed.document.languageId : read.language;
    const title = `${otherName} ↔ ${rightName}`;
    await vscode.commands.executeCommand('vscode.diff', await documentFor(otherName, left, language), right, title);
  };
  /** Replaces the offline text with the model's if it's still untouched; otherwise opens a new document. */
  const use = async (placed: Placed | undefined, model: ReadText) => {
    const change = placed && replacing(placed, model.text);
    if (change) {
      const edit = new vscode.WorkspaceEdit();
      for (const { range, text } of change.replacements) {
        edit.replace(placed.document.uri, range, text);
      }
      if (await vscode.workspace.applyEdit(edit)) {
        doubts.mark({ document: placed.document, pieces: change.pieces }, model.text, model.doubts);
        return;
      }
    }
    doubts.mark(await editors.openDocument(model.text, model.language), model.text, model.doubts);
  };
  const offer = async (read: ReadText, placed: Placed | undefined, model: ReadText) => {
    const lines = await differingLines(read.text, model.text);
    if (lines === 0) {
      void sayInfo(l10n.t('The model read the same text.'));
      return;
    }
    const [compare, take] = [l10n.t('Show Differences'), l10n.t('Use the Model’s Text')];
    const said =
      lines === 1
        ? l10n.t('The model read 1 line differently.')
        : l10n.t('The model read {0} lines differently.', lines);
    let answer = await sayInfo(said, compare, take);
    if (answer === compare) {
      await show(read, placed, model.text, l10n.t('From the model'));
      answer = await sayInfo(said, take);
    }
    if (answer === take) {
      await use(placed, model);
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
      return { lines: await differingLines(text, read.text), offline: text };
    },
    dispose: () => provider.dispose(),
  };
}

type Fitted = ReturnType<typeof fitToRanges>;

/** Another text, fitted to where this one was inserted; undefined if it has changed there. */
function replacing({ document, pieces }: Placed, other: string): Fitted | undefined {
  const ranges = rangesThere(document, pieces);
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  return ranges && fitToRanges(other, document, ranges, editor?.options ?? {});
}

/** The document's text with the replacements made, and with the replacements' line ends. */
function applied({ replacements }: Fitted, document: vscode.TextDocument): string {
  let text = '';
  let at = 0;
  const content = document.getText();
  for (const { range, text: by } of replacements) {
    text += content.slice(at, document.offsetAt(range.start)) + by;
    at = document.offsetAt(range.end);
  }
  return (text + content.slice(at)).replace(/\r\n/g, '\n');
}
