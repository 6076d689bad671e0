import * as vscode from 'vscode';
import { offersLongDescription } from '../../core/altText/longDescription';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { sayInfo, sayInStatusBar, sayWarning } from '../say';
import { signalOf } from '../signal';
import { type Planned, reviewCommand } from './actions';
import type { AltDocuments } from './documents';
import { altTextEdit, noPlaceBelow } from './edits';
import { describeBelow, type ReviewDeps, reviewAlt, tellFailure, writeAlt } from './review';
import { imageWith, whenWritten } from './whenWritten';
import { refusalSentence, roleName, spentText } from './words';

interface Deps extends ReviewDeps {
  readonly documents: AltDocuments;
}

const { l10n } = vscode;

/** How long the status bar says what a long description took, milliseconds. */
const spentShownMs = 10_000;

/** Works out the edit of a quick fix. A failure is reported and leaves the fix without an edit. */
export async function resolveFix(
  fix: vscode.CodeAction,
  planned: Planned,
  deps: Deps,
  token: vscode.CancellationToken,
): Promise<void> {
  const signal = signalOf(token);
  try {
    await resolve(fix, planned, deps, signal);
  } catch (error) {
    if (!signal.aborted && !(error instanceof vscode.CancellationError)) {
      const again = () => reviewAlt(planned.document, planned.reference, deps);
      void tellFailure(error, planned.reference, deps, planned.kind === 'generate' ? again : undefined);
    }
  }
}

/** Remembers what a quick fix has written, and shows it and why, with a way to change it. */
async function explainWritten({ document, reference: image }: Planned, generated: GeneratedAlt, deps: Deps) {
  const { decision, imageHash } = generated;
  await deps.records.remember([{ document: document.uri, src: image.src.raw, imageHash, alt: decision.alt }]);
  const change = l10n.t('Change…');
  const longer = l10n.t('Add Long Description Below');
  const picked = await sayInfo(
    `${roleName(decision.role)}: ${decision.why || decision.alt} (${spentText(generated)})`,
    change,
    ...(offersLongDescription(decision, image) ? [longer] : []),
  );
  const reference = picked ? await imageWith(document, image, decision.alt, deps.documents) : undefined;
  if (reference && picked === change) {
    await reviewAlt(document, reference, deps, generated);
  } else if (reference) {
    await describeBelow(document, reference, decision.alt, {}, deps);
  }
}

async function resolve(made: vscode.CodeAction, planned: Planned, deps: Deps, signal: AbortSignal): Promise<void> {
  const { document, reference } = planned;
  let alt = '';
  let longDescription: string | undefined;
  let generated: GeneratedAlt | undefined;
  let described: GeneratedAlt | undefined;
  if (planned.kind === 'generate') {
    generated = await deps.writer.generate(document.uri, reference, {}, signal);
    const { decision } = generated;
    // An empty alt is never written without being asked for: the suggestion is shown instead.
    if (decision.role === 'decorative') {
      made.command = { title: made.title, command: reviewCommand, arguments: [planned, generated] };
      return;
    }
    alt = decision.alt;
  }
  if (planned.kind === 'longer') {
    const refusal = await noPlaceBelow(document, reference, deps.engines, signal);
    if (refusal) {
      void sayWarning(refusalSentence(refusal.refused));
      return;
    }
    described = await deps.writer.generate(document.uri, reference, { longDescription: true }, signal);
    alt = reference.alt.value ?? '';
    longDescription = described.decision.longDescription;
    sayInStatusBar(l10n.t('Long description: {0}', spentText(described)), spentShownMs);
  }
  await inTurn(document, async () => {
    const result = await altTextEdit(document, reference, alt, deps.engines, signal, longDescription);
    const refusal = 'refused' in result ? result : result.leftOut;
    if (refusal) {
      const answer = generated ?? described;
      if (answer && refusal.nearest !== undefined) {
        // Asked about before it is written: a fix cannot wait for that.
        void writeAlt(document, reference, alt, answer, deps, longDescription);
      } else {
        void sayWarning(refusalSentence(refusal.refused));
      }
      return false;
    }
    made.edit = new vscode.WorkspaceEdit();
    made.edit.set(document.uri, 'edits' in result ? [...result.edits] : []);
    if (generated) {
      explainOnce(planned, generated, deps);
    }
    return true;
  });
}

/** What is waited for or was explained last in each document: VS Code may work out the same fix twice. */
const explained = new WeakMap<vscode.TextDocument, string>();

/** Explains a fix as soon as it is in its document. */
function explainOnce(planned: Planned, generated: GeneratedAlt, deps: Deps): void {
  const { document, reference } = planned;
  const fix = `${reference.start} ${reference.src.raw} ${generated.decision.alt}`;
  if (explained.get(document) === fix) {
    return;
  }
  explained.set(document, fix);
  whenWritten(document, reference, generated.decision.alt, deps.documents)
    .then((isWritten) => {
      if (isWritten) {
        return explainWritten(planned, generated, deps);
      }
      explained.delete(document);
      return undefined;
    })
    .catch((error: unknown) => tellFailure(error, reference, deps));
}

/** The last fix of each document, until it is in there. */
const lastFix = new WeakMap<vscode.TextDocument, Promise<unknown>>();
/** How long a fix that was worked out may take to be applied, milliseconds; it may also be dropped. */
const applyWithinMs = 1000;

/**
 * One fix of a document after the other. VS Code applies a fix without looking at the document's version, so the next one
 * is worked out only when the last one is in the document. `work` says whether it made an edit.
 */
async function inTurn(document: vscode.TextDocument, work: () => Promise<boolean>): Promise<void> {
  const mine = (lastFix.get(document) ?? Promise.resolve()).then(work);
  const applied = mine.then((made) => (made ? changed(document) : undefined));
  lastFix.set(
    document,
    applied.catch(() => undefined),
  );
  await mine;
}

/** Resolves with the next change of the document, or when none comes. */
function changed(document: vscode.TextDocument): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(end, applyWithinMs);
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) {
        end();
      }
    });
  });
}
