// The records of alts in a repository that may mean harm: real files and links, the editor's surface as far as they use it.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({ folder: '', read: [] as string[], warned: [] as string[] }));
vi.mock('../../../../src/disk/readUpTo', async (original) => {
  const disk = await original<typeof import('../../../../src/disk/readUpTo')>();
  const readUpTo = (path: string, most: number) => {
    editor.read.push(path);
    return disk.readUpTo(path, most);
  };
  return { ...disk, readUpTo };
});
vi.mock('vscode', async () => {
  const { lstat, readFile, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  class Uri {
    readonly scheme = 'file';
    constructor(readonly path: string) {}
    get fsPath() {
      return this.path;
    }
    with({ path }: { path: string }) {
      return new Uri(path);
    }
    toString() {
      return `file://${this.path}`;
    }
    static file = (path: string) => new Uri(path);
    static joinPath = ({ path }: Uri, ...parts: string[]) => new Uri(join(path, ...parts));
  }
  class FileSystemError extends Error {}
  const missing = (error: unknown) => {
    throw new FileSystemError(String(error));
  };
  return {
    Uri,
    FileSystemError,
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    l10n: { t: (text: string, ...values: string[]) => text.replace(/\{(\d)\}/g, (_, at) => values[Number(at)] ?? '') },
    window: { showWarningMessage: async (sentence: string) => void editor.warned.push(sentence) },
    workspace: {
      notebookDocuments: [],
      getWorkspaceFolder: () => ({ uri: new Uri(editor.folder) }),
      // The repository asks for its records to be shared.
      getConfiguration: () => ({ get: (name: string) => name === 'altText.shareRecords' }),
      fs: {
        stat: async ({ path }: Uri) => {
          const own = await lstat(path).catch(missing);
          // As the editor has it: a link that leads nowhere is there, and is no file.
          const found = await stat(path).catch(() => undefined);
          const type = (own.isSymbolicLink() ? 64 : 0) | (found?.isFile() ? 1 : 0) | (found?.isDirectory() ? 2 : 0);
          return { type, size: found?.size ?? 0, mtime: own.mtimeMs };
        },
        readFile: ({ path }: Uri) => {
          editor.read.push(path);
          return readFile(path);
        },
      },
    },
  };
});
const { Uri } = await import('vscode');
const { createRecordFiles } = await import('../../../../src/host/altText/recordFiles');
const { createAltTextRecords } = await import('../../../../src/host/altText/records');

let home: string;
let shared: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sightread-records-'));
  editor.folder = join(home, 'open');
  editor.read.length = 0;
  editor.warned.length = 0;
  shared = join(editor.folder, '.sightread-alt.json');
  mkdirSync(editor.folder);
  return () => rmSync(home, { recursive: true });
});

const make = () =>
  createAltTextRecords({
    files: createRecordFiles(Uri.file(join(home, 'storage'))),
    log: { warn: (line: string) => editor.warned.push(line) } as never,
  });
const document = () => Uri.file(join(editor.folder, 'a.md'));
const written = () => ({ document: document(), src: 'a.png', imageHash: 'ab'.repeat(32), alt: 'A lake.' });
const inStorage = () => readFileSync(join(home, 'storage/altRecords.json'), 'utf8');

test('a repository has its records where it asks for them, and they are read again only when they changed', async () => {
  const records = make();
  await records.remember([written()]);
  expect(readFileSync(shared, 'utf8')).toContain('"a.png"');
  expect(editor.warned).toEqual([]);
  const before = editor.read.length;
  for (let looks = 0; looks < 5; looks++) {
    await records.staleOf(document(), []);
  }
  expect(editor.read.length - before).toBe(1);
  writeFileSync(shared, '{"version":1,"documents":{}}');
  await records.staleOf(document(), []);
  expect(editor.read.length - before).toBe(2);
});

const plants: Readonly<Record<string, () => void>> = {
  'a link to a file of the user': () => {
    writeFileSync(join(home, '.bashrc'), 'alias ll="ls -l"\n');
    symlinkSync('../.bashrc', shared);
  },
  'a link to a file that is not there': () => symlinkSync('../.zshenv', shared),
  'a file of 480 MB': () => {
    writeFileSync(shared, '');
    truncateSync(shared, 480e6);
  },
  'a folder': () => mkdirSync(shared),
  'somebody’s own file': () => writeFileSync(shared, 'alias ll="ls -l"\n'),
  'JSON of another kind': () => writeFileSync(shared, '{ "version": 2 }'),
};

test.each(
  Object.keys(plants),
)('%s is left as it is, and told; what was written is remembered elsewhere', async (name) => {
  plants[name]?.();
  const contents = () =>
    readdirSync(home, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name: file }) => [file, readFileSync(join(home, file), 'utf8')]);
  const before = contents();
  const records = make();
  await records.staleOf(document(), []);
  await records.remember([written()]);
  expect(contents()).toEqual(before);
  expect(readdirSync(editor.folder)).toEqual(['.sightread-alt.json']);
  expect(inStorage()).toContain('"a.png"');
  expect(editor.warned).toEqual([expect.stringContaining('is a link, too large, or not a Sightread file')]);
  if (!/own|kind/.test(name)) {
    expect(editor.read).not.toContain(shared);
  }
});
