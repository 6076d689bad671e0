import * as vscode from 'vscode';
import { endsLikeImage } from '../../core/image/extensions';
import type { AltTextActions, Planned } from '../altText/actions';
import { createDescribePasted } from '../altText/describePasted';
import { type AltDocuments, holdsImages } from '../altText/documents';
import { addMissing } from '../altText/missing';
import { findReferences } from '../altText/references';
import { resolveFix } from '../altText/resolveFix';
import { type ReviewDeps, reviewAlt, tellFailure } from '../altText/review';
import { registerCommand, sayInfo } from '../say';

interface Deps extends ReviewDeps {
  readonly documents: AltDocuments;
}

const { l10n } = vscode;

/** Generate Alt Text, and Add Missing Alt Text in File. */
export function registerAltTextSupport(deps: Deps): vscode.Disposable {
  const { documents } = deps;
  /** A command, whose failure is told in a sentence and not by the editor. */
  const command = <Args extends unknown[]>(id: string, work: (...args: Args) => Promise<void>) =>
    registerCommand(id, deps.log, (...args: Args) =>
      work(...args).catch((error: unknown) => tellFailure(error, undefined, deps)),
    );
  return vscode.Disposable.from(
    command('sightread.generateAltText', async (first: unknown) => {
      const image = first instanceof vscode.Uri && endsLikeImage(first.path) ? first : undefined;
      const found = image ? await findReferences(image, deps) : await atCursor(documents);
      if (found) {
        await reviewAlt(found.document, found.reference, deps);
      }
    }),
    command('sightread.addMissingAltText', async (first: unknown) => {
      const document =
        first instanceof vscode.Uri
          ? await vscode.workspace.openTextDocument(first)
          : vscode.window.activeTextEditor?.document;
      if (!document || !holdsImages(document)) {
        void sayInfo(l10n.t('Open a document with images first.'));
        return;
      }
      await addMissing(document, deps);
    }),
  );
}

/** The actions on an image that `findings.js` offers. */
export function createAltTextActions(deps: Deps): AltTextActions {
  return {
    resolveFix: (fix, planned, token) => resolveFix(fix, planned, deps, token),
    review: ({ document, reference }, known) =>
      reviewAlt(document, reference, deps, known).catch((error: unknown) => tellFailure(error, undefined, deps)),
    describePasted: createDescribePasted(deps),
    staleOf: (document, references) => deps.records.staleOf(document, references),
  };
}

async function atCursor(documents: AltDocuments): Promise<Omit<Planned, 'kind'> | undefined> {
  const editor = vscode.window.activeTextEditor;
  const reference = editor && (await documents.at(editor.document, editor.selection));
  if (!editor || !reference) {
    void sayInfo(l10n.t('Place the cursor on an image first.'));
    return undefined;
  }
  return { document: editor.document, reference };
}
