import * as vscode from 'vscode';
import { sayWarning } from '../say';

const { l10n } = vscode;

/** Characters of each text in the question: a notification has room for 1,000. */
const most = 400;
const clip = (text: string) => (text.length <= most ? text : `${text.slice(0, most).trimEnd()}…`);

/** The lines of a long description that differ in the closest one. */
export function changedLines(asked: string, nearest: string): readonly [asked: string, nearest: string] {
  const before = asked.split('\n');
  const after = nearest.split('\n');
  const changed = before.flatMap((line, at) => (line === after[at] ? [] : [at]));
  const of = (lines: readonly string[]) => changed.map((at) => lines[at]?.trim() ?? '').join(' … ');
  return [of(before), of(after)];
}

/** Asks whether to write the closest long description below an image instead of the one that was meant. */
export async function mayWriteNearestBelow(asked: string, nearest: string): Promise<boolean> {
  const write = l10n.t('Write Instead');
  const [before, after] = changedLines(asked, nearest).map(clip);
  const question = l10n.t(
    'Site generators would run “{0}” in the long description as code. Write “{1}” instead?',
    before ?? '',
    after ?? '',
  );
  return (await sayWarning(question, write)) === write;
}

/** Asks whether to write the closest text that a place can hold instead of the one that was meant. */
export async function mayWriteNearest(asked: string, nearest: string): Promise<boolean> {
  const write = l10n.t('Write Instead');
  const question = l10n.t(
    'This document’s language can’t represent the alt text “{0}” here. Write “{1}” instead?',
    clip(asked),
    clip(nearest),
  );
  return (await sayWarning(question, write)) === write;
}
