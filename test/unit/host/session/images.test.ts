// Where a conversation's images come from: as older versions stored it, and while Stop is pressed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { loadNetworkEngine } from '../../../../src/engines/network/client';
import { buildDirect } from '../../engines/network/bundle';

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

const web = (url: string) => ({ id: url, name: 'x.png', source: { kind: 'web', url } }) as const;
const imagesWith = (download: (url: string, signal: AbortSignal) => Promise<Uint8Array>) =>
  createSessionImages({
    conversationId: 'c',
    engines: {},
    fetches: { agreed: () => ({ allows: () => true, download }) },
    store,
    onError: () => undefined,
  } as never);

test('Stop ends the wait for an image that is still being fetched, for no other question', async () => {
  let arrive = (_: Uint8Array): void => undefined;
  const download = vi.fn(() => new Promise<Uint8Array>((resolve) => (arrive = resolve)));
  const images = imagesWith(download);
  const image = web('https://a.example/x.png');
  const stop = new AbortController();
  const stopped = images.read(image, stop.signal);
  const other = images.read(image, new AbortController().signal);
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  const bytes = new Uint8Array(3);
  arrive(bytes);
  expect(await other).toBe(bytes);
  expect(await images.read(image, new AbortController().signal)).toBe(bytes);
  expect(download).toHaveBeenCalledOnce();
});

test('Stop closes the connection to a server that never finishes, even while the panel would show the image', async () => {
  const { downloadImage } = loadNetworkEngine(buildDirect());
  let closed = () => undefined as void;
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  const server = createServer((request, response) => {
    request.socket.on('close', closed);
    response.writeHead(200, { 'content-type': 'image/png' }).write('x');
    stop.abort(new Error('stopped'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = new AbortController();
  const images = imagesWith((url, signal) => downloadImage(url, { maxBytes: 1000, signal, allowPrivate: true }));
  const image = web(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`);
  const shown = images.read(image);
  const ended = images.read(image, stop.signal);
  await expect(ended).rejects.toThrow('stopped');
  await expect(shown).rejects.toThrow('stopped');
  await isClosed;
  server.close();
});

test('a provider is given only a public address whose host was agreed to', async () => {
  const fetches = {
    agreed: () => ({ allows: (url: string) => new URL(url).host !== 'b.example' }),
    isPublicUrl: async (url: string) => !url.includes('169.254'),
  };
  const images = createSessionImages({
    conversationId: 'c',
    engines: {},
    fetches,
    store,
    onError: () => undefined,
  } as never);
  expect(await images.mayLink('https://a.example/x.png?d=1')).toBe(true);
  expect(await images.mayLink('https://b.example/x.png')).toBe(false);
  expect(await images.mayLink('http://169.254.169.254/latest?token=abc')).toBe(false);
});
