import * as vscode from 'vscode';
import { abortable } from '../../core/abortable';
import { errorText } from '../../core/errorText';
import { createFetchTransport } from '../../core/providers/fetchTransport';
import { languageName } from '../../core/text/languages/names';
import {
  bundledLanguage,
  codeOfFile,
  downloadLanguage,
  isLanguageCode,
  isPinned,
  LanguageError,
  maxLanguageBytes,
  packageOf,
  readLanguageFile,
} from '../../core/text/languages/pack';
import { OcrError } from '../../core/text/types';
import { readUpTo } from '../../disk/readUpTo';
import { languageSentence } from '../../jobs/sentences';
import { writeOwnFile } from '../ownFiles';
import { sayError, sayInfo, withProgress } from '../say';

/** The language data on this machine: English is built in; the others are downloaded after a question and kept. */
export interface Languages {
  /** Codes of the added ones, sorted. */
  added(): Promise<readonly string[]>;
  /**
   * The wanted languages that are available, after asking once about each missing one. Throws
   * `OcrError('languageMissing')` if none is left, and the signal's reason, because a question may stay unanswered.
   */
  ready(wanted: readonly string[], signal?: AbortSignal): Promise<readonly string[]>;
  /** Downloads and saves one, with progress; false if it failed or was canceled, and the user was told. */
  add(code: string): Promise<boolean>;
  /**
   * Saves one from a file that the user chooses; returns its code, or undefined if none was chosen or the user was told
   * why not.
   */
  addFile(): Promise<string | undefined>;
  remove(code: string): Promise<void>;
}

const { l10n } = vscode;
const ending = '.traineddata';

/** `folder` contains `<code>.traineddata`. */
export function createLanguages(folder: vscode.Uri, log: vscode.LogOutputChannel): Languages {
  // Read at each call: the editor replaces globalThis.fetch with one that knows its proxy and certificates.
  const transport = createFetchTransport((...args) => globalThis.fetch(...args));
  /** Answers in this session: a user who declined isn't asked again before the next start. */
  const answers = new Map<string, Promise<boolean>>();
  const fileOf = (code: string) => vscode.Uri.joinPath(folder, code + ending);

  const added: Languages['added'] = async () => {
    try {
      const files = await vscode.workspace.fs.readDirectory(folder);
      return files
        .filter(([name]) => name.endsWith(ending))
        .map(([name]) => name.slice(0, -ending.length))
        .sort();
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
        return [];
      }
      throw error;
    }
  };
  const add: Languages['add'] = async (code) => {
    const name = languageName(code, vscode.env.language);
    const controller = new AbortController();
    try {
      const data = await withProgress(l10n.t('Downloading language data: {0}', name), (report, token) => {
        token.onCancellationRequested(() => controller.abort());
        let shown = 0;
        const onProgress = (received: number, total: number | undefined) => {
          const part = total ? (received * 100) / total : 0;
          report({ increment: part - shown, message: total ? `${(total / 1e6).toFixed(1)} MB` : undefined });
          shown = part;
        };
        return downloadLanguage(code, { transport, signal: controller.signal, onProgress });
      });
      await writeOwnFile(fileOf(code), data, folder);
      answers.delete(code);
      return true;
    } catch (error) {
      if (!controller.signal.aborted) {
        log.error(`language data ${code}: ${errorText(error)}`);
        void sayError(explainLanguage(error, name));
      }
      return false;
    }
  };
  const addFile: Languages['addFile'] = async () => {
    const [file] =
      (await vscode.window.showOpenDialog({ filters: { [l10n.t('Language data')]: ['traineddata', 'gz'] } })) ?? [];
    if (!file) {
      return undefined;
    }
    const name = file.path.split('/').at(-1) ?? '';
    try {
      const code = codeOfFile(name);
      if (code === undefined) {
        throw new LanguageError('badCode', name);
      }
      const bytes = await readUpTo(file.fsPath, maxLanguageBytes);
      if (!bytes) {
        throw new LanguageError('tooLarge', name);
      }
      await writeOwnFile(fileOf(code), await readLanguageFile(bytes), folder);
      answers.delete(code);
      return code;
    } catch (error) {
      log.error(`language data ${name}: ${errorText(error)}`);
      void sayError(explainLanguage(error, name));
      return undefined;
    }
  };
  const ask = async (code: string): Promise<boolean> => {
    if (!isPinned(code)) {
      const choose = l10n.t('Choose File…');
      const sentence = explainLanguage(new LanguageError('notPinned', code), languageName(code, vscode.env.language));
      return (await sayError(sentence, choose)) === choose && (await addFile()) === code;
    }
    const download = l10n.t('Download');
    const question = l10n.t(
      'Reading {0} requires language data, a few megabytes from the npm registry ({1}). Download it now?',
      languageName(code, vscode.env.language),
      packageOf(code),
    );
    return (await sayInfo(question, download, l10n.t('Not Now'))) === download && add(code);
  };
  return {
    added,
    add,
    addFile,
    remove: async (code) => {
      await vscode.workspace.fs.delete(fileOf(code));
      answers.delete(code);
    },
    ready: async (wanted, signal) => {
      const here = new Set([bundledLanguage, ...(await added())]);
      const usable: string[] = [];
      for (const code of new Set(wanted.length > 0 ? wanted : [bundledLanguage])) {
        if (!isLanguageCode(code)) {
          log.warn(`not the code of a language: ${code}`);
        } else if (here.has(code)) {
          usable.push(code);
        } else {
          const answer = answers.get(code) ?? ask(code);
          answers.set(code, answer);
          if (await (signal ? abortable(answer, signal) : answer)) {
            answers.delete(code);
            usable.push(code);
          }
        }
      }
      if (usable.length === 0) {
        throw new OcrError('languageMissing', wanted.join('+'));
      }
      return usable;
    },
  };
}

/** Why language data couldn't be installed, as a sentence. */
const explainLanguage = (error: unknown, name: string): string =>
  error instanceof LanguageError
    ? languageSentence(error.reason, name, l10n)
    : l10n.t('The language data for {0} couldn’t be saved. See the log for details.', name);
