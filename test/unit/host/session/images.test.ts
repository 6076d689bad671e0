// Where a conversation's images come from: as older versions stored it, and while Stop is pressed.
import { expect, test, vi } from 'vitest';

const kept = vi.hoisted(() => ({ text: '' }));
vi.mock('vscode', () => {
  const parse = (text: string) => ({
    scheme: /^(\w+):/.exec(text)?.[1],
    path: text,
    toString: (skipEncoding = false) => (skipEncoding ? decodeURIComponent(text) : text),
  });
  return {
    l10n: { t: (text: string) => text },
    Uri: { parse, joinPath: () => parse('file:///store') },
    window: {},
    workspace: { fs: {} },
  };
});
vi.mock('../../../../src/host/readUpTo', () => ({
  readTextUpTo: async () => kept.text,
  readUpTo: async () => 'missing',
}));
const { createSessionImages } = await import('../../../../src/host/session/images');
const { createConversationStore } = await import('../../../../src/host/session/store');

const store = createConversationStore({} as never);

test('the sources of an older conversation are read', async () => {
  const images = ['paste:p', 'https://a.example/x.png?a%3D1', 'file:///a%20b.png'].map((source) => ({
    id: source,
    name: 'n',
    source,
  }));
  const conversation = { id: 'c', title: '', createdAt: 0, turns: [], images };
  kept.text = JSON.stringify({ version: 1, conversation });
  const found = await store.load('c');
  expect(found?.images.map(({ source }) => source)).toEqual([
    { kind: 'pasted' },
    { kind: 'web', url: 'https://a.example/x.png?a=1' },
    { kind: 'file', uri: 'file:///a%20b.png' },
  ]);
  kept.text = JSON.stringify({ version: 1, conversation: found });
  expect(await store.load('c')).toEqual(found);
});

test('Stop ends the wait for an image that is still being fetched, for nobody else', async () => {
  let arrive = (_: Uint8Array): void => undefined;
  const download = vi.fn(() => new Promise<Uint8Array>((resolve) => (arrive = resolve)));
  const images = createSessionImages({
    conversationId: 'c',
    engines: {},
    fetches: { agreed: () => ({ allows: () => true, download }) },
    store,
    onError: () => undefined,
  } as never);
  const image = { id: 'w', name: 'x.png', source: { kind: 'web', url: 'https://a.example/x.png' } } as const;
  const stop = new AbortController();
  const stopped = images.read(image, stop.signal);
  const shown = images.read(image);
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  const bytes = new Uint8Array(3);
  arrive(bytes);
  expect(await shown).toBe(bytes);
  expect(await images.read(image, new AbortController().signal)).toBe(bytes);
  expect(download).toHaveBeenCalledOnce();
});
