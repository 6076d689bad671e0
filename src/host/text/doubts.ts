import * as vscode from 'vscode';
import type { Doubt } from '../../core/text/doubts';
import { fittedOffsets, lineAt, lineStarts } from '../../core/text/insert';
import { type Change, shiftSpans } from '../../core/text/track';
import type { Placed } from '../editors';
import { createFix, createProblem, registerCommand } from '../say';

/** Warnings on text that was read with low confidence. Each disappears when its place is edited or confirmed. */
export interface TextDoubts extends vscode.Disposable {
  /** Marks the uncertain places of `text` where it was inserted. */
  mark(placed: Placed, text: string, doubts: readonly Doubt[]): void;
  /** Shows the first place in a document that is still to be checked. */
  showFirst(document: vscode.TextDocument): Promise<void>;
}

interface Marked extends Doubt {
  readonly read: string;
}

const { l10n } = vscode;
const confirmCommand = 'sightread.doubts.confirm';
const confirmAllCommand = 'sightread.doubts.confirmAll';

export function createTextDoubts(log: vscode.LogOutputChannel): TextDoubts {
  const collection = vscode.languages.createDiagnosticCollection('Sightread');
  const marked = new Map<string, Marked[]>();

  const show = (document: vscode.TextDocument) => {
    const all = marked.get(document.uri.toString()) ?? [];
    if (all.length === 0) {
      marked.delete(document.uri.toString());
    }
    collection.set(
      document.uri,
      all.map((one) => toDiagnostic(document, one)),
    );
  };
  const keep = (document: vscode.TextDocument, next: readonly Marked[]) => {
    marked.set(document.uri.toString(), [...next]);
    show(document);
  };
  const within = (document: vscode.TextDocument, range: vscode.Range) => {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    return (marked.get(document.uri.toString()) ?? []).filter((one) => one.start <= end && start <= one.end);
  };
  const documentOf = (uri: unknown) => vscode.workspace.textDocuments.find((one) => one.uri.toString() === String(uri));

  const subscriptions = vscode.Disposable.from(
    collection,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const all = marked.get(document.uri.toString());
      if (!all || contentChanges.length === 0) {
        return;
      }
      // From the end to the beginning: the offsets of all changes refer to the document before them.
      const changes = [...contentChanges].sort((a, b) => b.rangeOffset - a.rangeOffset).map(toChange);
      keep(document, changes.reduce<readonly Marked[]>(shiftSpans, all));
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (marked.delete(document.uri.toString())) {
        collection.delete(document.uri);
      }
    }),
    vscode.languages.registerCodeActionsProvider(
      '*',
      {
        provideCodeActions: (document, range) => {
          const here = within(document, range);
          return here.length === 0
            ? []
            : [...here.flatMap((one) => actionsFor(document, one)), confirmAll(document, here)];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    registerCommand(confirmCommand, log, (uri: unknown, start: unknown) => {
      const document = documentOf(uri);
      if (document) {
        const all = marked.get(document.uri.toString()) ?? [];
        keep(
          document,
          all.filter((one) => one.start !== start),
        );
      }
    }),
    registerCommand(confirmAllCommand, log, (uri: unknown) => {
      const document = documentOf(uri);
      if (document) {
        keep(document, []);
      }
    }),
  );

  return {
    mark: ({ document, pieces }, text, doubts) => {
      const found = pieces.flatMap((piece) => {
        const fitted = fittedOffsets(text, piece.exact);
        const starts = lineStarts(piece.text);
        const inPiece = (offset: number) => piece.at(fitted(offset));
        const at = (offset: number) => {
          const here = inPiece(offset);
          const line = lineAt(starts, here);
          const character = here - starts[line]! + (line === 0 ? piece.start.character : 0);
          return document.offsetAt(new vscode.Position(piece.start.line + line, character));
        };
        return doubts.map((doubt): Marked => {
          const read = piece.text.slice(inPiece(doubt.start), inPiece(doubt.end));
          const alternatives = doubt.alternatives.map(piece.write);
          return { ...doubt, alternatives, start: at(doubt.start), end: at(doubt.end), read };
        });
      });
      // Only text that is still there as it was read; an editor may have changed it on the way.
      const content = document.getText();
      const sure = found.filter((one) => content.slice(one.start, one.end) === one.read);
      const before = marked.get(document.uri.toString()) ?? [];
      keep(
        document,
        [...before, ...sure].sort((a, b) => a.start - b.start),
      );
    },
    showFirst: async (document) => {
      const first = marked.get(document.uri.toString())?.[0];
      if (first) {
        const selection = rangeOf(document, first);
        await vscode.window.showTextDocument(document, { selection });
        await vscode.commands.executeCommand('editor.action.showHover');
      }
    },
    dispose: () => subscriptions.dispose(),
  };
}

const toChange = (change: vscode.TextDocumentContentChangeEvent): Change => ({
  offset: change.rangeOffset,
  removed: change.rangeLength,
  inserted: change.text,
});

const rangeOf = (document: vscode.TextDocument, { start, end }: Marked) =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

function toDiagnostic(document: vscode.TextDocument, doubt: Marked): vscode.Diagnostic {
  const diagnostic = createProblem(rangeOf(document, doubt), messageOf(doubt), vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Sightread';
  diagnostic.code = doubt.kind;
  return diagnostic;
}

function messageOf({ read, kind, alternatives, unbalanced, fault }: Marked): string {
  if (fault !== undefined) {
    return l10n.t('Syntax error ({0}). Check it against the image.', fault);
  }
  if (unbalanced) {
    return l10n.t('“{0}” is unmatched. Check it against the image.', read);
  }
  const [likely] = alternatives;
  if (likely !== undefined && !likely.startsWith('[')) {
    return l10n.t('Low confidence: “{0}”. It may be “{1}”. Check it against the image.', read, likely);
  }
  return kind === 'lowConfidence' && /^\[unreadable\]$/i.test(read)
    ? l10n.t('This part couldn’t be read. Check it against the image.')
    : l10n.t('Low confidence: “{0}”. Check it against the image.', read);
}

function actionsFor(document: vscode.TextDocument, doubt: Marked): vscode.CodeAction[] {
  const diagnostics = [toDiagnostic(document, doubt)];
  const changes = doubt.alternatives.map((alternative) => {
    const action = createFix(l10n.t('Change to {0}', alternative), vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, rangeOf(document, doubt), alternative);
    action.diagnostics = diagnostics;
    return action;
  });
  const right = createFix(l10n.t('Mark “{0}” as Correct', doubt.read), vscode.CodeActionKind.QuickFix);
  right.command = {
    title: right.title,
    command: confirmCommand,
    arguments: [document.uri.toString(), doubt.start],
  };
  right.diagnostics = diagnostics;
  return [...changes, right];
}

function confirmAll(document: vscode.TextDocument, here: readonly Marked[]): vscode.CodeAction {
  const action = createFix(l10n.t('Mark All as Correct in This Document'), vscode.CodeActionKind.QuickFix);
  action.command = { title: action.title, command: confirmAllCommand, arguments: [document.uri.toString()] };
  action.diagnostics = here.map((one) => toDiagnostic(document, one));
  return action;
}
