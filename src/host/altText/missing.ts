import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import { findMissingAlts, type GeneratedAlt } from '../../jobs/altTexts';
import { askForAll, type BatchEvent } from '../../jobs/batch';
import type { FetchPermit } from '../mayBeFetched';
import { sayInfo, withProgress } from '../say';
import { signalOf } from '../signal';
import { checkOptions } from './documents';
import { type ReviewDeps, tellFailure } from './review';
import { type ToWrite, writeAll } from './reviewApply';
import { requestsAtOnce } from './reviewPrepare';
import { notAllChecked, refusalSentence, roleName } from './words';

const { l10n } = vscode;

/** Writes the alt text that a document lacks and shows it as one edit to confirm. Nothing changes before that. */
export async function addMissing(document: vscode.TextDocument, deps: ReviewDeps): Promise<void> {
  const { languageId, uri } = document;
  const markup = deps.engines.markup();
  const found = await findMissingAlts(document.getText(), languageId, await checkOptions(uri, markup), markup);
  const { missing: wanted, checked, leftOut } = found;
  if (wanted.length === 0) {
    void sayInfo(
      leftOut
        ? notAllChecked(checked + leftOut, leftOut)
        : l10n.t('Under the current rules, every image in this document has alt text.'),
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
): Promise<readonly Written[]> {
  const choice = await deps.writer.choose();
  const images = new Map(wanted.map((reference) => [String(reference.index), reference]));
  return withProgress(l10n.t('Writing alt text'), async (report, token) => {
    const stopped = new AbortController();
    const signal = AbortSignal.any([signalOf(token), stopped.signal]);
    const done: Written[] = [];
    const begun = new Set<string>();
    let failed: { readonly error: unknown; readonly reference?: ImageReference | undefined } | undefined;
    const onEvent = (event: BatchEvent<GeneratedAlt>) => {
      if (event.type === 'running' && !begun.has(event.id)) {
        begun.add(event.id);
        report({ message: l10n.t('{0} of {1}', begun.size, wanted.length), increment: 100 / wanted.length });
      } else if (event.type === 'slowed') {
        report({
          message: l10n.t(
            '{0} has limited your rate. Continuing in {1} s.',
            choice.provider.label,
            Math.ceil(event.waitMs / 1000),
          ),
        });
      } else if (event.type === 'done') {
        done.push({ reference: images.get(event.id)!, generated: event.result });
      } else if (event.type === 'failed' && event.error instanceof vscode.CancellationError) {
        stopped.abort();
      } else if (event.type === 'failed') {
        failed ??= { error: event.error, reference: images.get(event.id) };
      }
    };
    const generate = (id: string, ofImage: AbortSignal) =>
      deps.writer.generate(document.uri, images.get(id)!, {}, ofImage, { permit });
    const { error } = await askForAll(
      [...images.keys()],
      { atOnce: requestsAtOnce(choice), generate, onEvent },
      signal,
    );
    failed ??= error === undefined ? undefined : { error };
    if (failed) {
      void tellFailure(failed.error, failed.reference, deps);
    }
    return done;
  });
}

interface Written {
  readonly reference: ImageReference;
  readonly generated: GeneratedAlt;
}

/** One edit with a check box for each alt text; decorative ones say so. */
async function preview(
  document: vscode.TextDocument,
  written: readonly Written[],
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
      // The editor's preview shows what would be written, and that it's rephrased.
      takes: 'any',
    }),
  );
  const result = await writeAll(wanted, engines, true, new AbortController().signal);
  if (!result.applied && result.refused.size === 0) {
    return;
  }
  const there = written.flatMap(({ reference, generated }) => {
    const id = String(reference.index);
    // In Markdown, an image without alt text is written like a decorative one.
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
      'Alt text: {0} written ({1} decorative), {2} not written.',
      there.length,
      decorative,
      written.length - there.length,
    ) + reason,
  );
}
