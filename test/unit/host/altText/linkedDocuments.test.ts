// A review of a folder with links: real files, and the editor's API as far as the scan and the writing use it.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({ folder: '', found: [] as string[], opened: [] as string[] }));
vi.mock('vscode', async () => {
  const { readFile, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const { fileURLToPath } = await import('node:url');
  const file = (path: string) => ({ scheme: 'file', path, fsPath: path, toString: () => `file://${path}` });
  return {
    window: {},
    l10n: { t: (text: string) => text },
    Uri: { file, joinPath: ({ path }: { path: string }, ...parts: string[]) => file(join(path, ...parts)) },
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    FileSystemError: class extends Error {},
    RelativePattern: class {},
    WorkspaceEdit: class {},
    workspace: {
      get workspaceFolders() {
        return [{ uri: file(editor.folder) }];
      },
      getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
      textDocuments: [],
      notebookDocuments: [],
      asRelativePath: (uri: { path: string }) => uri.path,
      findFiles: async () => editor.found.map((name) => file(join(editor.folder, name))),
      openTextDocument: async (uri: { path: string }) => {
        editor.opened.push(uri.path);
        return { uri, version: 1, languageId: 'markdown', getText: () => '' };
      },
      fs: {
        stat: async (uri: object) => {
          const found = await stat(fileURLToPath(String(uri)));
          return { type: found.isDirectory() ? 2 : 1, size: found.size, mtime: 0, ctime: 0 };
        },
        readFile: (uri: object) => readFile(fileURLToPath(String(uri))),
      },
    },
  };
});
const { Uri } = await import('vscode');
const { scanForReview } = await import('../../../../src/host/altText/reviewScan');
const { writeAll } = await import('../../../../src/host/altText/reviewApply');

type Engines = Parameters<typeof writeAll>[1];
type Records = Parameters<typeof scanForReview>[1]['records'];
const reference = { index: 0, start: 0, src: { raw: 'a.png' } };
const engines = {
  markup: () => ({
    find: async () => ({ references: [reference] }),
    check: async () => ({ findings: [{ image: 0 }] }),
  }),
} as unknown as Engines;
const records = { staleOf: async () => new Set() } as unknown as Records;
const signal = new AbortController().signal;
let outside: string;

beforeEach(() => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'sightread-linked-')));
  outside = join(home, 'outside');
  editor.folder = join(home, 'open');
  mkdirSync(outside);
  mkdirSync(editor.folder);
  writeFileSync(join(outside, 'notes.md'), '![](a.png)\n');
  writeFileSync(join(editor.folder, 'own.md'), '![](a.png)\n');
  symlinkSync(join(outside, 'notes.md'), join(editor.folder, 'ext.md'));
  symlinkSync(outside, join(editor.folder, 'dir'));
  symlinkSync('own.md', join(editor.folder, 'alias.md'));
  editor.found = ['own.md', 'ext.md', 'dir/notes.md', 'alias.md'];
  editor.opened = [];
  return () => rmSync(home, { recursive: true });
});

const scan = async (scope: string) => {
  const told: { outside: number }[] = [];
  const { images } = await scanForReview(
    Uri.file(scope),
    { engines, records },
    (progress) => told.push({ ...progress }),
    signal,
  );
  return { names: images.map(({ uri }) => uri.path.slice(editor.folder.length + 1)), outside: told.at(-1)?.outside };
};

test('a folder’s links out of the workspace are left out and counted; a document that a person picks is not', async () => {
  expect(await scan(editor.folder)).toEqual({ names: ['alias.md', 'own.md'], outside: 2 });
  expect(await scan(join(editor.folder, 'ext.md'))).toEqual({ names: ['ext.md'], outside: 0 });
});

test('a document that became a link out after the scan is not opened to be written', async () => {
  const write = (isPicked: boolean) =>
    writeAll(
      [
        {
          id: '1',
          uri: Uri.file(join(editor.folder, 'ext.md')),
          isPicked,
          reference: reference as never,
          alt: 'A lake',
          longDescription: '',
          label: '',
          description: '',
          takes: [],
        },
      ],
      engines,
      false,
      signal,
    ).catch(() => undefined);
  expect(await write(false)).toMatchObject({ applied: false, refused: new Map([['1', 'changed']]) });
  expect(editor.opened).toEqual([]);
  await write(true);
  expect(editor.opened).toEqual([join(editor.folder, 'ext.md')]);
});
