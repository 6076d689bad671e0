// Images at their places in the words, as they arrive at providers of every dialect.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { AskTurn } from '../../../../src/core/ask/types';
import type { ImagingEngine, Intent } from '../../../../src/core/image/types';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import { resolveVendor } from '../../../../src/core/providers/vendors';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, type Reply, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream, xaiStream } from '../../../servers/vendorReplies';
import { buildImaging, pageOfText } from '../../engines/imaging/support';

let server: LoopbackProvider;
let imaging: ImagingEngine;
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  server = await startLoopbackProvider();
  imaging = createImagingEngine({ distDir: await buildImaging() });
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    const create = { width: 40 + index, height: 30, channels: 3, background: '#369' } as const;
    const png = await sharp({ create }).png({ compressionLevel: 9 }).toBuffer();
    files.set(name, new Uint8Array(png));
  }
});
afterAll(async () => {
  imaging.dispose();
  await server.close();
});
beforeEach(() => server.reset());

const image = (name: string) => ({
  id: name,
  name: `${name}.png`,
  read: async () => files.get(name) ?? new Uint8Array(),
});

const model = 'm';
const replies: Record<string, readonly [path: string, reply: Reply]> = {
  groq: ['/chat/completions', groqStream(['Seen.'])],
  xai: ['/responses', xaiStream(['Seen.'])],
  anthropic: [
    '/v1/messages',
    { body: { id: 'x', type: 'message', content: [{ type: 'text', text: 'Seen.' }], stop_reason: 'end_turn' } },
  ],
  gemini: [
    `/models/${model}:streamGenerateContent`,
    { body: [{ candidates: [{ content: { parts: [{ text: 'Seen.' }] }, finishReason: 'STOP' }] }] },
  ],
  ollama: [
    '/api/chat',
    { body: { message: { role: 'assistant', content: 'Seen.' }, done: true, done_reason: 'stop' } },
  ],
};

/** Everything that messages hold, in order: words as they are, a picture as `<a>`, others as `<their width>`. */
async function contents(value: unknown): Promise<string[]> {
  if (Array.isArray(value)) {
    return (await Promise.all(value.map(contents))).flat();
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const found: string[] = [];
  const record = value as Record<string, unknown>;
  // Ollama's images stand in front of the words of their message.
  for (const key of ['images', ...Object.keys(record).filter((one) => one !== 'images')]) {
    const inner = record[key];
    for (const one of Array.isArray(inner) ? inner : [inner]) {
      const base64 = typeof one === 'string' ? /(?:base64,|^)(iVBOR[\w+/=]+)$/.exec(one)?.[1] : undefined;
      if (base64) {
        const { width = 0 } = await sharp(Buffer.from(base64, 'base64')).metadata();
        found.push(`<${['a', 'b', 'c'][width - 40] ?? width}>`);
      } else if (typeof one === 'string' && one !== '' && (key === 'text' || key === 'content')) {
        found.push(one);
      } else if (typeof one === 'object') {
        found.push(...(await contents(one)));
      }
    }
  }
  return found;
}

async function sent(vendorId: string, turns: readonly AskTurn[], intent: Intent = 'ask'): Promise<string[]> {
  const [path, reply] = replies[vendorId] ?? ['', {}];
  const resolved = resolveVendor(vendorId, { baseUrl: server.url });
  if (!('vendor' in resolved)) {
    throw new Error(resolved.problems.join());
  }
  server.on('POST', path, reply);
  const provider = createHttpProvider(resolved.vendor, {
    transport: createFetchTransport((...args) => globalThis.fetch(...args)),
    key: async () => 'key',
  });
  const request = { provider, model, system: '', turns, intent, detail: 'auto', maxOutputTokens: 9 } as const;
  for await (const _ of ask(request, { imaging }, new AbortController().signal)) {
    // Only what was sent is looked at.
  }
  const body = server.requests.at(-1)?.json as Record<string, unknown>;
  return contents(body.messages ?? body.input ?? body.contents);
}

const question = 'First [image 2],\nthen [image 1]. Unlike [image 7]?';
const turn: AskTurn = { question, images: [image('a'), image('b'), image('c')] };

test.each(
  Object.keys(replies),
)('%s gets each image at its place, and those without a place first', async (vendorId) => {
  const parts = await sent(vendorId, [turn]);
  const words = parts.join('\n');
  // Ollama joins the words of a message; their order is the same.
  expect(words.replaceAll('\n\n', '\n')).toBe(
    'Image 3: c.png\n<c>\nFirst \nImage 2: b.png\n<b>\n,\nthen \nImage 1: a.png\n<a>\n. Unlike [image 7]?',
  );
});

test.each(Object.keys(replies))('%s gets one image behind or before the words as it was placed', async (vendorId) => {
  const [a] = turn.images;
  const images = a ? [a] : [];
  expect(await sent(vendorId, [{ question: 'Look: [image 1]', images }])).toEqual(['Look: ', '<a>']);
  expect(await sent(vendorId, [{ question: '[image 1] What is it?', images }])).toEqual(['<a>', ' What is it?']);
});

test('history keeps its places, also where an image of it is gone', async () => {
  const [a, b] = turn.images as [AskTurn['images'][0], AskTurn['images'][0]];
  const history = { question: 'Old [image 1] and new [image 2].', images: [b], numbers: [2], answer: 'Seen.' };
  const parts = await sent('groq', [history, { question: 'And [image 1]?', images: [a] }]);
  expect(parts).toEqual(['Old [image 1] and new ', '<b>', '.', 'Seen.', 'And ', '<a>', '?']);
});

test('an image of the history that no longer fits is named at its place', async () => {
  const history = { question: 'Is [image 1] red?', images: [image('a')], answer: 'No.' };
  const newest = { question: 'These?', images: [image('b'), image('c'), image('b')] };
  const parts = await sent('groq', [history, newest]);
  expect(parts[0]).toMatch(/^Is \s+\[The image a\.png was shown here earlier and is no longer attached\.\]\s+red\?$/);
});

test('tiles stay together at the place of their image', async () => {
  const page = await pageOfText();
  const images = [{ id: 'p', name: 'page.png', read: async () => page }];
  const parts = await sent('groq', [{ question: 'Read [image 1] aloud.', images }], 'readText');
  expect(parts[1]).toMatch(/^page\.png is one picture of 2400 × 1400 pixels, sent in 2 overlapping tiles/);
  expect(parts.toSpliced(1, 1)).toEqual([
    'Read ',
    expect.stringMatching(/^<\d+>$/),
    expect.stringMatching(/^<\d+>$/),
    ' aloud.',
  ]);
});
