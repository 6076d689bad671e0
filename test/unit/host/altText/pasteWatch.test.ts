// Which change of a document counts as the user's own paste.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({
  providers: [] as Record<string, (document: object) => unknown>[],
  changed: (_event: object): void => undefined,
}));
vi.mock('vscode', async (original) => {
  const kind = { append: () => ({}) };
  const register = (_: unknown, provider: Record<string, (document: object) => unknown>) => {
    editor.providers.push(provider);
    return { dispose: () => undefined };
  };
  return {
    ...(await original<object>()),
    Disposable: { from: (...all: { dispose(): void }[]) => ({ dispose: () => all.map((one) => one.dispose()) }) },
    DocumentDropOrPasteEditKind: { Empty: kind },
    languages: { registerDocumentPasteEditProvider: register, registerDocumentDropEditProvider: register },
    workspace: {
      getConfiguration: () => ({
        inspect: (name: string) => ({ globalValue: name === 'altText.onPaste' || undefined }),
      }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
      onDidChangeTextDocument: (listener: (event: object) => void) => {
        editor.changed = listener;
        return { dispose: () => undefined };
      },
    },
  };
});
vi.mock('../../../../src/host/altText/documents', () => ({ holdsImages: () => true }));
const { registerAltTextOnPasteSupport } = await import('../../../../src/host/features/altTextOnPaste');

const documentAt = (uri: string) => ({ uri: { toString: () => uri }, languageId: 'markdown' });
const [mine, other] = [documentAt('file:///a.md'), documentAt('file:///b.md')];
const link = '![](http://8.8.8.8/t.png?d=SECRET)';
let described: object[];

beforeEach(() => {
  vi.useFakeTimers();
  described = [];
  editor.providers.length = 0;
  const describePasted = async (document: object) => void described.push(document);
  registerAltTextOnPasteSupport({ actions: async () => ({ describePasted }), log: {} } as never);
});
afterEach(() => {
  vi.useRealTimers();
});

const paste = (document: object) => {
  for (const provider of editor.providers) {
    const made = Object.values(provider).map((provide) => provide(document));
    expect(made).toEqual([undefined]);
  }
};
async function change(document: object, more = {}) {
  editor.changed({ document, contentChanges: [{ text: link, rangeOffset: 0 }], reason: undefined, ...more });
  await vi.advanceTimersByTimeAsync(0);
}

test('a change by a program is no paste', async () => {
  await change(mine);
  expect(described).toEqual([]);
});

test('a paste is one change of its own document, soon', async () => {
  paste(mine);
  await change(other);
  expect(described).toEqual([]);
  await change(mine);
  expect(described).toEqual([mine]);
  await change(mine);
  expect(described).toEqual([mine]);
});

test('what comes much later, is undone, or changes several places is none', async () => {
  paste(mine);
  await change(mine, { reason: 1 });
  await change(mine, { contentChanges: [1, 2].map(() => ({ text: link, rangeOffset: 0 })) });
  await vi.advanceTimersByTimeAsync(60_000);
  await change(mine);
  expect(described).toEqual([]);
});
