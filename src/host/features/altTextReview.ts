import * as vscode from 'vscode';
import { languageIdOfFile } from '../../core/altText/languages';
import type { ReviewPanels } from '../panel/reviewPage';
import { registerCommand, sayInfo } from '../say';

/** Review Alt Text: for a folder or document in the explorer, otherwise for the whole workspace. */
export function registerAltTextReviewSupport(panels: ReviewPanels, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand('sightread.reviewAltText', log, async (first: unknown) => {
    const clicked = first instanceof vscode.Uri ? first : undefined;
    if (!clicked && !vscode.workspace.workspaceFolders?.length) {
      void sayInfo(vscode.l10n.t('Open a folder first.'));
      return;
    }
    panels.show({ uri: clicked && (await isReviewable(clicked)) ? clicked : undefined });
  });
}

async function isReviewable(uri: vscode.Uri): Promise<boolean> {
  if (languageIdOfFile(uri.path)) {
    return true;
  }
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return false;
    }
    throw error;
  }
}
