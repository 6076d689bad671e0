// Who reads files, from the sources: each reader asks whether the content may be sent, or sends nothing.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo } from './ways';

/** What is read, and why it needs no question of its own. Others ask `mayBeSent`. */
const readers: Record<string, 'asks' | string> = {
  'src/host/altText/cacheFolder.ts': 'the editor’s storage',
  'src/host/altText/notebooks.ts': 'pictures.ts asks for the document',
  'src/host/altText/pictures.ts': 'asks',
  'src/host/altText/records.ts': 'records; pictures are only hashed',
  'src/host/altText/references.ts': 'finds images and shows the one; pictures.ts asks for the document',
  'src/host/altText/reviewApply.ts': 'finds where to write; sends nothing',
  'src/host/altText/reviewAsk.ts': 'looks for a place below; pictures.ts asks for the document',
  'src/host/altText/reviewScan.ts': 'finds images; pictures.ts asks for the document',
  'src/host/altText/reviewWords.ts': 'finds the words to write; sends nothing',
  'src/host/editors.ts': 'a new document of a text that was read',
  'src/host/features/altText.ts': 'pictures.ts asks for the document',
  'src/host/features/extractData.ts': 'a schema that the user picks',
  'src/host/panel/reviewPanels.ts': 'shows the place in the editor',
  'src/host/session/images.ts': 'guard.ts asks for all images of a request',
  'src/host/session/store.ts': 'the editor’s storage',
  'src/host/targets.ts': 'asks',
  'src/host/text/compare.ts': 'a text of its own, for a diff',
  'src/host/text/languages.ts': 'language data that the user picks',
  'src/host/text/reader.ts': 'asks',
  'src/host/workspaceSearch.ts': 'asks',
  'src/commandLine/altFiles.ts': 'altDescribe.ts asks for document and picture',
  'src/commandLine/cacheFolder.ts': 'the user’s cache',
  'src/commandLine/engine.ts': 'asks',
  'src/commandLine/jsonFile.ts': 'files that the user names',
  'src/commandLine/ocr.ts': 'asks',
  'src/commandLine/workspaceSettings.ts': 'settings',
  'src/disk/readUpTo.ts': 'the callers ask',
  'src/disk/wholeFile.ts': 'bytes are compared with those read before, and go nowhere',
  'src/engines/direct/certificates.ts': 'certificates of the user',
  'src/engines/direct/transport.ts': 'certificates of the user',
  'src/engines/imaging/heif.ts': 'a part of the product',
  'src/engines/imaging/svg.ts': 'parts of the product',
  'src/engines/ocr/tesseract.ts': 'parts of the product; a language pack',
};

/** Whatever gives the content of a file: all that hangs on a file system but what looks only at names; documents. */
const reads = (path: string): boolean => {
  const [, name] = /^(?:node:fs|vscode\.workspace\.fs)\.([^.]+)/.exec(path) ?? [];
  return name === undefined
    ? /\.(?:readFile|readFileSync|open(?:Text|Notebook)Document|createReadStream|readTarget|readImageFile|readUpTo|fs)$/.test(
        path,
      ) || /^vscode(?:\.workspace)?\.\*$/.test(path)
    : !/^(?:access|constants|existsSync|fstatSync|lstat|readdir|realpath|stat|readDirectory|isWritableFileSystem)$/.test(
        name,
      ) && !/^(?:chmod|mkdir|rm|rename|writeFile|delete)$/.test(name);
};

test('every file that reads files is known', () => {
  const reading = reaching(sourcesOf('src'), reads).map((one) => one.split(': ')[0]);
  expect([...new Set(reading)].sort()).toEqual(Object.keys(readers).sort());
});

test.each([
  ...waysTo('node:fs', 'readFileSync'),
  ...waysTo('fs/promises', 'open'),
  ...waysTo('vscode', 'workspace', 'fs', 'readFile'),
  ...waysTo('vscode', 'workspace', 'openTextDocument'),
  ...waysTo('vscode', 'workspace', 'openNotebookDocument'),
  "import { readTarget } from '../targets';",
  'function f({ openTextDocument }) {}',
])('a reader is seen: %s', (source) => {
  expect(reachOf(source).some(reads)).toBe(true);
});

test.each(
  Object.entries(readers)
    .filter(([, why]) => why === 'asks')
    .map(([file]) => file),
)('%s asks', (file) => {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/\b(?:whyNot|checkMayBeSent)\(|engine\.image\(/);
});

test.each([
  'src/host/session/guard.ts',
  'src/host/namedImage.ts',
  'src/commandLine/altDescribe.ts',
])('%s, on which others rely, asks', (file) => {
  expect(readFileSync(file, 'utf8')).toMatch(/await (?:whyNot|checkMayBeSent)\(/);
});

test('documents that a search finds count only inside the workspace, links followed', () => {
  const searching = sourcesOf('src/host/altText').filter((file) => readFileSync(file, 'utf8').includes('.findFiles('));
  expect(searching).not.toEqual([]);
  expect(searching.filter((file) => !readFileSync(file, 'utf8').includes('await isInWorkspace('))).toEqual([]);
});

test('the command line reads files by what they are once open, up to a limit', () => {
  const others = sourcesOf('src/commandLine').filter((file) =>
    /\b(?:readFile|readFileSync|createReadStream)\b/.test(readFileSync(file, 'utf8')),
  );
  // What is in the user's cache, the program wrote itself.
  expect(others).toEqual(['src/commandLine/cacheFolder.ts']);
});
