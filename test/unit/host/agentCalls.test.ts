// What an agent's call does is what was shown before it: real files that are made or replaced in between.
import {
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({ folder: '', questions: [] as string[], answer: undefined as string | undefined }));
vi.mock('vscode', async (original) => {
  const { stat } = await import('node:fs/promises');
  class Part {
    constructor(readonly value: string) {}
  }
  return {
    ...(await original<object>()),
    LanguageModelTextPart: Part,
    LanguageModelToolResult: class {
      constructor(readonly content: readonly Part[]) {}
    },
    MarkdownString: Part,
    window: {
      showWarningMessage: async (question: string) => {
        editor.questions.push(question);
        return editor.answer;
      },
    },
    workspace: {
      getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
      asRelativePath: ({ path }: { path: string }) => path,
      fs: {
        stat: async ({ fsPath }: { fsPath: string }) => {
          // As the editor reports it: its `ctime` is when the file was created.
          const { mtime, birthtime, size } = await stat(fsPath);
          return { mtime: mtime.getTime(), ctime: birthtime.getTime(), size };
        },
      },
    },
  };
});
vi.mock('../../../src/host/namedImage', async () => {
  const { existsSync } = await import('node:fs');
  return {
    findNamedImage: async (name: string) => {
      const isWeb = name.startsWith('http');
      const path = isWeb ? name : join(editor.folder, name);
      if (!isWeb && !existsSync(path)) {
        throw new Error(`${name} isn’t there.`);
      }
      return { name, uri: { scheme: isWeb ? 'http' : 'file', path, fsPath: path, toString: () => path } };
    },
  };
});
vi.mock('../../../src/host/targets', async () => ({
  isWebUrl: ({ scheme }: { scheme: string }) => scheme === 'http',
  titleOf: (all: readonly { name: string }[]) => all.map(({ name }) => name).join(', '),
}));
vi.mock('../../../src/host/text/reader', () => ({
  toTextSource: ({ name }: { name: string }) => ({ name, read: async () => new TextEncoder().encode('file') }),
}));
vi.mock('../../../src/host/text/job', () => ({ readingContext: async () => ({}) }));
vi.mock('../../../src/host/session/session', () => ({}));
const { createLanguageModelTools } = await import('../../../src/host/features/languageModelTools');

type Deps = Parameters<typeof createLanguageModelTools>[0];

/** The tool that reads text, by a provider elsewhere or on this machine. */
function readingTool() {
  const read: string[] = [];
  const asked: string[][] = [];
  const fetched: string[] = [];
  const provider = { id: 'offline', label: 'Offline', destination: { kind: 'machine' } as object };
  const permit = {
    download: async (url: string) => {
      fetched.push(url);
      return new TextEncoder().encode('web');
    },
  };
  const deps = {
    reader: {
      read: async (source: { name: string; read(signal: AbortSignal): Promise<Uint8Array> }) => {
        await source.read(new AbortController().signal);
        read.push(source.name);
        return { shaped: { text: 'Words.', doubts: [] }, model: '', usage: undefined, cutOff: false };
      },
    },
    providers: { get: () => provider },
    fetches: {
      mayBeFetched: async (urls: string[]) => {
        asked.push(urls);
        return permit;
      },
      agreed: () => {
        throw new Error('Nobody was asked.');
      },
    },
  } as unknown as Deps;
  const tool = createLanguageModelTools(deps).sightread_read_text!;
  const prepare = (image: string) => tool.prepareInvocation!({ input: { image } }, {} as never);
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
  const invoke = (image: string) => tool.invoke({ input: { image } } as never, token as never);
  return { prepare, invoke, read, provider, asked, fetched };
}

beforeEach(() => {
  editor.folder = mkdtempSync(join(tmpdir(), 'sightread-calls-'));
  editor.questions.length = 0;
  editor.answer = undefined;
  writeFileSync(at('a.png'), 'one picture');
  writeFileSync(at('b.png'), 'two picture');
  return () => rmSync(editor.folder, { recursive: true });
});
const at = (name: string) => join(editor.folder, name);

test('what was shown runs without another question, once', async () => {
  const { prepare, invoke, read } = readingTool();
  await prepare('a.png');
  await invoke('a.png');
  expect([read, editor.questions]).toEqual([['a.png'], []]);
  await expect(invoke('a.png')).rejects.toThrow('didn’t allow');
  expect([read, editor.questions]).toEqual([['a.png'], ['Let an agent see a.png?']]);
  editor.answer = 'Allow';
  await invoke('a.png');
  expect(read).toEqual(['a.png', 'a.png']);
});

test('a file that was not there when the call was shown is asked about', async () => {
  const { prepare, invoke, read } = readingTool();
  expect(await prepare('new.png')).toEqual({});
  copyFileSync(at('a.png'), at('new.png'));
  await expect(invoke('new.png')).rejects.toThrow('didn’t allow');
  expect([read, editor.questions]).toEqual([[], ['Let an agent see new.png?']]);
});

test.each<[string, () => void]>([
  ['written over', () => writeFileSync(at('a.png'), 'other words')],
  [
    'written over, its time set back',
    () => {
      const { atime, mtime } = statSync(at('a.png'));
      writeFileSync(at('a.png'), 'other words');
      utimesSync(at('a.png'), atime, mtime);
    },
  ],
  ['replaced by another', () => renameSync(at('b.png'), at('a.png'))],
  [
    'replaced by a link',
    () => {
      unlinkSync(at('a.png'));
      symlinkSync('b.png', at('a.png'));
    },
  ],
])('a file that was %s after it was shown is asked about', async (_, replace) => {
  const { prepare, invoke, read } = readingTool();
  await prepare('a.png');
  await new Promise((resolve) => setTimeout(resolve, 20));
  replace();
  await expect(invoke('a.png')).rejects.toThrow('didn’t allow');
  expect([read, editor.questions]).toEqual([[], ['Let an agent see a.png?']]);
});

test('a link that leads elsewhere after it was shown is asked about, whatever the times are', async () => {
  const { mtime } = statSync(at('a.png'));
  utimesSync(at('b.png'), mtime, mtime);
  symlinkSync('a.png', at('link.png'));
  const { prepare, invoke, read } = readingTool();
  await prepare('link.png');
  unlinkSync(at('link.png'));
  symlinkSync('b.png', at('link.png'));
  await expect(invoke('link.png')).rejects.toThrow('didn’t allow');
  expect(read).toEqual([]);
});

test('another image, and another provider, than the one that was shown is asked about', async () => {
  const { prepare, invoke, read, provider } = readingTool();
  await prepare('a.png');
  await expect(invoke('b.png')).rejects.toThrow('didn’t allow');
  provider.destination = { kind: 'origin', origin: 'https://llm.example' };
  await expect(invoke('a.png')).rejects.toThrow('didn’t allow');
  expect([read, editor.questions]).toEqual([[], ['Let an agent see b.png?', 'Let an agent see a.png?']]);
});

test('an image from the web is fetched only by the permit for this call', async () => {
  const { prepare, invoke, asked, fetched } = readingTool();
  const url = 'http://a.example/x.png?d=1';
  await prepare(url);
  expect(asked).toEqual([]);
  await invoke(url);
  expect([asked, fetched]).toEqual([[[url]], [url]]);
});
