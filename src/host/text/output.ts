import * as vscode from 'vscode';
import { errorText } from '../../core/errorText';
import { modelForms } from '../../core/text/forms';
import type { Providers } from '../../jobs/providers';
import type { Editors, Placed } from '../editors';
import { sayInfo, sayWarning } from '../say';
import { settings } from '../settings';
import type { TextCompare } from './compare';
import type { TextDoubts } from './doubts';
import type { ReadText } from './job';
import { leftOutSentence, showLeftOut, showLeftOutLabel } from './leftOut';
import { isModel } from './reader';

/** Puts extracted text where it goes, marks what is uncertain there, and says once what was done. */
export interface TextOutput {
  /** At the cursor of the last editor, replacing its selections; a new document if there is none. */
  insert(read: ReadText): Promise<void>;
  openNew(read: ReadText): Promise<void>;
  copy(read: ReadText): Promise<void>;
  /**
   * Text that was pasted into its document, read on this machine: marks it and says so; if the setting says so, a model
   * reads it too.
   */
  arrived(read: ReadText, placed: Placed): void;
}

interface Deps {
  readonly editors: Editors;
  readonly doubts: TextDoubts;
  readonly compare: TextCompare;
  readonly providers: Providers;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

export function createTextOutput({ editors, doubts, compare, providers, log }: Deps): TextOutput {
  const announce = async (read: ReadText, placed: Placed | undefined) => {
    const check = l10n.t('Go to First');
    const model = l10n.t('Read Again with a Model');
    const differences = l10n.t('Show Differences');
    const crossed = read.model === undefined ? undefined : await crossCheck(read);
    const exactly = l10n.t('Insert Exactly');
    const leftOut = showLeftOutLabel();
    const buttons = [
      ...(isWrittenOtherwise(placed) ? [exactly] : []),
      ...(placed && read.doubts.length > 0 ? [check] : []),
      ...((await mayAsk(read)) ? [model] : []),
      ...(crossed && crossed.lines > 0 ? [differences] : []),
      ...(read.leftOut?.length ? [leftOut] : []),
    ];
    const differ = crossed && crossed.lines > 0 ? ` ${differSentence(crossed.lines)}` : '';
    const answer = await sayInfo(sentence(read, placed) + differ, ...buttons);
    if (answer === check && placed) {
      await doubts.showFirst(placed.document);
    } else if (answer === model) {
      await compare.withModel(read, placed);
    } else if (answer === exactly && placed) {
      const exact = await editors.makeExact(placed);
      if (exact) {
        doubts.mark(exact, read.text, read.doubts);
      } else {
        void sayWarning(l10n.t('The text has changed since Sightread read it.'));
      }
    } else if (answer === leftOut) {
      await showLeftOut(read.leftOut ?? []);
    } else if (answer === differences && crossed) {
      await compare.show(read, placed, crossed.offline, l10n.t('On this machine'));
    }
  };
  /** The second reader of a model's text; its failure isn't a failure of the reading. */
  const crossCheck = async (read: ReadText) => {
    if (modelForms.has(read.options.form ?? 'auto')) {
      return undefined;
    }
    try {
      return await compare.crossCheck(read);
    } catch (error) {
      log.warn(`cross-check: ${errorText(error)}`);
      return undefined;
    }
  };
  /** Offered only if a model could help: something is uncertain, and there is a model. */
  const mayAsk = async (read: ReadText) => {
    const helps = read.doubts.length > 0 || read.noTable === true;
    return helps && read.model === undefined && isModel(await providers.choose('ocr'));
  };
  // A message stays until it's answered; the command is done before that.
  const say = (read: ReadText, placed: Placed | undefined, how = announce) => {
    how(read, placed).catch((error: unknown) => log.error(`announcing: ${errorText(error)}`));
  };
  const place = (read: ReadText, placed: Placed | undefined, how = announce) => {
    if (placed) {
      doubts.mark(placed, read.text, read.doubts);
      say(read, placed, how);
    }
  };
  /**
   * Pasted text is there immediately; a model that the setting names reads it afterwards, and its differences are
   * offered.
   */
  const announcePasted = async (read: ReadText, placed: Placed | undefined) => {
    const byModel = settings.ocrEngine() === 'model' && isModel(await providers.choose('ocr'));
    await (byModel ? compare.withModel(read, placed) : announce(read, placed));
  };
  return {
    arrived: (read, placed) => place(read, placed, announcePasted),
    insert: async (read) =>
      place(
        read,
        await editors.insert(read.text, modelForms.has(read.options.form ?? 'auto') ? 'code' : 'shown', read.language),
      ),
    openNew: async (read) => place(read, await editors.openDocument(read.text, read.language)),
    copy: async (read) => {
      await vscode.env.clipboard.writeText(read.text);
      say(read, undefined);
    },
  };
}

function sentence(read: ReadText, placed: Placed | undefined): string {
  const lines = read.text.trimEnd().split('\n').length;
  const count = lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', lines);
  const done = read.model
    ? l10n.t('{0} read with {1}', count, read.model)
    : placed
      ? l10n.t('{0} read on this machine', count)
      : l10n.t('{0} read on this machine and copied to the clipboard', count);
  const table = read.noTable ? ` ${l10n.t('No table was found, so this is the plain text.')}` : '';
  const formulas = read.hasFormulas
    ? ` ${l10n.t('Sightread added an apostrophe to cells that a spreadsheet would run as formulas.')}`
    : '';
  const cut = read.cutOff ? ` ${l10n.t('The model stopped early, so the end is missing.')}` : '';
  const run = isWrittenOtherwise(placed)
    ? ` ${l10n.t('Code that a site generator would run was written as text.')}`
    : placed?.pieces.some(({ opens }) => opens)
      ? ` ${l10n.t('A site generator could run part of it as code.')}`
      : '';
  const out = read.leftOut?.length ? ` ${leftOutSentence(read.leftOut.length)}` : '';
  const places = read.doubts.length;
  if (places === 0) {
    return `${l10n.t('{0}. Please proofread.', done)}${run}${table}${formulas}${cut}${out}`;
  }
  return `${places === 1 ? l10n.t('{0}, 1 place to check.', done) : l10n.t('{0}, {1} places to check.', done, places)}${run}${table}${formulas}${cut}${out}`;
}

const isWrittenOtherwise = (placed: Placed | undefined) =>
  placed?.pieces.some(({ text, exact }) => text !== exact) ?? false;

function differSentence(lines: number): string {
  return lines === 1
    ? l10n.t('1 line differs from what the offline engine read.')
    : l10n.t('{0} lines differ from what the offline engine read.', lines);
}
