// Who reads files, from the sources: each reader asks whether the content may be sent, or sends nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What is read, and why it needs no question of its own. Others ask `mayBeSent`. */
const readers: Record<string, 'asks' | string> = {
  'src/host/altText/cacheFolder.ts': 'the editor’s storage',
  'src/host/altText/notebooks.ts': 'pictures.ts asks for the document',
  'src/host/altText/pictures.ts': 'asks',
  'src/host/altText/records.ts': 'records; pictures are only hashed',
  'src/host/altText/references.ts': 'finds images; pictures.ts asks for the document',
  'src/host/altText/reviewScan.ts': 'finds images; pictures.ts asks for the document',
  'src/host/features/extractData.ts': 'a schema that the user picks',
  'src/host/session/images.ts': 'guard.ts asks for all images of a request',
  'src/host/session/store.ts': 'the editor’s storage',
  'src/host/targets.ts': 'asks',
  'src/host/text/reader.ts': 'asks',
  'src/host/workspaceSearch.ts': 'asks',
  'src/commandLine/altFiles.ts': 'altDescribe.ts asks for document and picture',
  'src/commandLine/cacheFolder.ts': 'the user’s cache',
  'src/commandLine/engine.ts': 'asks',
  'src/commandLine/jsonFile.ts': 'files that the user names',
  'src/commandLine/ocr.ts': 'asks',
  'src/commandLine/workspaceSettings.ts': 'settings',
  'src/disk/wholeFile.ts': 'bytes are compared with those read before, and go nowhere',
};

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/'));

test('every file that reads files is known', () => {
  const reading = ['src/host', 'src/commandLine', 'src/disk']
    .flatMap(sourcesIn)
    .filter((file) =>
      /\b(?:readFile|readFileSync|createReadStream|readTarget|readImageFile)\(/.test(readFileSync(file, 'utf8')),
    );
  expect(reading.sort()).toEqual(Object.keys(readers).sort());
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
  const searching = sourcesIn('src/host/altText').filter((file) => readFileSync(file, 'utf8').includes('.findFiles('));
  expect(searching).not.toEqual([]);
  expect(searching.filter((file) => !readFileSync(file, 'utf8').includes('await isInWorkspace('))).toEqual([]);
});
