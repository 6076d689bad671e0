import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import { isPlaceholder } from '../../core/altText/wording';
import { ImageError } from '../../core/image/types';
import { systemClock } from '../../core/providers/clock';
import { offlineProviderId } from '../../core/providers/offline';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { sayInStatusBar } from '../say';
import type { AltTextActions } from './actions';
import type { AltDocuments } from './documents';
import { altTextEdit } from './edits';
import { generateAll } from './generateAll';
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

/**
 * Writes alt text for the images that were inserted between two offsets, if their placeholders are still there. The requests of
 * one paste wait for those of the previous one.
 */
export function createDescribePasted(deps: Deps): AltTextActions['describePasted'] {
  let last: Promise<unknown> = Promise.resolve();
  return async (document, start, end, signal) => {
    const choice = await deps.writer.choose();
    if (choice.provider.id === offlineProviderId) {
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
    if (pasted.length === 0) {
      return;
    }
    const writing: Promise<void>[] = [];
    const generate = async (reference: ImageReference, ofImage: AbortSignal) => {
      await pictureThere(document, reference, deps, ofImage);
      return deps.writer.generate(document.uri, reference, {}, ofImage);
    };
    const generated = last.then(() =>
      generateAll(pasted, generate, choice, deps, signal, {
        done: (...described) => writing.push(write(document, ...described, deps, signal)),
      }),
    );
    last = generated;
    const working = generated.then(() => Promise.all(writing));
    sayInStatusBar(vscode.l10n.t('Writing alt text'), working);
    await working;
  };
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

/** Writes it where the image is now. Reports failures itself. */
async function write(
  document: vscode.TextDocument,
  reference: ImageReference,
  { decision, imageHash }: GeneratedAlt,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  try {
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
