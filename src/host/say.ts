/**
 * Everything that the editor shows on its own surfaces for us: notifications, questions, progress, pickers, input
 * boxes, the status bar, problems, quick fixes, titles, chat. Whatever a finished sentence contains, it's shown as
 * text.
 *
 * How VS Code 1.139.1 treats text, as read in its workbench on 2026-11-29:
 * - A notification, the title and message of a progress, the prompt and validation message of an input box:
 *   `[label](target "title")` is a link if the target begins with `http://`, `https://`, `command:`, or `file:`, and a
 *   click runs the command. Bare URLs and Markdown are text. At most 1,000 characters.
 * - `$(name)` is an icon in labels, descriptions, and details of a picker, in prompts and validation messages, in the
 *   status bar, and in titles in chat.
 * - Title, invocation message, and confirmation of a tool are Markdown in chat, where bare URLs are links. Command
 *   links don't work, because nothing of ours is trusted.
 * - A modal question, titles and placeholders of pickers, problems, quick fixes, the preview of changes, tooltips, and
 *   tab titles are plain. Line breaks and characters that reverse text can still show something that isn't there.
 *
 * One rule for all of them, so that nobody has to remember each. A build test fails on any other way to say something.
 */
import * as vscode from 'vscode';
import { errorText } from '../core/errorText';
import { inert, inertMarkdown } from '../core/inert';

const { window } = vscode;

type Show = (sentence: string, ...answers: string[]) => Thenable<string | undefined>;

/** Buttons are made inert too; the result is the original answer. */
const shown =
  (show: typeof window.showInformationMessage, options: vscode.MessageOptions = {}): Show =>
  async (sentence, ...answers) => {
    const labels = answers.map(inert);
    const chosen = await show(inert(sentence), options, ...labels);
    return chosen === undefined ? undefined : answers[labels.indexOf(chosen)];
  };

/** A notification with buttons. Resolves with the button, or undefined if it was closed. */
export const sayInfo: Show = (...args) => shown(window.showInformationMessage)(...args);
export const sayWarning: Show = (...args) => shown(window.showWarningMessage)(...args);
export const sayError: Show = (...args) => shown(window.showErrorMessage)(...args);

/** A question that waits for its answer. Each entry of `detail` is one line, whatever it contains. */
export const askModally = (question: string, detail: readonly string[], ...answers: string[]) =>
  shown(window.showWarningMessage, { modal: true, detail: detail.map(inert).join('\n') })(question, ...answers);

export interface ProgressStep {
  readonly message?: string;
  /** Percent done since the last report. */
  readonly increment?: number;
}

/** Progress as a notification that can be canceled. */
export function withProgress<T>(
  title: string,
  work: (report: (step: ProgressStep) => void, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: inert(title), cancellable: true };
  return window.withProgress(options, (progress, token) =>
    work(({ message, increment }) => progress.report({ message: message && inert(message), increment }), token),
  );
}

/** A text in the status bar, for some milliseconds or while something is running. */
export function sayInStatusBar(text: string, until: number | Thenable<unknown>): void {
  if (typeof until === 'number') {
    window.setStatusBarMessage(inert(text), until);
  } else {
    window.setStatusBarMessage(`$(loading~spin) ${inert(text)}`, until);
  }
}

/** Icons are passed as `iconPath`, never in a text. */
const inertItem = <T extends vscode.QuickPickItem>(item: T): T => ({
  ...item,
  label: inert(item.label),
  description: item.description && inert(item.description),
  detail: item.detail && inert(item.detail),
});

const inertOptions = <T extends { title?: string; placeHolder?: string; prompt?: string }>(options: T): T => ({
  ...options,
  title: options.title && inert(options.title),
  placeHolder: options.placeHolder && inert(options.placeHolder),
  prompt: options.prompt && inert(options.prompt),
});

/** Lets the user pick; resolves with the original item. */
export async function pickFrom<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const labels = items.map(inertItem);
  const picked = await window.showQuickPick(labels, inertOptions(options));
  return picked && items[labels.indexOf(picked)];
}

/** Asks for a line of text. */
export function askFor(
  options: Omit<vscode.InputBoxOptions, 'validateInput'> & {
    readonly validateInput?: (value: string) => string | undefined;
  },
): Thenable<string | undefined> {
  const { validateInput } = options;
  return window.showInputBox({
    ...inertOptions(options),
    validateInput:
      validateInput &&
      ((value) => {
        const message = validateInput(value);
        return message && inert(message);
      }),
  });
}

/** A picker or input box whose texts become inert when they're set. */
function inertOnSet<T extends object>(input: T): T {
  const texts = new Set(['title', 'placeholder', 'prompt', 'validationMessage']);
  return new Proxy({} as T, {
    get: (_, name) => {
      const value: unknown = Reflect.get(input, name, input);
      return typeof value === 'function' ? value.bind(input) : value;
    },
    set: (_, name, value: unknown) => {
      const safe =
        name === 'items'
          ? (value as readonly vscode.QuickPickItem[]).map(inertItem)
          : texts.has(String(name)) && typeof value === 'string'
            ? inert(value)
            : value;
      return Reflect.set(input, name, safe, input);
    },
  });
}

export const createPicker = <T extends vscode.QuickPickItem>(): vscode.QuickPick<T> =>
  inertOnSet(window.createQuickPick<T>());
export const createInput = (): vscode.InputBox => inertOnSet(window.createInputBox());

export const createProblem = (range: vscode.Range, message: string, severity: vscode.DiagnosticSeverity) =>
  new vscode.Diagnostic(range, inert(message), severity);

export const createFix = (title: string, kind: vscode.CodeActionKind) => new vscode.CodeAction(inert(title), kind);

/** What the preview of changes says about one of them, with a check box. */
export const changeNote = (label: string, description: string): vscode.WorkspaceEditEntryMetadata => ({
  needsConfirmation: true,
  label: inert(label),
  description: inert(description),
});

export const createPanel = (viewType: string, title: string, column: vscode.ViewColumn) =>
  window.createWebviewPanel(viewType, inert(title), column, { enableFindWidget: true });

export function setTitle(panel: vscode.WebviewPanel, title: string): void {
  panel.title = inert(title);
}

/**
 * What chat says while a tool runs, and the question before it, if there is one; each of its paragraphs is one line.
 */
export function toolNotice(
  doing: string,
  question?: { readonly title: string; readonly paragraphs: readonly string[] },
): vscode.PreparedToolInvocation {
  const text = (question?.paragraphs ?? []).map(inertMarkdown).filter(Boolean).join('\n\n');
  return {
    invocationMessage: inertMarkdown(doing),
    confirmationMessages: question && {
      title: inertMarkdown(question.title),
      message: new vscode.MarkdownString(text),
    },
  };
}

/**
 * A command. What it throws is logged and reported in a sentence of ours: VS Code would show the error's own words,
 * which may be a file's name.
 */
export function registerCommand<Args extends unknown[]>(
  id: string,
  log: Pick<vscode.LogOutputChannel, 'error'>,
  work: (...args: Args) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: Args) => {
    try {
      return await work(...args);
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) {
        log.error(`${id}: ${errorText(error)}`);
        void sayError(vscode.l10n.t('That didn’t work. See the Sightread log for details.'));
      }
      return undefined;
    }
  });
}
