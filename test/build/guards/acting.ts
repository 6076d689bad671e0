import { waysTo, waysToGlobal } from '../ways';
import type { Guard } from './guard';

/** Commands of ours do what their own functions may. */
const own = /^sightread\.\w+$/;

export const commands: Guard = {
  title: 'only these functions run commands of the editor, each by a name that is written out',
  sees: ({ what, given }) =>
    (what === 'vscode.commands.executeCommand' && !given?.every((id) => own.test(id))) ||
    /^vscode\.(?:tasks|debug|Terminal|ShellExecution|ProcessExecution|Task|TerminalOptions)\b|^vscode\.window\.createTerminal$/.test(
      what,
    ),
  allowed: {
    'src/host/errorActions.ts#openSettings: vscode.commands.executeCommand': 'shows our settings',
    'src/host/features/usage.ts#registerUsageSupport.show: vscode.commands.executeCommand': 'shows a text of ours',
    'src/host/mayBeSent.ts#tellBadGlob: vscode.commands.executeCommand': 'shows the setting',
    'src/host/panelActions.ts#createPanelActions.openImage: vscode.commands.executeCommand': 'shows an image',
    'src/host/text/compare.ts#createTextCompare.show: vscode.commands.executeCommand': 'shows a comparison',
    'src/host/text/doubts.ts#createTextDoubts.showFirst: vscode.commands.executeCommand': 'shows a problem',
    'src/startup/failedStart.ts#createFailedStart.tell: vscode.commands.executeCommand':
      'reloads the window, by a button',
    'src/startup/loader.ts#createLoader.run: vscode.commands.executeCommand': 'the start-up’s commands hand on to ours',
  },
  evasions: [
    ...waysTo('vscode', 'commands', 'executeCommand'),
    ...waysTo('vscode', 'window', 'createTerminal'),
    ...waysTo('vscode', 'tasks', 'executeTask'),
    "import { commands } from 'vscode'; const id = 'workbench.action.terminal.sendSequence'; commands.executeCommand(id, x);",
    "import { commands } from 'vscode'; const id = 'sightread.' + x; commands.executeCommand(id);",
    "import { commands } from 'vscode'; const f = (id: 'sightread.showLog' | 'vscode.open') => commands.executeCommand(id);",
  ],
};

export const expressions: Guard = {
  title: 'no expression is made of what a stranger wrote: these put theirs together of constants',
  sees: ({ what, given }) =>
    /^global\.RegExp(?:Constructor)?$|^global\.RegExp\.compile$/.test(what) && given === undefined,
  allowed: {
    'src/engines/markup/edit/longDescription/longDescription.ts#forms: global.RegExp': 'names of formats',
    'src/engines/markup/edit/longDescription/longDescription.ts#inMarkdownOrTags: global.RegExp': 'names of formats',
    'src/engines/markup/edit/longDescription/places.ts#placeInRst: global.RegExp': 'names of formats',
    'src/core/altText/wording.ts#noteAlone: global.RegExp': 'words of a table',
    'src/core/altText/wording.ts#redundantPrefix: global.RegExp': 'words of a table',
    'src/core/altText/wording.ts#removablePrefix: global.RegExp': 'words of a table',
    'src/core/answers/nothingSaid.ts#compiled: global.RegExp': 'words of a table',
    'src/core/answers/programWords.ts#whole: global.RegExp': 'words of a table',
    'src/core/answers/refusal.ts#compiled: global.RegExp': 'words of a table',
    'src/core/answers/refusal.ts#start: global.RegExp': 'words of a table',
    'src/core/providers/errorWords.ts#kinds: global.RegExp': 'words of a table',
    'src/core/answers/script.ts#ownLetters: global.RegExp': 'names of scripts',
    'src/core/image/extensions.ts#atEnd: global.RegExp': 'words of a table',
    'src/core/imageLink.ts#ending: global.RegExp': 'words of a table',
    'src/core/image/sniff/svg.ts#attribute: global.RegExp': 'the name of an attribute',
    'src/core/text/codeLanguage.ts#sign: global.RegExp': 'words of a table',
    'src/engines/markup/read/asciidoc.ts#attributeList: global.RegExp': 'parts that are constants',
    'src/engines/markup/read/markdown.ts#closed: global.RegExp': 'one character of a table',
  },
  evasions: [
    ...waysToGlobal('RegExp').filter((source) => !source.includes('[key]')),
    'const R = RegExp; new R(x);',
    "const { RegExp: R } = globalThis; R(x, 'u');",
    '/a/.constructor(x);',
    "/a/['compile'](x);",
    'new RegExp("a" + x);',
    'Reflect.construct(RegExp, [x]);',
  ],
};

export const json: Guard = {
  title: 'JSON from outside is read with the one reader, which knows how deep and how large it may be',
  sees: ({ what }) => /^global\.JSON\.parse$|^(?:global|undici|node:\w+)\..*\bjson$/.test(what),
  allowed: {
    'src/core/json.ts#readJson: global.JSON.parse': 'the one reader',
    'src/core/jsonInPortions.ts#Reader.piece: global.JSON.parse': 'the same for much: a number or a word',
    'src/core/jsonInPortions.ts#Reader.characters: global.JSON.parse': 'part of a string',
    'src/engines/markup/read/json.ts#readJson.decode: global.JSON.parse':
      'one string or number, which its own expression has found',
    'src/engines/ocr/cells/net.ts#loadNet: global.JSON.parse': 'the header of the weights that we ship',
    'src/engines/ocr/tesseract.ts#readLine: global.JSON.parse': 'made by our own engine in the same thread',
  },
  evasions: [
    ...waysToGlobal('JSON', 'parse'),
    'const { parse: q } = JSON; q(x);',
    "const j = JSON; j['parse'](x);",
    '[x].map(JSON.parse);',
    'const f = async (q: Response) => { const { json } = q; use(json); };',
    'const f = async (q: Response) => q.json();',
  ],
};

export const printing: Guard = {
  title: 'no other function prints',
  sees: ({ what }) =>
    /^global\.NodeJS\.Process\.(?!(?:argv|cpuUsage|cwd|env|exitCode|exit|once|platform|stdin)$)/.test(what) ||
    /^global\.(?:Console|console)\b|^node:(?:console|tty|readline|process|repl|inspector|child_process)\.(?!ReadStream|WriteStream\.(?:isTTY|on)$|__type)/.test(
      what,
    ) ||
    /^node:(?:net\.Socket|stream\.Stream\.Writable)\.(?:write|end)$|^node:worker_threads\.Worker\.std(?:out|err)$/.test(
      what,
    ),
  allowed: {
    'src/commandLine/terminal.ts#processTerminal.err: global.NodeJS.Process.stderr': 'the one place',
    'src/commandLine/terminal.ts#processTerminal.err: node:net.Socket.write': 'the one place',
    'src/commandLine/terminal.ts#processTerminal.out: global.NodeJS.Process.stdout': 'the one place',
    'src/commandLine/terminal.ts#processTerminal.out: node:net.Socket.write': 'the one place',
    'src/commandLine/terminal.ts#processTerminal: global.NodeJS.Process.stderr': 'the one place',
    'src/commandLine/terminal.ts#processTerminal: global.NodeJS.Process.stdout': 'the one place',
    'src/commandLine/terminal.ts#terminalConfirm: global.NodeJS.Process.stderr': 'the question goes to the terminal',
    'src/commandLine/terminal.ts#terminalConfirm: node:readline.Interface.close': 'the question goes to the terminal',
    'src/commandLine/terminal.ts#terminalConfirm: node:readline.Interface.question':
      'the question goes to the terminal',
    'src/commandLine/terminal.ts#terminalConfirm: node:readline.createInterface': 'the question goes to the terminal',
    'src/engines/imaging/worker.ts: global.NodeJS.Process.stderr': 'the thread of the imaging engine silences its own',
    'src/engines/imaging/worker.ts: global.NodeJS.Process.stdout': 'the thread of the imaging engine silences its own',
    'src/engines/imaging/worker.ts: node:net.Socket.write': 'the thread of the imaging engine silences its own',
  },
  evasions: [
    ...waysToGlobal('process', 'stdout'),
    ...waysToGlobal('process', 'stderr'),
    ...waysToGlobal('console', 'log'),
    ...waysTo('node:process', 'stdout'),
    ...waysTo('node:console', 'log'),
    ...waysTo('tty', 'WriteStream'),
    'process.binding(x);',
    'const f = ({ stdout }: NodeJS.Process) => stdout;',
    'const { log } = console; log(x);',
    'const c = console; const d = c; d.error(x);',
    'process.emitWarning(x);',
  ],
};

export const settings: Guard = {
  title: 'no other function reads or writes the settings',
  sees: ({ what }) => /^vscode\.(?:workspace\.getConfiguration|WorkspaceConfiguration\.\w+)$/.test(what),
  allowed: {
    'src/host/settings.ts#read: vscode.WorkspaceConfiguration.get': 'the one reader',
    'src/host/settings.ts#read: vscode.WorkspaceConfiguration.inspect': 'the one reader',
    'src/host/settings.ts#section: vscode.workspace.getConfiguration': 'the one reader',
    'src/host/settings.ts#settings.exclude: vscode.WorkspaceConfiguration.inspect': 'the one reader',
    'src/host/settings.ts#updateUserSetting: vscode.WorkspaceConfiguration.update': 'the one reader',
    'src/startup/pasteText.ts#isPreferred: vscode.WorkspaceConfiguration.get':
      'the editor’s own, by a name that is written out',
    'src/startup/pasteText.ts#isPreferred: vscode.workspace.getConfiguration':
      'the editor’s own, by a name that is written out',
    'src/host/transport.ts#userProxy.setting: vscode.WorkspaceConfiguration.inspect':
      'the user’s proxy, by a name that is written out',
    'src/host/transport.ts#userProxy.setting: vscode.workspace.getConfiguration':
      'the user’s proxy, by a name that is written out',
  },
  evasions: [
    ...waysTo('vscode', 'workspace', 'getConfiguration'),
    "import type { workspace } from 'vscode'; const f = ({ getConfiguration }: typeof workspace) => getConfiguration(x);",
    "import type { WorkspaceConfiguration } from 'vscode'; const f = (q: WorkspaceConfiguration) => { const { get: p } = q; return p(x); };",
    "import type { WorkspaceConfiguration } from 'vscode'; const f = (q: WorkspaceConfiguration, g: (p: { get(k: string): unknown }) => void) => g(q);",
  ],
};

export const pages: Guard = {
  title: 'a page gets its HTML, its rights and its elements from these functions alone',
  sees: ({ what }) =>
    /^vscode\.(?:window\.(?:create|register)Webview\w+|window\.registerCustomEditorProvider|Webview\.(?:html|options)|WebviewOptions\.\w+|WebviewView\.\w+)$/.test(
      what,
    ) ||
    /^global\..*\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTML\w*|parseHTML\w*|Document\.write|Document\.writeln|createContextualFragment|parseFromString|DOMParser|XSLTProcessor|srcdoc|execCommand)$/.test(
      what,
    ),
  allowed: {
    'media/conversation/view/composer.tsx#Composer.place: global.Document.execCommand': 'types a text at the cursor',
    'src/startup/startUp.ts#startUp: vscode.window.registerWebviewPanelSerializer': 'panels that come back',
    'src/host/say.ts#createPanel: vscode.window.createWebviewPanel': 'makes the panel with an inert title',
    'src/host/webview/page.ts#setPage: vscode.Webview.html': 'every page',
    'src/host/webview/page.ts#setPage: vscode.Webview.options': 'every page',
    'src/host/webview/page.ts#setPage: vscode.WebviewOptions.enableScripts': 'every page',
    'src/host/webview/page.ts#setPage: vscode.WebviewOptions.localResourceRoots': 'every page',
    'src/startup/restorePanel.ts#showFailed: vscode.Webview.html':
      'a sentence and a button, while nothing else is loaded',
    'src/startup/restorePanel.ts#showFailed: vscode.Webview.options':
      'a sentence and a button, while nothing else is loaded',
  },
  evasions: [
    ...waysTo('vscode', 'window', 'createWebviewPanel'),
    "import type { Webview } from 'vscode'; const f = (w: Webview) => { const q = w; q['html'] = x; };",
    "import type { WebviewPanel } from 'vscode'; const f = ({ webview }: WebviewPanel) => { webview.html = x; };",
    "import type { Webview } from 'vscode'; const f = (w: Webview) => Object.assign(w, { html: x });",
    "import type { Webview } from 'vscode'; const f = (w: Webview, g: (q: { html: string }) => void) => g(w);",
    "import type { Pages } from './webview/page'; const f = (w: Parameters<Pages<string>['restore']>[0]) => Reflect.set(w, 'html', x);",
    'document.body.innerHTML = x;',
    "const e = document.body; e['outerHTML'] = x;",
    'const { write } = document; write(x);',
    'new DOMParser().parseFromString(x, "text/html");',
    'const D = DOMParser; new D();',
  ],
};

export const preparing: Guard = {
  title: 'a file is built anew, and the words of a drawing judged by its renderer, where an image is prepared alone',
  sees: ({ what }) => /#(?:stripMetadata|alongside|drawnText)$/.test(what),
  allowed: {
    'src/core/image/contactSheet.ts#sourceOf: src/core/image/drawing.ts#alongside': 'what words a drawing has',
    'src/core/image/prepare.ts#pass: src/core/image/strip.ts#stripMetadata': 'prepares an image',
    'src/core/image/prepare.ts#prepareImage: src/core/image/drawing.ts#alongside': 'prepares an image',
    'src/engines/imaging/svg.ts#drawnTextOf: src/engines/imaging/drawnText.ts#drawnText': 'has the renderer',
  },
  evasions: [
    "import { stripMetadata as q } from '../core/image/strip'; use(q);",
    "import * as q from '../core/image/drawing'; q['alongside'];",
  ],
};
