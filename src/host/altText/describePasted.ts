import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import { isPlaceholder } from '../../core/altText/wording';
import { ImageError } from '../../core/image/types';
import { systemClock } from '../../core/providers/clock';
import { offlineProviderId } from '../../core/providers/offline';
import { sayInStatusBar } from '../say';
import type { AltDocuments } from './documents';
import { altTextEdit } from './edits';
import { mayWriteNearest } from './nearest';
import { type ReviewDeps, tellFailure } from './review';

interface Deps extends ReviewDeps {
  readonly documents: AltDocuments;
}

/**
 * After this long, the document is examined again if it changed in the meantime, milliseconds; and how often at most.
 */
const typingPauseMs = 300;
const maxAttempts = 200;
/** How long the editor can take to create a pasted picture's file, milliseconds. */
const fileWithinMs = 5000;

/** Writes alt text for the images that were inserted between two offsets, if their placeholders are still there. */
export async function describePasted(
  document: vscode.TextDocument,
  start: number,
  end: number,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { provider } = await deps.writer.choose();
  if (provider.id === offlineProviderId) {
    return;
  }
  const all = await deps.documents.references(document, start, signal);
  const pasted = all.filter(
    (one) =>
      one.start >= start &&
      one.end <= end &&
      !one.alt.dynamic &&
      isUntouched(one.alt.value ?? '') &&
      deps.writer.isHere(document.uri, one),
  );
  const working = Promise.all(pasted.map((reference) => describe(document, reference, deps, signal)));
  if (pasted.length > 0) {
    sayInStatusBar(vscode.l10n.t('Writing alt text'), working);
  }
  await working;
}

/** Waits for the file of a picture from the clipboard: the editor creates it after inserting the link. */
async function pictureThere(
  document: vscode.TextDocument,
  reference: ImageReference,
  { writer }: Deps,
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + fileWithinMs;
  for (;;) {
    try {
      await writer.read(document.uri, reference, signal);
      return;
    } catch (error) {
      const isMissing = error instanceof ImageError && error.reason === 'notFound';
      if (!isMissing || Date.now() > until) {
        throw error;
      }
    }
    await systemClock.sleep(100, signal);
  }
}

const isUntouched = (alt: string) => alt.trim() === '' || isPlaceholder(alt);

async function describe(
  document: vscode.TextDocument,
  reference: ImageReference,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  try {
    await pictureThere(document, reference, deps, signal);
    const { decision, imageHash } = await deps.writer.generate(document.uri, reference, {}, signal);
    // Decorative is never written without being asked for: the placeholder stays, and is a finding.
    let { alt } = decision;
    for (let attempt = 0; alt !== '' && attempt < maxAttempts && !document.isClosed; attempt++) {
      const { version } = document;
      const written = await altTextEdit(document, reference, alt, deps.engines, signal);
      if ('refused' in written) {
        if (written.nearest !== undefined && alt === decision.alt) {
          if (!(await mayWriteNearest(alt, written.nearest))) {
            return;
          }
          alt = written.nearest;
          continue;
        }
        if (document.version === version) {
          return;
        }
      } else {
        const edit = new vscode.WorkspaceEdit();
        edit.set(document.uri, [...written.edits]);
        if (await vscode.workspace.applyEdit(edit)) {
          const src = reference.src.raw;
          await deps.records.remember([{ document: document.uri, src, imageHash, alt }]);
          return;
        }
      }
      // Typing makes every edit out of date, so wait for a pause.
      await systemClock.sleep(typingPauseMs, signal);
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof vscode.CancellationError)) {
      void tellFailure(error, reference, deps);
    }
  }
}
