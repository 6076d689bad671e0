import * as vscode from 'vscode';
import type { CheckedDocument, MarkupEngine } from '../../core/altText/engine';
import type { Finding, FindingOptions, Severity } from '../../core/altText/findings';
import { errorText } from '../../core/errorText';
import { imageExtensions } from '../../core/image/extensions';
import type { AltTextActions } from '../altText/actions';
import { type AltDocuments, checkOptions, holdsImages } from '../altText/documents';
import type { RecordFiles } from '../altText/recordFiles';
import { findingSentence, notAllChecked } from '../altText/words';
import { createProblem } from '../say';
import { settings } from '../settings';

interface Deps {
  readonly markup: MarkupEngine;
  readonly documents: AltDocuments;
  readonly recordFiles: RecordFiles;
  readonly actions: () => Promise<Pick<AltTextActions, 'staleOf'>>;
  readonly log: vscode.LogOutputChannel;
}

/** Long enough that no parser runs between two keystrokes while somebody types, milliseconds. */
const typingPauseMs = 250;

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Missing or unhelpful alt text, as Problems of open documents. No model, no tokens, on another thread. */
export function registerAltTextProblems({ markup, documents, recordFiles, actions, log }: Deps): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('sightread');
  const waiting = new Map<string, NodeJS.Timeout>();

  const check = async (document: vscode.TextDocument) => {
    const { uri } = document;
    if (!settings.altTextProblems(uri) || !holdsImages(document) || document.isClosed) {
      problems.delete(uri);
      return;
    }
    try {
      const options = await checkOptions(uri, markup);
      // Finding pictures that have changed requires reading them, so they're reported after the rest.
      if ((await show(document, options)) && options.rules.stale !== 'off') {
        const recorded = await recordFiles.recorded(uri, await documents.references(document, 0));
        const stale = recorded.length > 0 ? await (await actions()).staleOf(uri, recorded) : undefined;
        await (stale?.size && show(document, { ...options, stale }));
      }
    } catch (error) {
      log.warn(`alt text problems: ${errorText(error)}`);
    }
  };
  /** False if the document can't be parsed, or has changed in the meantime: the earlier problems stay. */
  const show = async (document: vscode.TextDocument, options: FindingOptions) => {
    const { version, uri } = document;
    const { findings, images, leftOut, error } = await markup.check(document.getText(), document.languageId, options);
    const isCurrent = error === undefined && document.version === version && !document.isClosed;
    if (isCurrent) {
      const found = findings.map((finding) => toDiagnostic(document, finding));
      problems.set(uri, leftOut ? [notAll(images, leftOut), ...found] : found);
    }
    return isCurrent;
  };
  const later = (document: vscode.TextDocument, ms: number) => {
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        void check(document);
      }, ms),
    );
  };
  const isOurs = (document: vscode.TextDocument) => !['git', 'output', 'vscode-scm'].includes(document.uri.scheme);
  const checkAll = () => {
    for (const document of vscode.workspace.textDocuments.filter(isOurs)) {
      later(document, 0);
    }
  };
  checkAll();
  const pictures = vscode.workspace.createFileSystemWatcher(`**/*.{${imageExtensions}}`);
  return vscode.Disposable.from(
    problems,
    pictures,
    pictures.onDidChange(() => checkAll()),
    vscode.workspace.onDidOpenTextDocument((document) => isOurs(document) && later(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => isOurs(document) && later(document, typingPauseMs)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      clearTimeout(waiting.get(uri.toString()));
      problems.delete(uri);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sightread.altText')) {
        checkAll();
      }
    }),
    {
      dispose: () => {
        for (const timer of waiting.values()) {
          clearTimeout(timer);
        }
      },
    },
  );
}

function toDiagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(finding.start), document.positionAt(finding.end));
  const diagnostic = createProblem(range, findingSentence(finding), severities[finding.severity]);
  diagnostic.source = 'Sightread';
  diagnostic.code = { value: finding.rule, target: vscode.Uri.parse(finding.guidance) };
  return diagnostic;
}

/** Says that not everything is reported for a document with very many images. */
function notAll(images: number, leftOut: NonNullable<CheckedDocument['leftOut']>): vscode.Diagnostic {
  const sentence =
    leftOut.images > 0
      ? notAllChecked(images, leftOut.images)
      : vscode.l10n.t('{0} more alt text problems aren’t shown.', leftOut.findings);
  const diagnostic = createProblem(new vscode.Range(0, 0, 0, 0), sentence, vscode.DiagnosticSeverity.Information);
  diagnostic.source = 'Sightread';
  return diagnostic;
}
