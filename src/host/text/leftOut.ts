import * as vscode from 'vscode';

const { l10n } = vscode;

/** How many pieces of an image were read but don't look like text; empty for none. */
export function leftOutSentence(count: number): string {
  return count === 0
    ? ''
    : count === 1
      ? l10n.t('1 piece that doesn’t look like text was left out.')
      : l10n.t('{0} pieces that don’t look like text were left out.', count);
}

/** The button that shows them. */
export const showLeftOutLabel = (): string => l10n.t('Show What Was Left Out');

/** Opens a document that has each of them in a line. */
export async function showLeftOut(pieces: readonly string[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: `${pieces.join('\n')}\n` });
  await vscode.window.showTextDocument(document);
}
