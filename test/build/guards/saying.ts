import { waysTo } from '../ways';
import type { Guard } from './guard';

/** What hangs on the editor's own objects, none of which shows a text. What is not here goes through the one file. */
const silent = new RegExp(
  `^vscode\\.(?:${[
    'workspace\\.\\w+|l10n|l10n\\.t',
    'window\\.(?:activeTextEditor|onDid\\w+|tabGroups|visibleTextEditors)',
    // The name of a dialog for files is written out, as is the title of the edit that is pasted.
    'window\\.(?:show(?:Text|Notebook)Document|showOpenDialog)|DocumentPasteEdit',
    'languages\\.(?:getLanguages|setTextDocumentLanguage)',
    // What these give is made by the one file.
    'languages\\.(?:createDiagnosticCollection|register(?:CodeActions|DocumentDropEdit|DocumentPasteEdit)Provider)',
    'commands\\.executeCommand|env\\.(?:clipboard|language|openExternal)|extensions\\.getExtension',
    'lm\\.(?:registerTool|selectChatModels)|LanguageModel(?:ChatMessage|DataPart|Error|TextPart|ToolResult)',
    'Cancellation\\w+|CodeActionKind|ConfigurationTarget|DiagnosticSeverity|Disposable|EventEmitter|FileSystemError|FileType',
    'DocumentDropOrPasteEditKind|DocumentPasteTriggerKind|QuickPickItemKind|TextEditorRevealType|ViewColumn|ThemeIcon',
    'NotebookRange|Position|Range|RelativePattern|Selection|TabInput\\w+|TextEdit|Uri|WorkspaceEdit',
  ].join('|')})$`,
);

/** Objects of the editor no part of which it shows, or whose parts come from the one file, and make inert what they are given. */
const quiet = new RegExp(
  `^vscode\\.(?:${[
    '__type|Cancellation\\w+|Clipboard|CodeActionContext|CodeActionKind|CodeActionProvider\\w*|Configuration\\w+',
    'DataTransfer\\w*|DiagnosticCollection|DiagnosticSeverity|Disposable|Document(?:Drop|Paste)(?!Edit\\.)\\w+|EventEmitter',
    'Extension|ExtensionContext|File\\w+|InputBox\\w*|LanguageModel(?!ChatRequestOptions|ToolConfirmation)\\w+|LogOutputChannel',
    'Memento|MessageOptions|Notebook\\w+|OpenDialogOptions|OutputChannel|Position|Quick\\w+|Range|SecretStorage|Selection',
    'Tab|TabGroups?|TextDocument\\w*|TextEdit|TextEditorEdit|TextEditorOptions|TextEditorRevealType|TextLine|Uri|ViewColumn',
    'Webview|WebviewOptions|WebviewPanelOptions|WorkspaceConfiguration|WorkspaceEdit|WorkspaceEditMetadata|WorkspaceFolder',
    // Of others, what is no text.
    'CodeAction\\.(?:command|diagnostics|edit)|Command\\.(?:arguments|command)|DocumentPasteEdit\\.(?:additionalEdit|yieldTo)',
    'TextEditor\\.(?:document|edit|options|revealRange|selections?|viewColumn)',
    'WebviewPanel\\.(?:active|dispose|iconPath|onDid\\w+|reveal|viewColumn|visible|webview)',
  ].join('|')})(?:\\.|$)`,
);

export const saying: Guard = {
  title: 'only one file says something in the editor’s own surfaces',
  sees: ({ what, where }) => {
    if (!what.startsWith('vscode.') || where.startsWith('src/host/say.ts')) {
      return false;
    }
    const [, first = '', ...rest] = what.split('.');
    return /^[A-Z]/.test(first) && rest.length > 0
      ? !quiet.test(what)
      : !silent.test(what) && /^vscode\.(?:[A-Z]\w*|[a-z]\w*\.\w+)$/.test(what);
  },
  allowed: {
    'src/host/editorModels.ts#stream: vscode.LanguageModelChatRequestOptions.justification':
      'a sentence of ours, written out',
    'src/host/features/altTextFixes.ts#altTextActions.provideCodeActions: vscode.CodeAction.disabled':
      'a sentence of ours',
    'src/host/features/altTextFixes.ts#altTextActions.provideCodeActions: vscode.CodeAction.title':
      'reads a title that is inert',
    'src/host/features/altTextFixes.ts#altTextActions.provideCodeActions: vscode.Command.title':
      'takes a title that is inert',
    'src/host/features/altTextFixes.ts#altTextActions.provideCodeActions: vscode.Diagnostic.source': 'our name',
    'src/host/altText/resolveFix.ts#resolve: vscode.CodeAction.title': 'reads a title that is inert',
    'src/host/altText/resolveFix.ts#resolve: vscode.Command.title': 'takes a title that is inert',
    'src/host/features/altTextProblems.ts#notAll: vscode.Diagnostic.source': 'our name',
    'src/host/features/altTextProblems.ts#toDiagnostic: vscode.Diagnostic.code': 'the name of a kind, of ours',
    'src/host/features/altTextProblems.ts#toDiagnostic: vscode.Diagnostic.source': 'our name',
    'src/startup/log.ts#createLog: vscode.window.createOutputChannel': 'the log has one place',
    'src/host/text/doubts.ts#actionsFor: vscode.CodeAction.title': 'reads a title that is inert',
    'src/host/text/doubts.ts#actionsFor: vscode.Command.title': 'takes a title that is inert',
    'src/host/text/doubts.ts#confirmAll: vscode.CodeAction.title': 'reads a title that is inert',
    'src/host/text/doubts.ts#confirmAll: vscode.Command.title': 'takes a title that is inert',
    'src/host/text/doubts.ts#toDiagnostic: vscode.Diagnostic.code': 'the name of a kind, of ours',
    'src/host/text/doubts.ts#toDiagnostic: vscode.Diagnostic.source': 'our name',
    'src/startup/failedStart.ts#createFailedStart.tell: vscode.window.showErrorMessage':
      'sentences of ours, written out, where what says everything else may be missing',
    'src/startup/startUp.ts#startUp.register: vscode.commands.registerCommand':
      'the start-up’s commands and panels load the rest',
    'src/startup/startUp.ts#startUp: vscode.window.registerWebviewPanelSerializer':
      'the start-up’s commands and panels load the rest',
  },
  evasions: [
    ...waysTo('vscode', 'window', 'showErrorMessage'),
    ...waysTo('vscode', 'window', 'withProgress'),
    ...waysTo('vscode', 'MarkdownString'),
    ...waysTo('vscode', 'languages', 'registerCompletionItemProvider'),
    ...waysTo('vscode', 'chat', 'createChatParticipant'),
    "import { createPanel as make } from './say'; make(x, x, 1).title = x;",
    "import { createPanel } from './say'; const p = createPanel(x, x, 1); Object.assign(p, { title: x });",
    "import type { WebviewPanel } from 'vscode'; const f = (p: WebviewPanel) => { const { webview: _, ...q } = p; q.title = x; };",
    "import type { WebviewPanel } from 'vscode'; const f = (p: WebviewPanel, g: (q: { title: string }) => void) => g(p);",
    "import type { WebviewPanel } from 'vscode'; const f = (p: WebviewPanel) => { p['title'] = x; };",
    "import type { StatusBarItem } from 'vscode'; const f = ({ text }: StatusBarItem) => text;",
    "import type { Progress } from 'vscode'; const f = (q: Progress<{ message: string }>) => { const { report } = q; report({ message: x }); };",
    "import type { TextEditor, TextEditorDecorationType } from 'vscode'; const f = (e: TextEditor, t: TextEditorDecorationType, q: []) => e.setDecorations(t, q);",
    "import type { WorkspaceEditEntryMetadata } from 'vscode'; const q: WorkspaceEditEntryMetadata = { needsConfirmation: true, label: x };",
    "import * as vscode from 'vscode'; const e = new vscode.WorkspaceEdit(); e.createFile(vscode.Uri.file(x), {}, { needsConfirmation: false, label: x });",
    "import { createFix } from './say'; import { CodeActionKind } from 'vscode'; createFix(x, CodeActionKind.Empty).title = x;",
    "import type { PreparedToolInvocation } from 'vscode'; const f = (): PreparedToolInvocation => ({ invocationMessage: x });",
    "import type { ChatResponseStream } from 'vscode'; const f = (q: ChatResponseStream) => q.markdown(x);",
  ],
};
