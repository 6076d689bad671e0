// What happens if a server accepts no more than this many bytes and says so with 413, like nginx: once more, with less.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { AskEvent, AskImage, AskRequest, AskTurn, PreparedCache } from '../../../../src/core/ask/types';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../../servers/vendorReplies';
import { buildImaging, grain, pageOfText } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

let server: LoopbackProvider;
let engine: ImagingEngine;
let cache: PreparedCache;
let photo: Uint8Array;
let page: Uint8Array;

beforeAll(async () => {
  server = await startLoopbackProvider();
  engine = createImagingEngine({ distDir: await buildImaging() });
  photo = new Uint8Array(await grain(2000, 1500));
  page = await pageOfText();
});
afterAll(async () => {
  engine.dispose();
  await server.close();
});
beforeEach(() => {
  server.reset();
  cache = new Map();
});

const nginx = {
  status: 413,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body><center>nginx</center></body></html>',
};
const takes = (bytes: number) =>
  server.on('POST', '/chat/completions', ({ text }) => (text.length > bytes ? nginx : groqStream(['Seen.'])));

const image = (id: string, bytes = photo): AskImage => ({ id, name: `${id}.jpg`, read: async () => bytes });
const told = (id: string): AskTurn => ({ question: `What is ${id}?`, images: [image(id)], answer: 'Grain.' });

async function run(turns: readonly AskTurn[], change: Partial<AskRequest> = {}) {
  const provider = providerOf('groq', { baseUrl: server.url, image: { maxBodyBytes: 20_000_000, maxImages: 9 } });
  const request: AskRequest = {
    provider,
    model: 'm',
    system: 'Look.',
    turns,
    intent: 'ask',
    detail: 'auto',
    maxOutputTokens: 100,
    ...change,
  };
  const prepared: Extract<AskEvent, { type: 'prepared' }>[] = [];
  for await (const event of ask(request, { imaging: engine, cache }, new AbortController().signal)) {
    if (event.type === 'prepared') {
      prepared.push(event);
    }
  }
  return prepared.map(({ shrunk, leftOut }) => ({ shrunk, leftOut }));
}

/** For each request: the widths of its images, in order. */
async function widths(): Promise<number[][]> {
  const bodies = server.requests.map(({ text }) => [...text.matchAll(/base64,([A-Za-z0-9+/=]+)/g)]);
  const widthOf = async (data = '') => (await sharp(Buffer.from(data, 'base64')).metadata()).width;
  return Promise.all(bodies.map((images) => Promise.all(images.map(([, data]) => widthOf(data)))));
}

test('earlier images become small, and are named; the new one keeps its size', async () => {
  takes(1_100_000);
  const turns = [told('a'), told('b'), { question: 'This?', images: [image('c')] }];
  const [first, again, ...more] = await run(turns);
  expect(first).toEqual({ shrunk: [], leftOut: [] });
  expect(again).toEqual({ shrunk: expect.arrayContaining(['a', 'b']), leftOut: [] });
  expect(more).toEqual([]);
  expect(await widths()).toEqual([
    [1568, 1568, 1568],
    [768, 768, 1568],
  ]);
});

test('a question without an image costs the earlier ones no more than it must, and nothing of it lasts', async () => {
  takes(1_300_000);
  const turns = [told('a'), told('b'), told('c'), { question: 'All in all?', images: [] }];
  expect(await run(turns)).toMatchObject([{ shrunk: [] }, { shrunk: ['a', 'b'], leftOut: [] }]);
  takes(9_000_000);
  expect(await run(turns)).toEqual([{ shrunk: [], leftOut: [] }]);
  expect((await widths()).at(-1)).toEqual([1568, 1568, 1568]);
});

test.each([
  'describe',
  'readText',
] as const)('text that half the bytes suffice for stays legible: %s', async (intent) => {
  const turns = [{ question: 'Which?', images: [image('page', page)] }];
  takes(9_000_000);
  await run(turns, { intent });
  const [whole = { text: '' }] = server.requests;
  takes(whole.text.length * 0.6);
  await run(turns, { intent });
  const [first, ...again] = await widths();
  expect(again).toEqual([first, first]);
});

test('a new image alone goes in half the bytes, and is named', async () => {
  takes(400_000);
  expect(await run([{ question: 'This?', images: [image('a')] }])).toEqual([
    { shrunk: [], leftOut: [] },
    { shrunk: ['a'], leftOut: [] },
  ]);
  expect(await widths()).toEqual([[1568], [1568]]);
});

test('half of a very large request is more than a web server usually takes: that is aimed at', async () => {
  takes(1024 * 1024);
  const turns = [...['a', 'b', 'c', 'd', 'e'].map(told), { question: 'This?', images: [image('f')] }];
  expect(await run(turns)).toMatchObject([{}, { leftOut: [] }]);
  expect(server.requests).toHaveLength(2);
});

test('is tried once, not until it fits', async () => {
  takes(50_000);
  await expect(run([{ question: 'This?', images: [image('a')] }])).rejects.toMatchObject({
    reason: 'tooLarge',
    details: { status: 413 },
  });
  expect(server.requests).toHaveLength(2);
});

test('what cannot be made smaller is not sent again', async () => {
  takes(1000);
  await expect(run([{ question: 'x'.repeat(90_000), images: [] }])).rejects.toMatchObject({ reason: 'tooLarge' });
  await expect(run([{ question: 'x'.repeat(900_000), images: [image('a')] }])).rejects.toMatchObject({
    reason: 'tooLarge',
  });
  expect(server.requests).toHaveLength(2);
});

test('too many tokens, or pixels, are fewer at low detail', async () => {
  const refusal = errorReply(400, 'maximum context length is 8192 tokens', 'context_length_exceeded');
  server.on('POST', '/chat/completions', refusal, groqStream(['Seen.']));
  await run([{ question: 'This?', images: [image('a')] }]);
  expect(await widths()).toEqual([[1568], [768]]);
});
