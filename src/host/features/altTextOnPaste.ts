import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import { isPlaceholder } from '../../core/altText/wording';
import { ImageError } from '../../core/image/types';
import { systemClock } from '../../core/providers/clock';
import { offlineProviderId } from '../../core/providers/offline';
import { type AltDocuments, holdsImages } from '../altText/documents';
import { altTextEdit } from '../altText/edits';
import { mayWriteNearest } from '../altText/nearest';
import { type PasteWatch, watchPastes } from '../altText/pasteWatch';
import { type ReviewDeps, tellFailure } from '../altText/review';
import { sayInStatusBar } from '../say';
import { settings } from '../settings';

interface Deps extends ReviewDeps {
  readonly documents: AltDocuments;
}

const languages = new Set(['markdown', 'quarto', 'mdx', 'html']);
/**
 * After this long, the document is examined again if it changed in the meantime, milliseconds; and how often at most.
 */
const typingPauseMs = 300;
const maxAttempts = 200;
/** How long the editor can take to create a pasted picture's file, milliseconds. */
const fileWithinMs = 5000;
/** A shorter insertion may be an image that was just pasted or dropped; a longer one is pasted text. */
const longest = 2000;

/**
 * The editor inserts the link of a pasted or dropped image immediately, with a placeholder for its alt text. If the
 * setting says so, the alt text follows, unless somebody has changed the placeholder by then. Only the user's paste or
 * drop counts, and a picture from the web only if its host was agreed to.
 */
export function registerAltTextOnPasteSupport(deps: Deps): vscode.Disposable {
  const life = new AbortController();
  let watch: PasteWatch | undefined;
  const asSet = () => {
    if (settings.altTextOnPaste()) {
      watch ??= watchPastes([...languages]);
    } else {
      watch?.dispose();
      watch = undefined;
    }
  };
  asSet();
  const set = vscode.workspace.onDidChangeConfiguration(asSet);
  const changed = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change] = contentChanges;
    if (!change || contentChanges.length > 1 || reason !== undefined || !watch) {
      return;
    }
    const { text, rangeOffset } = change;
    const isLink = text.length < longest && /!\[[^[\]\n]*\]\(.|<img\s/i.test(text);
    if (isLink && languages.has(document.languageId) && holdsImages(document) && watch.take(document)) {
      void describePasted(document, rangeOffset, rangeOffset + text.length, deps, life.signal);
    }
  });
  const end = () => {
    life.abort();
    watch?.dispose();
  };
  return vscode.Disposable.from(changed, set, { dispose: end });
}

async function describePasted(
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
