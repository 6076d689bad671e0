import * as vscode from 'vscode';
import { rulesOfMissingAlts } from '../../core/altText/findings';
import type { ImageReference } from '../../core/altText/types';
import type { FetchPermit } from '../mayBeFetched';
import { sayInfo, withProgress } from '../say';
import { checkOptions } from './documents';
import { type ReviewDeps, tellFailure } from './review';
import { type ToWrite, writeAll } from './reviewApply';
import { notAllChecked, refusalSentence, roleName } from './words';
import type { GeneratedAlt } from './writer';

const { l10n } = vscode;

/** Requests under way at once: as many as a free plan's rate limit bears. */
const atOnce = 2;

/** Writes the alts that a document lacks and shows them as one edit to be confirmed. Nothing changes before. */
export async function addMissing(document: vscode.TextDocument, deps: ReviewDeps): Promise<void> {
  const markup = deps.engines.markup();
  const text = document.getText();
  const [{ references, leftOut }, { findings }] = await Promise.all([
    markup.find(text, document.languageId),
    markup.check(text, document.languageId, checkOptions(document.uri)),
  ]);
  const wanted = [...new Set(findings.filter((one) => rulesOfMissingAlts.has(one.rule)).map((one) => one.image))].map(
    (image) => references[image]!,
  );
  if (wanted.length === 0) {
    void sayInfo(
      leftOut
        ? notAllChecked(references.length + leftOut, leftOut)
        : l10n.t('No image of this document lacks an alt text, by the rules that are set.'),
    );
    return;
  }
  const permit = await deps.writer.mayBeFetched(wanted.map((reference) => ({ document: document.uri, reference })));
  const written = await generateAll(document, wanted, permit, deps);
  if (written.length > 0) {
    await preview(document, written, deps);
  }
}

async function generateAll(
  document: vscode.TextDocument,
  wanted: readonly ImageReference[],
  permit: FetchPermit,
  deps: ReviewDeps,
): Promise<readonly { readonly reference: ImageReference; readonly generated: GeneratedAlt }[]> {
  return withProgress(l10n.t('Writing alt text'), async (report, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const done: { reference: ImageReference; generated: GeneratedAlt }[] = [];
    let next = 0;
    let failed: { error: unknown; reference: ImageReference } | undefined;
    const one = async () => {
      const reference = wanted[next++]!;
      report({ message: l10n.t('{0} of {1}', next, wanted.length), increment: 100 / wanted.length });
      try {
        done.push({
          reference,
          generated: await deps.writer.generate(document.uri, reference, {}, controller.signal, { permit }),
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
  });
}

/** One edit with a box to tick for each alt; decorative ones say so. */
async function preview(
  document: vscode.TextDocument,
  written: readonly { readonly reference: ImageReference; readonly generated: GeneratedAlt }[],
  { engines, records }: ReviewDeps,
): Promise<void> {
  const wanted = written.map(
    ({ reference, generated }): ToWrite => ({
      id: String(reference.index),
      uri: document.uri,
      isPicked: true,
      reference,
      alt: generated.decision.alt,
      longDescription: '',
      label: roleName(generated.decision.role),
      description: generated.decision.why,
      // The editor's preview shows what would be written, and that it is in other words.
      takes: 'any',
    }),
  );
  const result = await writeAll(wanted, engines, true, new AbortController().signal);
  if (!result.applied && result.refused.size === 0) {
    return;
  }
  const there = written.flatMap(({ reference, generated }) => {
    const id = String(reference.index);
    // In Markdown an image without an alt is written as a decorative one is.
    const alt = result.refused.get(id) === 'same' ? generated.decision.alt : result.written.get(id);
    return alt === undefined ? [] : [{ reference, generated, alt }];
  });
  await records.remember(
    there.map(({ reference, alt, generated }) => ({
      document: document.uri,
      src: reference.src.raw,
      imageHash: generated.imageHash,
      alt,
    })),
  );
  const decorative = there.filter(({ generated }) => generated.decision.role === 'decorative').length;
  const refused = [...result.refused.values()].find((one) => one !== 'same');
  const reason = refused ? ` ${refusalSentence(refused)}` : '';
  void sayInfo(
    l10n.t(
      'Alt texts: {0} written, {1} of them decorative, {2} not written.',
      there.length,
      decorative,
      written.length - there.length,
    ) + reason,
  );
}
