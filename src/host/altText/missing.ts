import * as vscode from 'vscode';
import type { AltChange } from '../../core/altText/edit';
import { rulesOfMissingAlts } from '../../core/altText/findings';
import type { ImageReference } from '../../core/altText/types';
import { checkOptions, sameImage } from './documents';
import { type ReviewDeps, tellFailure } from './review';
import { refusalSentence, roleName } from './words';
import type { GeneratedAlt } from './writer';

const { l10n } = vscode;

/** Requests under way at once: as many as a free plan's rate limit bears. */
const atOnce = 2;

/** Writes the alts that a document lacks and shows them as one edit to be confirmed. Nothing changes before. */
export async function addMissing(document: vscode.TextDocument, deps: ReviewDeps): Promise<void> {
  const markup = deps.engines.markup();
  const text = document.getText();
  const [{ references }, { findings }] = await Promise.all([
    markup.find(text, document.languageId),
    markup.check(text, document.languageId, checkOptions(document.uri)),
  ]);
  const wanted = [...new Set(findings.filter((one) => rulesOfMissingAlts.has(one.rule)).map((one) => one.image))].map(
    (image) => references[image]!,
  );
  if (wanted.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('No image of this document lacks an alt text, by the rules that are set.'),
    );
    return;
  }
  const written = await generateAll(document, wanted, deps);
  if (written.length > 0) {
    await preview(document, written, deps);
  }
}

async function generateAll(
  document: vscode.TextDocument,
  wanted: readonly ImageReference[],
  deps: ReviewDeps,
): Promise<readonly { readonly reference: ImageReference; readonly generated: GeneratedAlt }[]> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Writing alt text'), cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const done: { reference: ImageReference; generated: GeneratedAlt }[] = [];
      let next = 0;
      let failed: { error: unknown; reference: ImageReference } | undefined;
      const one = async () => {
        const reference = wanted[next++]!;
        progress.report({ message: l10n.t('{0} of {1}', next, wanted.length), increment: 100 / wanted.length });
        try {
          done.push({
            reference,
            generated: await deps.writer.generate(document.uri, reference, {}, controller.signal),
          });
        } catch (error) {
          if (error instanceof vscode.CancellationError) {
            controller.abort();
          } else if (!controller.signal.aborted) {
            failed ??= { error, reference };
          }
        }
      };
      const many = async () => {
        while (next < wanted.length && !controller.signal.aborted) {
          await one();
        }
      };
      // The first goes alone: it may have to ask for leave to send.
      await one();
      await Promise.all(Array.from({ length: atOnce }, many));
      if (failed) {
        void tellFailure(failed.error, failed.reference, deps);
      }
      return done;
    },
  );
}

/** One edit with a box to tick for each alt; decorative ones say so. */
async function preview(
  document: vscode.TextDocument,
  written: readonly { readonly reference: ImageReference; readonly generated: GeneratedAlt }[],
  { engines, records }: ReviewDeps,
): Promise<void> {
  const text = document.getText();
  const { references } = await engines.markup().find(text, document.languageId);
  const changes: (AltChange & { generated: GeneratedAlt })[] = [];
  for (const { reference, generated } of written) {
    const current = sameImage(references, reference);
    if (current) {
      changes.push({ reference: current, alt: generated.decision.alt, generated });
    }
  }
  const { edits: all, refused } = await engines.markup().edit(
    text,
    document.languageId,
    changes.map(({ reference, alt }) => ({ reference, alt })),
  );
  // In Markdown an image without an alt is written as a decorative one is.
  const edits = all.filter((one) => one.newText !== text.slice(one.start, one.end));
  const edit = new vscode.WorkspaceEdit();
  const entries = edits.map((one): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => {
    const change = changes.find(({ reference }) => reference.alt.start === one.start);
    const range = new vscode.Range(document.positionAt(one.start), document.positionAt(one.end));
    const role = change ? roleName(change.generated.decision.role) : '';
    return [
      vscode.TextEdit.replace(range, one.newText),
      { needsConfirmation: true, label: role, description: change?.generated.decision.why },
    ];
  });
  edit.set(document.uri, entries);
  const applied = edits.length > 0 && (await vscode.workspace.applyEdit(edit, { isRefactoring: true }));
  if (edits.length > 0 && !applied && refused.length === 0) {
    return;
  }
  // Not every box may have been ticked: what counts is what stands in the document now.
  const now = (await engines.markup().find(document.getText(), document.languageId)).references;
  const there = changes.filter(({ reference, alt }) => now[reference.index]?.alt.value === alt);
  await records.remember(
    there.map(({ reference, alt, generated }) => ({
      document: document.uri,
      src: reference.src.raw,
      imageHash: generated.imageHash,
      alt,
    })),
  );
  const decorative = there.filter(({ generated }) => generated.decision.role === 'decorative').length;
  const reason = refused[0] ? ` ${refusalSentence(refused[0].refusal.refused)}` : '';
  void vscode.window.showInformationMessage(
    l10n.t(
      'Alt texts: {0} written, {1} of them decorative, {2} not written.',
      there.length,
      decorative,
      changes.length - there.length,
    ) + reason,
  );
}
