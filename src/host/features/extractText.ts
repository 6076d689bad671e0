import * as vscode from 'vscode';
import type { TextForm } from '../../core/text/forms';
import { pickFrom, registerCommand } from '../say';
import { findTargets } from '../targets';
import { type ReadText, readAll } from '../text/job';
import type { TextOutput } from '../text/output';
import { type TextReader, toTextSource } from '../text/reader';

interface Deps {
  readonly reader: TextReader;
  readonly output: TextOutput;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

/** Extract Text: into the editor at the cursor, a new file, or the clipboard; in the requested form. */
export function registerExtractTextSupport({ reader, output, log }: Deps): vscode.Disposable {
  const command = (id: string, put: (read: ReadText) => Promise<void>, askForm?: typeof pickForm) =>
    registerCommand(id, log, async (first: unknown, selection: unknown) => {
      const targets = await findTargets(first, selection);
      const form = targets.length > 0 ? await (askForm ?? automatic)() : undefined;
      const read = form && (await readAll(targets.map(toTextSource), { form }, { reader, log }));
      if (read) {
        await put(read);
      }
    });
  return vscode.Disposable.from(
    command('sightread.extractText', output.insert),
    command('sightread.extractTextToNewFile', output.openNew),
    command('sightread.extractTextToClipboard', output.copy),
    command('sightread.extractTextAs', output.insert, pickForm),
  );
}

const automatic = async (): Promise<TextForm> => 'auto';

interface FormItem extends vscode.QuickPickItem {
  readonly form?: TextForm;
}

async function pickForm(): Promise<TextForm | undefined> {
  const items: FormItem[] = [
    { label: l10n.t('Text'), description: l10n.t('Keeps the layout'), form: 'text' },
    { label: l10n.t('Code'), description: l10n.t('Detects the programming language'), form: 'code' },
    { label: l10n.t('Table as Markdown'), form: 'markdownTable' },
    { label: l10n.t('Table as CSV'), form: 'csv' },
    {
      label: l10n.t('Paragraphs'),
      description: l10n.t('Joins lines and removes line-end hyphens'),
      form: 'paragraphs',
    },
    { label: l10n.t('With a Model'), kind: vscode.QuickPickItemKind.Separator },
    { label: l10n.t('Formulas as LaTeX'), form: 'latex' },
    { label: l10n.t('Diagram as Mermaid'), form: 'mermaid' },
    { label: l10n.t('Mock-up as HTML'), form: 'html' },
  ];
  const picked = await pickFrom(items, { title: l10n.t('Extract text as') });
  return picked?.form;
}
