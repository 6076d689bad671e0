// Data by a schema in the workspace, which is sent with the question: real files and links, and the editor's API as far
// as the command uses it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({
  folder: '',
  picks: [] as string[],
  said: [] as string[],
  run: async (_uri: object) => {},
}));
vi.mock('vscode', async () => {
  const { readFile, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  class Uri {
    readonly scheme = 'file';
    constructor(readonly path: string) {}
    get fsPath() {
      return this.path;
    }
    toString() {
      return `file://${this.path}`;
    }
    static file = (path: string) => new Uri(path);
    static joinPath = ({ path }: Uri, ...parts: string[]) => new Uri(join(path, ...parts));
  }
  return {
    Uri,
    l10n: { t: (text: string, ...values: string[]) => text.replace(/\{(\d)\}/g, (_, at) => values[Number(at)] ?? '') },
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    FileSystemError: class extends Error {},
    CancellationError: class extends Error {},
    commands: {
      registerCommand: (_id: string, run: (uri: object) => Promise<void>) => {
        editor.run = run;
      },
    },
    window: {
      showQuickPick: async (items: readonly { label: string }[]) => {
        const wanted = editor.picks.shift();
        return items.find(({ label }) => label === wanted);
      },
      showErrorMessage: async (sentence: string) => {
        editor.said.push(sentence);
      },
    },
    workspace: {
      get workspaceFolders() {
        return [{ uri: new Uri(editor.folder) }];
      },
      getConfiguration: () => ({ inspect: () => undefined }),
      asRelativePath: ({ path }: Uri) => path.slice(editor.folder.length + 1),
      findFiles: async () =>
        ['plain.json', 'link.json', 'secrets/schema.json', 'innocent.json'].map(
          (name) => new Uri(join(editor.folder, name)),
        ),
      fs: {
        stat: async ({ path }: Uri) => ({ type: 1, size: (await stat(path)).size }),
        readFile: ({ path }: Uri) => readFile(path),
      },
    },
  };
});
const { Uri } = await import('vscode');
const { registerExtractDataSupport } = await import('../../../src/host/features/extractData');

const asked: unknown[] = [];
registerExtractDataSupport({
  sessions: {
    start: () => ({ ask: async (_question: string, { output }: { output: unknown }) => asked.push(output) }),
  },
  panels: { show: () => {} },
  log: { error: (line: string) => editor.said.push(line) },
} as unknown as Parameters<typeof registerExtractDataSupport>[0]);

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'sightread-schema-'));
  editor.folder = join(home, 'open');
  mkdirSync(join(editor.folder, 'secrets'), { recursive: true });
  writeFileSync(join(home, 'config.json'), '{ "auths": "of the user" }');
  writeFileSync(join(editor.folder, 'plain.json'), '{ "type": "object" }');
  writeFileSync(join(editor.folder, 'secrets/schema.json'), '{ "password": "of the team" }');
  symlinkSync(join(home, 'config.json'), join(editor.folder, 'link.json'));
  symlinkSync('secrets/schema.json', join(editor.folder, 'innocent.json'));
  asked.length = 0;
  editor.said.length = 0;
  return () => rmSync(home, { recursive: true });
});

const extractBy = async (name: string) => {
  editor.picks = ['Use a JSON Schema…', name];
  await editor.run(Uri.file(join(editor.folder, 'a.png')));
};

test('a schema of the workspace goes along', async () => {
  await extractBy('plain.json');
  expect(editor.said).toEqual([]);
  expect(asked).toEqual([{ kind: 'json', name: 'data', strict: false, schema: { type: 'object' } }]);
});

test.each([
  ['link.json', 'link.json isn’t inside the open folders, or is a link out of them, so it wasn’t read.'],
  ['secrets/schema.json', 'secrets/schema.json is excluded by your settings, so it wasn’t read.'],
  ['innocent.json', 'innocent.json is excluded by your settings, so it wasn’t read.'],
])('what may not be sent is no schema: %s', async (name, sentence) => {
  await extractBy(name);
  expect(editor.said).toEqual([sentence]);
  expect(asked).toEqual([]);
});
