import * as vscode from 'vscode';
import { emptyAltMakesLink } from '../../core/altText/findings';
import { altTextLanguageIds } from '../../core/altText/languages';
import { holdsLongDescription, offersLongDescription } from '../../core/altText/longDescription';
import type { ImageReference } from '../../core/altText/types';
import { endsLikeImage } from '../../core/image/extensions';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { type AltDocuments, holdsImages } from '../altText/documents';
import { altTextEdit, noPlaceBelow } from '../altText/edits';
import { addMissing } from '../altText/missing';
import { findReferences } from '../altText/references';
import { describeBelow, type ReviewDeps, reviewAlt, tellFailure, writeAlt } from '../altText/review';
import { imageWith, whenWritten } from '../altText/whenWritten';
import { refusalSentence, roleName, spentText } from '../altText/words';
import { createFix, registerCommand, sayInfo, sayInStatusBar, sayWarning } from '../say';
import { signalOf } from '../signal';

interface Deps extends ReviewDeps {
  readonly documents: AltDocuments;
}

interface Planned {
  readonly document: vscode.TextDocument;
  readonly reference: ImageReference;
  readonly kind: 'generate' | 'decorative' | 'longer';
}

const { l10n } = vscode;
const quickFix = vscode.CodeActionKind.QuickFix.append('sightread.altText');
const rewrite = vscode.CodeActionKind.RefactorRewrite.append('sightread.altText');

/** How long the status bar says what a long description took, milliseconds. */
const spentShownMs = 10_000;
const reviewCommand = 'sightread.altText.review';

const altTextSelector: vscode.DocumentSelector = altTextLanguageIds.map((language) => ({ language }));

/** Quick fixes on images, Generate Alt Text, and Add Missing Alt Text in File. */
export function registerAltTextSupport(deps: Deps): vscode.Disposable {
  const { documents } = deps;
  /** A command, whose failure is told in a sentence and not by the editor. */
  const command = <Args extends unknown[]>(id: string, work: (...args: Args) => Promise<void>) =>
    registerCommand(id, deps.log, (...args: Args) =>
      work(...args).catch((error: unknown) => tellFailure(error, undefined, deps)),
    );
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(altTextSelector, altTextActions(deps), {
      providedCodeActionKinds: [quickFix, rewrite],
    }),
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
    command(reviewCommand, (planned: Planned, known?: GeneratedAlt) =>
      reviewAlt(planned.document, planned.reference, deps, known),
    ),
  );
}

/** Offered from what the parser says; a model is asked only when one is taken. */
function altTextActions(deps: Deps): vscode.CodeActionProvider {
  const plans = new WeakMap<vscode.CodeAction, Planned>();
  const action = (title: string, kind: vscode.CodeActionKind, planned: Planned, diagnostics: vscode.Diagnostic[]) => {
    const made = createFix(title, kind);
    made.diagnostics = diagnostics;
    plans.set(made, planned);
    return made;
  };
  return {
    provideCodeActions: async (document, range, context, token) => {
      const reference = await deps.documents.at(document, range);
      if (!reference || reference.alt.dynamic || token.isCancellationRequested) {
        return [];
      }
      const ours = context.diagnostics.filter((one) => one.source === 'Sightread');
      const has = Boolean(reference.alt.value?.trim());
      const kind = has && ours.length === 0 ? rewrite : quickFix;
      const title = has ? l10n.t('Improve Alt Text') : l10n.t('Generate Alt Text');
      const improve = createFix(l10n.t('Improve Alt Text with an Instruction…'), rewrite);
      improve.command = {
        title: improve.title,
        command: reviewCommand,
        arguments: [{ document, reference, kind: 'generate' } satisfies Planned],
      };
      const decorative = emptyAltMakesLink(reference)
        ? l10n.t('Mark Image as Decorative (leaves a link without a name here)')
        : l10n.t('Mark Image as Decorative');
      const longer = action(l10n.t('Add Long Description Below'), rewrite, { document, reference, kind: 'longer' }, []);
      if (!holdsLongDescription(reference)) {
        longer.disabled = { reason: refusalSentence('noForm') };
      }
      return [
        action(title, kind, { document, reference, kind: 'generate' }, ours),
        ...(has ? [improve, longer] : []),
        ...(reference.alt.value === '' && reference.alt.end > reference.alt.start
          ? []
          : [action(decorative, kind, { document, reference, kind: 'decorative' }, ours)]),
      ];
    },
    resolveCodeAction: async (made, token) => {
      const planned = plans.get(made);
      if (!planned) {
        return made;
      }
      const signal = signalOf(token);
      try {
        await resolve(made, planned, deps, signal);
      } catch (error) {
        if (!signal.aborted && !(error instanceof vscode.CancellationError)) {
          const again = () => reviewAlt(planned.document, planned.reference, deps);
          void tellFailure(error, planned.reference, deps, planned.kind === 'generate' ? again : undefined);
        }
      }
      return made;
    },
  };
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

async function atCursor(documents: AltDocuments): Promise<Omit<Planned, 'kind'> | undefined> {
  const editor = vscode.window.activeTextEditor;
  const reference = editor && (await documents.at(editor.document, editor.selection));
  if (!editor || !reference) {
    void sayInfo(l10n.t('Place the cursor on an image first.'));
    return undefined;
  }
  return { document: editor.document, reference };
}
