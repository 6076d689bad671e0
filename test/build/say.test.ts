// What the editor shows for us goes through src/host/say.ts, which makes every sentence inert: nothing else says anything.
import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo } from './ways';

const home = 'src/host/say.ts';
/** The start-up shows nothing, but names types. */
const folders = ['src/host', 'src/app.ts', 'src/extension.ts'];

/** Whatever puts a text into the editor's own surfaces, by name, wherever it hangs. */
const says = new Set([
  'showInformationMessage',
  'showWarningMessage',
  'showErrorMessage',
  'withProgress',
  'withScmProgress',
  'setStatusBarMessage',
  'createStatusBarItem',
  'showQuickPick',
  'createQuickPick',
  'showInputBox',
  'createInputBox',
  'showWorkspaceFolderPick',
  'createWebviewPanel',
  'createTreeView',
  'createTextEditorDecorationType',
  'setDecorations',
  'CompletionItem',
  'InlineCompletionItem',
  'SignatureInformation',
  'DocumentLink',
  'createOutputChannel',
  'registerCommand',
  'registerTextEditorCommand',
  'registerHoverProvider',
  'registerCodeLensProvider',
  'registerInlayHintsProvider',
  'createLanguageStatusItem',
  'createChatParticipant',
  'MarkdownString',
  'Diagnostic',
  'CodeAction',
  'CodeLens',
  'Hover',
  'InlayHint',
  'TreeItem',
]);
/** Properties that would change a text which is shown already. */
const shownProperties = new Set(['title', 'label', 'message', 'tooltip', 'statusBarMessage']);

/** Properties of what is handed to the editor to be shown. */
const givenProperties = new Set([
  'needsConfirmation',
  'invocationMessage',
  'pastTenseMessage',
  'confirmationMessages',
  'hoverMessage',
  'renderOptions',
  'contentText',
]);

/** What other files use of the editor, none of which shows a text. What is not here goes through the one file. */
const silent = new RegExp(
  `^vscode\\.(?:${[
    'workspace(?!\\.\\*)',
    'window\\.(?:activeTextEditor|onDid\\w+|tabGroups|visibleTextEditors)',
    // The name of a dialog for files is written out, as is the title of the edit that is pasted.
    'window\\.(?:show(?:Text|Notebook)Document|showOpenDialog)|DocumentPasteEdit',
    'languages\\.(?:getLanguages|setTextDocumentLanguage)',
    // What these give is made by the one file.
    'languages\\.(?:createDiagnosticCollection|register(?:CodeActions|DocumentDropEdit|DocumentPasteEdit)Provider)',
    'commands\\.executeCommand|env\\.(?:clipboard|language|openExternal)|extensions\\.getExtension',
    'lm\\.(?:registerTool|selectChatModels)|LanguageModel\\w+|l10n',
    'Cancellation\\w+|CodeActionKind|ConfigurationTarget|DiagnosticSeverity|Disposable|EventEmitter|FileSystemError|FileType',
    'DocumentDropOrPasteEditKind|DocumentPasteTriggerKind|QuickPickItemKind|TextEditorRevealType|ViewColumn|ThemeIcon',
    'NotebookRange|Position|Range|RelativePattern|Selection|TabInput\\w+|TextEdit|Uri|WorkspaceEdit',
  ].join('|')})(?:\\.|$)`,
);
const mayShow = (path: string) => path.startsWith('vscode.') && !silent.test(path);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Where a source says something by itself: a use of one of the names as a value, or a title that is set. */
function ownWays(source: string, name: string): string[] {
  const found: string[] = [];
  const tell = (node: Node, what: string) => {
    const { start } = node.loc as { start: { line: number } };
    found.push(`${name}:${start.line}: ${what}`);
  };
  visit(parse(source, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node, (node) => {
    if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
      const key = keyOf(node);
      if (key !== undefined && says.has(key)) {
        tell(node, key);
      }
    } else if (node.type === 'ObjectPattern') {
      for (const property of node.properties as readonly Node[]) {
        const key =
          property.type === 'ObjectProperty' ? keyOf({ ...property, property: property.key } as Node) : undefined;
        if (key !== undefined && says.has(key)) {
          tell(property, key);
        }
      }
    } else if (node.type === 'ImportDeclaration' && (node.source as { value: string }).value === 'vscode') {
      for (const specifier of node.specifiers as readonly Node[]) {
        const key = (specifier.imported as { name?: string } | undefined)?.name;
        if (specifier.importKind !== 'type' && key !== undefined && says.has(key)) {
          tell(specifier, key);
        }
      }
    } else if (node.type === 'ObjectProperty') {
      const key = keyOf({ ...node, property: node.key } as Node);
      if (key !== undefined && givenProperties.has(key)) {
        tell(node, key);
      }
    } else if (node.type === 'AssignmentExpression' && (node.left as Node).type === 'MemberExpression') {
      const { object } = node.left as unknown as { object: Node };
      const key = keyOf(node.left as Node);
      if (key !== undefined && shownProperties.has(key) && /panel|view|item/i.test(String(object.name))) {
        tell(node, `${String(object.name)}.${key} =`);
      }
    }
  });
  return found;
}

/** The name of a property, also of `window['show…']`. */
function keyOf(node: Node): string | undefined {
  const property = node.property as { name?: string; value?: unknown; type: string };
  return property.type === 'StringLiteral' ? String(property.value) : node.computed ? undefined : property.name;
}

function visit(node: Node, look: (node: Node) => void): void {
  // Types say nothing.
  if (typeof node.type === 'string' && node.type.startsWith('TS') && !/As|Satisfies|NonNull/.test(node.type)) {
    return;
  }
  if (typeof node.type === 'string') {
    look(node);
  }
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child !== null) {
      visit(child as Node, look);
    }
  }
}

test('only one file says something in the editor’s own surfaces', () => {
  const files = sourcesOf(...folders);
  expect(files).toContain(home);
  expect(files.length).toBeGreaterThan(50);
  const others = files.filter((file) => file !== home).flatMap((file) => ownWays(readFileSync(file, 'utf8'), file));
  // The start-up's commands load the rest and hand on to the real ones; the log has one place of its own.
  const allowed = /^src\/(?:extension\.ts:\d+: registerCommand|host\/log\.ts:\d+: createOutputChannel)$/;
  expect(others.filter((one) => !allowed.test(one))).toEqual([]);
  expect(ownWays(readFileSync(home, 'utf8'), home).length).toBeGreaterThan(10);
});

test('the guard sees every way to get round it', () => {
  const sample = `
    import * as vscode from 'vscode';
    import { withProgress } from './say';
    import { MarkdownString, type CodeLens, window as w } from 'vscode';
    void vscode.window.showErrorMessage(name);
    const { showWarningMessage, withProgress: go } = w;
    const tell = vscode.window?.showInformationMessage;
    w['showQuickPick'](items);
    const lens = new vscode.Hover(text);
    panel.title = name;
    webviewPanel.title = name;
    const fine: vscode.Diagnostic = make();
    const alsoFine = x as vscode.CodeAction;
    made.title = 'of a plan';
    edits.push({ needsConfirmation: true, label: name });
    const notice = { invocationMessage, confirmationMessages: { title, message } };`;
  expect(ownWays(sample, 'a.ts')).toEqual([
    'a.ts:4: MarkdownString',
    'a.ts:5: showErrorMessage',
    'a.ts:6: showWarningMessage',
    'a.ts:6: withProgress',
    'a.ts:7: showInformationMessage',
    'a.ts:8: showQuickPick',
    'a.ts:9: Hover',
    'a.ts:10: panel.title =',
    'a.ts:11: webviewPanel.title =',
    'a.ts:15: needsConfirmation',
    'a.ts:16: invocationMessage',
    'a.ts:16: confirmationMessages',
  ]);
});

test('no other file uses anything of the editor that could show a text', () => {
  const others = reaching(
    sourcesOf('src').filter((file) => file !== home),
    mayShow,
  );
  expect(others).toEqual(
    Object.entries({
      'src/extension.ts: vscode.commands.registerCommand': 'the start-up’s commands load the rest',
      'src/extension.ts: vscode.window.registerWebviewPanelSerializer': 'loads the rest',
      'src/host/log.ts: vscode.window.createOutputChannel': 'the log has one place',
    }).map(([one]) => one),
  );
});

test.each([
  ...waysTo('vscode', 'window', 'showErrorMessage'),
  ...waysTo('vscode', 'CompletionItem'),
  ...waysTo('vscode', 'languages', 'registerCompletionItemProvider'),
  ...waysTo('vscode', 'chat', 'createChatParticipant'),
])('what could show a text is seen: %s', (source) => {
  expect(reachOf(source).some(mayShow)).toBe(true);
});

test.each([
  'editor.setDecorations(type, [{ range, hoverMessage: text }]);',
  'const one = { range, hoverMessage };',
])('a text at a place in the document is seen: %s', (source) => {
  expect(ownWays(source, 'a.ts')).not.toEqual([]);
});
