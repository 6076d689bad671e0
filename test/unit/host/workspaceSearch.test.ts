// What a model is offered from a folder: real files and links, and the editor's API as far as the search uses it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({
  folder: '',
  found: [] as string[],
  exclude: undefined as readonly string[] | undefined,
  /** What the user presses, if not the button to send. */
  answer: (send: string): string | undefined => send,
  questions: [] as string[],
}));
vi.mock('vscode', async () => {
  const { readFile, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  class FileSystemError extends Error {}
  const file = (path: string): object => ({ scheme: 'file', path, fsPath: path, toString: () => `file://${path}` });
  const missing = (error: unknown) => {
    throw new FileSystemError(String(error));
  };
  const root = () => ({ uri: file(editor.folder) });
  return {
    l10n: { t: (text: string) => text },
    Uri: { file, joinPath: ({ path }: { path: string }, ...parts: string[]) => file(join(path, ...parts)) },
    FileType: { File: 1, SymbolicLink: 64 },
    FileSystemError,
    window: {
      showWarningMessage: async (question: string, { detail }: { detail: string }, send: string) => {
        editor.questions.push(`${question}\n${detail}`);
        return editor.answer(send);
      },
    },
    workspace: {
      get workspaceFolders() {
        return [root()];
      },
      getWorkspaceFolder: ({ path }: { path: string }) => (path.startsWith(`${editor.folder}/`) ? root() : undefined),
      getConfiguration: () => ({ get: () => undefined, inspect: () => ({ globalValue: editor.exclude }) }),
      asRelativePath: ({ path }: { path: string }) => path.slice(editor.folder.length + 1),
      findFiles: async () => editor.found.map((name) => file(join(editor.folder, name))),
      fs: {
        stat: async ({ path }: { path: string }) => {
          const found = await stat(path).catch(missing);
          return { type: found.isFile() ? 1 : found.isDirectory() ? 2 : 0, size: found.size };
        },
        readFile: ({ path }: { path: string }) => readFile(path),
      },
    },
  };
});
const { workspaceSearchTool } = await import('../../../src/host/workspaceSearch');

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sightread-search-'));
  // The open folder is itself a link.
  mkdirSync(join(home, 'real/private'), { recursive: true });
  mkdirSync(join(home, 'real/open'));
  symlinkSync('real', join(home, 'folder'));
  editor.folder = join(home, 'folder');
  writeFileSync(join(editor.folder, '.gitignore'), 'private/\n');
  writeFileSync(join(editor.folder, 'private/a.txt'), 'needle of the user\n');
  writeFileSync(join(editor.folder, 'open/b.txt'), 'needle of all\n');
  writeFileSync(join(editor.folder, '.env'), 'needle=1\n');
  symlinkSync('private', join(editor.folder, 'aa-pub'));
  symlinkSync('open', join(editor.folder, 'cc'));
  symlinkSync('.env', join(editor.folder, 'plain.txt'));
  editor.exclude = undefined;
  editor.answer = (send) => send;
  editor.questions.length = 0;
  editor.found = ['aa-pub/a.txt', 'cc/b.txt', 'open/b.txt', 'plain.txt', 'private/a.txt'];
  return () => rmSync(home, { recursive: true });
});

const search = () => workspaceSearchTool('Groq').run({ text: 'needle' }, new AbortController().signal);

test('what is ignored or secret is so by the name behind a link, too', async () => {
  const { text } = await search();
  expect(text.split('\n')).toEqual(['cc/b.txt:1: needle of all', 'open/b.txt:1: needle of all']);
});

test.skipIf(process.platform === 'win32')(
  'a device in place of a .gitignore is not read, and nothing below it goes',
  async () => {
    symlinkSync('/dev/null', join(editor.folder, 'open/.gitignore'));
    expect((await search()).text).toBe('No file holds this text.');
  },
);

test('secrets and what the default names stay here, whatever the setting says', async () => {
  editor.exclude = [];
  mkdirSync(join(editor.folder, 'secrets'));
  writeFileSync(join(editor.folder, 'secrets/prod.txt'), 'needle of the server\n');
  symlinkSync('secrets', join(editor.folder, 'dd'));
  // A folder that is only called so.
  mkdirSync(join(editor.folder, 'ee'));
  symlinkSync('../open', join(editor.folder, 'ee/secrets'));
  editor.found = ['.env', 'dd/prod.txt', 'ee/secrets/b.txt', 'open/b.txt', 'plain.txt', 'secrets/prod.txt'];
  expect((await search()).text).toBe('open/b.txt:1: needle of all');
});

test('the user’s globs hold for a search', async () => {
  editor.exclude = ['open/**'];
  expect((await search()).text).toBe('No file holds this text.');
});

test('every line that is sent was in the question, and no other', async () => {
  for (let at = 0; at < 30; at++) {
    writeFileSync(
      join(editor.folder, `open/n${at}.txt`),
      `${'x'.repeat(300)} needle \u202e${at}${'y'.repeat(300)}\n`.repeat(3),
    );
  }
  editor.found = Array.from({ length: 30 }, (_, at) => `open/n${at}.txt`);
  const { text } = await search();
  const lines = text.split('\n');
  expect(lines.length).toBeGreaterThan(5);
  expect(editor.questions).toHaveLength(1);
  expect(editor.questions[0]?.split('\n').slice(-lines.length)).toEqual(lines);
});

test('after one no, the tool is gone, and nobody is asked again', async () => {
  editor.answer = () => undefined;
  const tool = workspaceSearchTool('Groq');
  const run = () => tool.run({ text: 'needle' }, new AbortController().signal);
  expect((await run()).text).not.toContain('needle');
  editor.answer = (send) => send;
  expect((await run()).text).not.toContain('needle');
  expect(tool.isOver?.()).toBe(true);
  expect(editor.questions).toHaveLength(1);
});
