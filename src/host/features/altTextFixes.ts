import * as vscode from 'vscode';
import { emptyAltMakesLink } from '../../core/altText/findings';
import { altTextLanguageIds } from '../../core/altText/languages';
import { holdsLongDescription } from '../../core/altText/longDescription';
import { type AltTextActions, type Planned, reviewCommand } from '../altText/actions';
import type { AltDocuments } from '../altText/documents';
import { refusalSentence } from '../altText/words';
import { createFix, registerCommand } from '../say';

interface Deps {
  readonly documents: AltDocuments;
  readonly actions: () => Promise<AltTextActions>;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;
const quickFix = vscode.CodeActionKind.QuickFix.append('sightread.altText');
const rewrite = vscode.CodeActionKind.RefactorRewrite.append('sightread.altText');

const altTextSelector: vscode.DocumentSelector = altTextLanguageIds.map((language) => ({ language }));

/** Quick fixes on images. */
export function registerAltTextFixes(deps: Deps): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(altTextSelector, altTextActions(deps), {
      providedCodeActionKinds: [quickFix, rewrite],
    }),
    registerCommand(reviewCommand, deps.log, async (...args: Parameters<AltTextActions['review']>) =>
      (await deps.actions()).review(...args),
    ),
  );
}

/** Offered from what the parser finds; the rest is loaded, and a model asked, only when the user chooses one. */
function altTextActions({ documents, actions }: Deps): vscode.CodeActionProvider {
  const plans = new WeakMap<vscode.CodeAction, Planned>();
  const action = (title: string, kind: vscode.CodeActionKind, planned: Planned, diagnostics: vscode.Diagnostic[]) => {
    const made = createFix(title, kind);
    made.diagnostics = diagnostics;
    plans.set(made, planned);
    return made;
  };
  return {
    provideCodeActions: async (document, range, context, token) => {
      const reference = await documents.at(document, range);
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
      if (planned) {
        await (await actions()).resolveFix(made, planned, token);
      }
      return made;
    },
  };
}
