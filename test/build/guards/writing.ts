import { waysTo } from '../ways';
import type { Guard } from './guard';

const reads =
  /^(?:Dirent|StatsBase|Stats|FileReadResult|FileHandle\.(?:close|stat|read)|access|constants|existsSync|fstatSync|lstat|open|readFile|readFileSync|readdir|realpath|stat)(?:\.|$)/;

export const writing: Guard = {
  title: 'only these functions write, rename or delete files, or change documents and the clipboard',
  sees: ({ what }) =>
    // Whatever else hangs on a file system writes.
    (what.startsWith('node:fs.') && !reads.test(what.slice('node:fs.'.length))) ||
    /^vscode\.(?:FileSystem\.(?!readFile$|stat$|readDirectory$|isWritable)|workspace\.(?:applyEdit|save\w*|updateWorkspaceFolders)$)/.test(
      what,
    ) ||
    /^vscode\.(?:WorkspaceEdit\.(?!entries$|get$|has$|size$)|TextEditor\.(?:edit|insertSnippet)$|TextDocument\.save$|NotebookDocument\.save$)/.test(
      what,
    ) ||
    /^vscode\.(?:TextEditorEdit\.|Clipboard\.writeText$|SnippetTextEdit|NotebookEdit)/.test(what) ||
    /^src\/engines\/ocr\/tesseractCore\.d\.ts\.TesseractCore\.FS$/.test(what),
  allowed: {
    'src/commandLine/cacheFolder.ts#createCacheFolder.remove: node:fs.rm': 'the user’s cache',
    'src/disk/fileLock.ts#remove: node:fs.rm': 'an empty folder of its own in the folder for temporary files',
    'src/disk/fileLock.ts#take: node:fs.mkdir': 'an empty folder of its own in the folder for temporary files',
    'src/disk/wholeFile.ts#writeWhole: node:fs.chmod': 'the door of the command line',
    'src/disk/wholeFile.ts#writeWhole: node:fs.mkdir': 'the door of the command line',
    'src/disk/wholeFile.ts#writeWhole: node:fs.rename': 'the door of the command line',
    'src/disk/wholeFile.ts#writeWhole: node:fs.rm': 'the door of the command line',
    'src/disk/wholeFile.ts#writeWhole: node:fs.writeFile': 'the door of the command line',
    'src/engines/ocr/tesseract.ts#loadRecognizer: src/engines/ocr/tesseractCore.d.ts.TesseractCore.FS':
      'a file system in the memory of the engine',
    'src/engines/ocr/tesseract.ts#readLine: src/engines/ocr/tesseractCore.d.ts.TesseractCore.FS':
      'a file system in the memory of the engine',
    'src/host/altText/cacheFolder.ts#createCacheFolder.remove: vscode.FileSystem.delete': 'the editor’s storage',
    'src/host/altText/review.ts#writeAlt: vscode.WorkspaceEdit.set': 'one alt that a person accepted',
    'src/host/altText/review.ts#writeAlt: vscode.workspace.applyEdit': 'one alt that a person accepted',
    'src/host/altText/reviewApply.ts#writeAll: vscode.WorkspaceEdit.set': 'alts of a folder that a person accepted',
    'src/host/altText/reviewApply.ts#writeAll: vscode.workspace.applyEdit': 'alts of a folder that a person accepted',
    'src/host/editors.ts#createEditors.insert: vscode.Clipboard.writeText': 'a person copies',
    'src/host/editors.ts#createEditors.insert: vscode.TextEditor.edit':
      'a person inserts what was read, where the cursor is',
    'src/host/editors.ts#createEditors.insert: vscode.TextEditorEdit.replace':
      'a person inserts what was read, where the cursor is',
    'src/host/editors.ts#createEditors.makeExact: vscode.WorkspaceEdit.replace':
      'a person wants what was inserted as it was read',
    'src/host/editors.ts#createEditors.makeExact: vscode.workspace.applyEdit':
      'a person wants what was inserted as it was read',
    'src/host/altText/resolveFix.ts#resolve: vscode.WorkspaceEdit.set': 'a quick fix that a person chose',
    'src/host/altText/describePasted.ts#write: vscode.WorkspaceEdit.set': 'where a person pasted an image',
    'src/host/altText/describePasted.ts#write: vscode.workspace.applyEdit': 'where a person pasted an image',
    'src/host/features/pasteText.ts#editFor: vscode.WorkspaceEdit.replace': 'what a person pastes',
    'src/host/ownFiles.ts#writeOwnFile: vscode.FileSystem.delete': 'the door of the editor',
    'src/host/ownFiles.ts#writeOwnFile: vscode.FileSystem.rename': 'the door of the editor',
    'src/host/ownFiles.ts#writeOwnFile: vscode.FileSystem.writeFile': 'the door of the editor',
    'src/host/panelActions.ts#createPanelActions.copy: vscode.Clipboard.writeText': 'a person copies',
    'src/host/session/store.ts#createConversationStore.prune: vscode.FileSystem.delete': 'the editor’s storage',
    'src/host/session/store.ts#createConversationStore.remove: vscode.FileSystem.delete': 'the editor’s storage',
    'src/host/text/compare.ts#createTextCompare.use: vscode.WorkspaceEdit.replace':
      'a person takes a text of a comparison',
    'src/host/text/compare.ts#createTextCompare.use: vscode.workspace.applyEdit':
      'a person takes a text of a comparison',
    'src/host/text/doubts.ts#actionsFor: vscode.WorkspaceEdit.replace': 'a quick fix that a person chose',
    'src/host/text/languages.ts#createLanguages.remove: vscode.FileSystem.delete': 'the editor’s storage',
    'src/host/text/output.ts#createTextOutput.copy: vscode.Clipboard.writeText': 'a person copies',
  },
  evasions: [
    ...waysTo('node:fs', 'writeFileSync'),
    ...waysTo('fs/promises', 'appendFile'),
    ...waysTo('node:fs', 'promises', 'rename'),
    ...waysTo('node:fs', 'createWriteStream'),
    ...waysTo('node:fs', 'unlink'),
    ...waysTo('vscode', 'workspace', 'fs', 'writeFile'),
    ...waysTo('vscode', 'workspace', 'fs', 'delete'),
    ...waysTo('vscode', 'workspace', 'applyEdit'),
    "process.getBuiltinModule('fs').cpSync(x, x);",
    "import { open } from 'node:fs/promises'; const f = await open(x); const { appendFile } = f; appendFile(x);",
    "import { workspace } from 'vscode'; const { fs: q } = workspace; const p = q; p['rename'](x as never, x as never);",
    "import { WorkspaceEdit } from 'vscode'; const e = new WorkspaceEdit(); const f = e; f.deleteFile(x as never);",
    "import type { TextDocument } from 'vscode'; const f = ({ save }: TextDocument) => save();",
    "import type { FileSystem } from 'vscode'; const f = (q: FileSystem, g: (p: { delete(u: never): unknown }) => void) => g(q);",
  ],
};
