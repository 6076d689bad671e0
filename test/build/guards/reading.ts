import { waysTo } from '../ways';
import type { Guard } from './guard';

/** What of Node's files looks only at names and sizes, or writes; writing has a guard of its own. */
const other =
  /^node:fs\.(?:Dirent|StatsBase|Stats|BigIntStats|FileReadResult|FileHandle\.(?:close|stat)|access|constants|existsSync|fstatSync|lstat|readdir|realpath|stat|chmod|mkdir|rename|rm|writeFile)(?:\.|$)/;

export const reading: Guard = {
  title: 'only these functions read files, and why each asks no question of its own',
  sees: ({ what }) =>
    (what.startsWith('node:fs.') && !other.test(what)) ||
    /^vscode\.(?:FileSystem\.readFile|workspace\.(?:open\w+Document|findFiles\w*|decode|encode)|DataTransferFile\.data|DataTransferItem\.(?:value|asString)|Clipboard\.readText)$/.test(
      what,
    ) ||
    /^src\/(?:host\/targets\.ts#readTarget|commandLine\/engine\.ts#readImageFile|(?:disk|host)\/readUpTo\.ts#read\w*UpTo)$/.test(
      what,
    ) ||
    /^node:(?:process\.\w*stdin|worker_threads\.(?!MessagePort|Worker|parentPort|workerData))|\.Process\.stdin$/.test(
      what,
    ),
  allowed: {
    'src/commandLine/altFiles.ts#hashFile: src/disk/readUpTo.ts#readUpTo': 'is only hashed',
    'src/commandLine/altFiles.ts#readAltFile: src/disk/readUpTo.ts#readUpTo':
      'src/commandLine/altDescribe.ts#imageOf asks for document and picture',
    'src/commandLine/altFiles.ts#readRecordsFile: src/disk/readUpTo.ts#readUpTo': 'records; pictures are only hashed',
    'src/commandLine/cacheFolder.ts#createCacheFolder.read: node:fs.readFile':
      'the user’s cache, which the program wrote itself',
    'src/commandLine/engine.ts#createEngine.addLanguageFile: src/disk/readUpTo.ts#readUpTo':
      'a file of a language that the user names',
    'src/commandLine/engine.ts#readImageFile: src/disk/readUpTo.ts#readUpTo': 'the callers ask',
    'src/commandLine/engine.ts#readToSend: src/commandLine/engine.ts#readImageFile': 'the callers ask',
    'src/commandLine/jsonFile.ts#readJsonFile: src/disk/readUpTo.ts#readUpTo':
      'src/commandLine/jsonFile.ts#readJsonFile asks',
    'src/commandLine/ocr.ts#readOffline: src/commandLine/engine.ts#readImageFile': 'the callers ask',
    'src/commandLine/terminal.ts#terminalConfirm: global.NodeJS.Process.stdin': 'a key is typed, a question answered',
    'src/commandLine/workspaceSettings.ts#readSettings: src/disk/readUpTo.ts#readUpTo': 'settings',
    'src/disk/readUpTo.ts#readUpTo: node:fs.FileHandle.read': 'the door of the command line',
    'src/disk/readUpTo.ts#readUpTo: node:fs.open': 'the door of the command line',
    'src/disk/wholeFile.ts#writeWhole: node:fs.readFile': 'bytes are compared with those read before, and go nowhere',
    'src/engines/network/certificates.ts#extraCertificates: node:fs.readFileSync': 'certificates of the user',
    'src/engines/network/certificates.ts#trustedCertificates: node:fs.readFileSync': 'certificates of the user',
    'src/engines/network/transport.ts#createDirectTransport: node:fs.readFileSync': 'certificates of the user',
    'src/engines/imaging/heif.ts#load: node:fs.readFileSync': 'parts of the product',
    'src/engines/imaging/svg.ts#load: node:fs.readFileSync': 'parts of the product',
    'src/engines/ocr/codeReader.ts#find: node:fs.readFileSync': 'parts of the product',
    'src/engines/ocr/worker.ts#cellReaders.fileOf: node:fs.readFile': 'a part of the product',
    'src/engines/ocr/tesseract.ts#loadRecognizer: node:fs.readFile': 'a part of the product',
    'src/engines/ocr/tesseract.ts#readModel: node:fs.readFile':
      'a language of the product, or a package that was checked',
    'src/host/altText/cacheFolder.ts#createCacheFolder.read: src/host/readUpTo.ts#readTextUpTo': 'the editor’s storage',
    'src/host/altText/notebooks.ts#pictureInNotebook: src/host/readUpTo.ts#readTextUpTo':
      'src/host/altText/pictures.ts#findPicture asks for the document',
    'src/host/altText/notebooks.ts#showCell: vscode.workspace.openNotebookDocument': 'shows the place in the editor',
    'src/host/altText/pictures.ts#filePicture.read: src/host/targets.ts#readTarget':
      'src/host/altText/pictures.ts#filePicture asks',
    'src/host/altText/recordFiles.ts#createRecordFiles.load: src/host/readUpTo.ts#readTextUpTo':
      'records; sends nothing',
    'src/host/altText/references.ts#findReferences: src/host/readUpTo.ts#readTextUpTo':
      'src/host/altText/references.ts#findReferences asks for its place; shows the image',
    'src/host/altText/references.ts#findReferences: vscode.workspace.findFiles':
      'src/host/altText/references.ts#findReferences asks for its place; shows the image',
    'src/host/altText/references.ts#show: vscode.workspace.openTextDocument': 'shows the place in the editor',
    'src/host/altText/reviewApply.ts#thatStand: vscode.workspace.openTextDocument':
      'finds where to write; sends nothing',
    'src/host/altText/reviewApply.ts#writeAll: vscode.workspace.openTextDocument':
      'src/host/altText/reviewApply.ts#writeAll asks for its place; sends nothing',
    'src/host/altText/reviewAsk.ts#createReviewAsking.describeLonger: vscode.workspace.openTextDocument':
      'src/host/altText/pictures.ts#findPicture asks for the document',
    'src/host/altText/reviewScan.ts#filesOf: vscode.workspace.findFiles':
      'src/host/altText/reviewScan.ts#scanForReview.worker asks for its place',
    'src/host/altText/reviewScan.ts#textOf: src/host/readUpTo.ts#readUpTo':
      'finds images; src/host/altText/pictures.ts#findPicture asks for the document',
    'src/host/altText/reviewWords.ts#keepWordsShown.check: vscode.workspace.openTextDocument':
      'finds the words to write; sends nothing',
    'src/host/editors.ts#createEditors.openDocument: vscode.workspace.openTextDocument':
      'a new document of a text that was read',
    'src/host/features/altText.ts#registerAltTextSupport: vscode.workspace.openTextDocument':
      'src/host/altText/pictures.ts#findPicture asks for the document',
    'src/host/features/extractData.ts#schemaFromWorkspace: src/host/readUpTo.ts#readUpTo':
      'src/host/features/extractData.ts#schemaFromWorkspace asks',
    'src/host/features/extractData.ts#schemaFromWorkspace: vscode.workspace.findFiles':
      'src/host/features/extractData.ts#schemaFromWorkspace asks',
    'src/host/panel/reviewPage.ts#openPlace: vscode.workspace.openTextDocument': 'shows the place in the editor',
    'src/host/readUpTo.ts#readTextUpTo: src/host/readUpTo.ts#readUpTo': 'the door of the editor: the callers ask',
    'src/host/readUpTo.ts#readUpTo: src/disk/readUpTo.ts#readUpTo': 'the door of the editor: the callers ask',
    'src/host/readUpTo.ts#readUpTo: vscode.FileSystem.readFile': 'the door of the editor: the callers ask',
    'src/host/session/images.ts#createSessionImages.fetchOrRead: src/host/targets.ts#readTarget':
      'src/host/session/guard.ts#checkBeforeSending asks for all images of a request',
    'src/host/session/store.ts#createConversationStore.load: src/host/readUpTo.ts#readTextUpTo': 'the editor’s storage',
    'src/host/session/store.ts#createConversationStore.readImage: src/host/readUpTo.ts#readUpTo':
      'the editor’s storage',
    'src/host/targets.ts#pickImages: vscode.workspace.findFiles': 'names of files, for a person to pick',
    'src/host/targets.ts#readTarget: src/host/readUpTo.ts#readUpTo': 'the callers ask',
    'src/host/text/compare.ts#createTextCompare.documentFor: vscode.workspace.openTextDocument':
      'a text of its own, for a diff',
    'src/host/text/leftOut.ts#showLeftOut: vscode.workspace.openTextDocument': 'a new document of what was read',
    'src/host/text/languages.ts#createLanguages.addFile: src/disk/readUpTo.ts#readUpTo':
      'a file of a language that the user picks',
    'src/startup/pasteText.ts#registerPasteText.provideDocumentPasteEdits: vscode.DataTransferFile.data':
      'what a person pastes',
    'src/host/text/reader.ts#toTextSource.read: src/host/targets.ts#readTarget': 'the callers ask',
    'src/host/workspaceSearch.ts#readIgnoreFile: src/host/readUpTo.ts#readUpTo':
      'rules of what is left out; sends nothing',
    'src/host/workspaceSearch.ts#search: src/host/readUpTo.ts#readUpTo': 'src/host/workspaceSearch.ts#search asks',
    'src/host/workspaceSearch.ts#search: vscode.workspace.findFiles': 'src/host/workspaceSearch.ts#search asks',
  },
  evasions: [
    ...waysTo('node:fs', 'readFileSync'),
    ...waysTo('fs/promises', 'open'),
    ...waysTo('node:fs', 'promises', 'readFile'),
    ...waysTo('vscode', 'workspace', 'fs', 'readFile'),
    ...waysTo('vscode', 'workspace', 'openTextDocument'),
    ...waysTo('vscode', 'workspace', 'findFiles'),
    "import { readTarget as q } from './targets'; use(q);",
    "import * as q from './targets'; q['readTarget'](x as never);",
    "export { readTarget } from './targets';",
    "import { readTextUpTo as q } from './readUpTo'; use(q);",
    "import { readUpTo } from './readUpTo'; readUpTo(x as never, 1);",
    "import fs from 'node:fs'; const f = fs; f.readFile(x, use);",
    "import type { workspace } from 'vscode'; const f = ({ openTextDocument }: typeof workspace) => openTextDocument(x);",
  ],
};
