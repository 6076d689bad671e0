import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import { findMissingAlts, type GeneratedAlt } from '../../jobs/altTexts';
import type { FetchPermit } from '../mayBeFetched';
import { sayInfo, withProgress } from '../say';
import { signalOf } from '../signal';
import { checkOptions } from './documents';
import { generateAll } from './generateAll';
import type { ReviewDeps } from './review';
import { type ToWrite, writeAll } from './reviewApply';
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
  const written = await describeAll(document, wanted, permit, deps);
  if (written.length > 0) {
    await preview(document, written, deps);
  }
}

async function describeAll(
  document: vscode.TextDocument,
  wanted: readonly ImageReference[],
  permit: FetchPermit,
  deps: ReviewDeps,
): Promise<readonly Written[]> {
  const choice = await deps.writer.choose();
  return withProgress(l10n.t('Writing alt text'), async (report, token) => {
    const written: Written[] = [];
    const generate = (reference: ImageReference, signal: AbortSignal) =>
      deps.writer.generate(document.uri, reference, {}, signal, { permit });
    await generateAll(wanted, generate, choice, deps, signalOf(token), {
      done: (reference, generated) => written.push({ reference, generated }),
      begun: (count) => report({ message: l10n.t('{0} of {1}', count, wanted.length), increment: 100 / wanted.length }),
      slowed: (waitMs) =>
        report({
          message: l10n.t(
            '{0} has limited your rate. Continuing in {1} s.',
            choice.provider.label,
            Math.ceil(waitMs / 1000),
          ),
        }),
    });
    return written;
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
