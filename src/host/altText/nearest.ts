import * as vscode from 'vscode';
import { sayWarning } from '../say';

const { l10n } = vscode;

/** Characters of each text in the question: a notification has room for 1,000. */
const most = 400;
const clip = (text: string) => (text.length <= most ? text : `${text.slice(0, most).trimEnd()}…`);

/** Asks whether the nearest text that a place can hold may stand for the one that was to be written. */
export async function mayWriteNearest(asked: string, nearest: string): Promise<boolean> {
  const write = l10n.t('Write Instead');
  const question = l10n.t(
    'The language of this document cannot hold the alt text “{0}” here. Write “{1}” instead?',
    clip(asked),
    clip(nearest),
  );
  return (await sayWarning(question, write)) === write;
}
