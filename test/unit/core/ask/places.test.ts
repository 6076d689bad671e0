// Images in their places in the text, as they arrive at providers in every dialect.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { AskTurn, PreparedCache } from '../../../../src/core/ask/types';
import type { Detail, ImageChange, ImagingEngine, Intent } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { letterHeight } from '../../../../src/engines/imaging/letterHeight';
import { type LoopbackProvider, type Reply, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream, xaiStream } from '../../../servers/vendorReplies';
import { buildImaging, columnsOfText, pageOfText } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

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

/** The content of messages, in order: words unchanged, one picture as `<a>`, others as `<their width>`. */
async function contents(value: unknown): Promise<string[]> {
  if (Array.isArray(value)) {
    return (await Promise.all(value.map(contents))).flat();
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const found: string[] = [];
  const record = value as Record<string, unknown>;
  // Ollama's images come before the words of their message.
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

/** Asks, and returns the events about the images, and the body that arrived. */
async function asked(
  vendorId: string,
  turns: readonly AskTurn[],
  intent: Intent,
  detail: Detail = 'auto',
  cache: PreparedCache = new Map(),
) {
  const [path, reply] = replies[vendorId] ?? ['', {}];
  server.on('POST', path, reply);
  const provider = providerOf(vendorId, { baseUrl: server.url });
  const request = { provider, model, system: '', turns, intent, detail, maxOutputTokens: 9 } as const;
  const told: { changes?: readonly ImageChange[]; tokens?: number; sent: number; shrunk: readonly string[] } = {
    sent: 0,
    shrunk: [],
  };
  for await (const event of ask(request, { imaging, cache }, new AbortController().signal)) {
    if (event.type === 'prepared') {
      const [first] = event.images;
      told.changes = first?.prepared.changes;
      told.tokens = event.estimatedInputTokens;
      told.sent = event.images.reduce((sum, one) => sum + one.prepared.parts.length, 0);
      told.shrunk = event.shrunk;
    }
  }
  return { told, body: server.requests.at(-1)?.text ?? '' };
}

async function sent(vendorId: string, turns: readonly AskTurn[], intent: Intent = 'ask'): Promise<string[]> {
  const { body } = await asked(vendorId, turns, intent);
  const { messages, input, contents: parts } = JSON.parse(body) as Record<string, unknown>;
  return contents(messages ?? input ?? parts);
}

const question = 'First [image 2],\nthen [image 1]. Unlike [image 7]?';
const turn: AskTurn = { question, images: [image('a'), image('b'), image('c')] };

test.each(
  Object.keys(replies),
)('%s gets each image at its place, and those without a place first', async (vendorId) => {
  const parts = await sent(vendorId, [turn]);
  const words = parts.join('\n');
  // Ollama joins the words of a message, in the same order.
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

describe('a tall page that is described', () => {
  /** A page as on a single-density screen: its letters have 7 pixels. */
  let page: AskTurn['images'][0];

  beforeAll(async () => {
    const bytes = await columnsOfText(1200, 12_000);
    page = { id: 'p', name: 'page.png', read: async () => bytes };
  });

  /** The positions of all tiles but the last. */
  const places: Readonly<Record<number, string>> = {
    3: 'tile 1 shows x 0–1200, y 0–4032; tile 2 shows x 0–1200, y 3984–8016',
    5: [0, 2390, 4781, 7171].map((y, i) => `tile ${i + 1} shows x 0–1200, y ${y}–${y + 2439}`).join('; '),
  };

  async function described(vendorId: string, turns: readonly AskTurn[], detail: Detail = 'auto') {
    const { told, body } = await asked(vendorId, turns, 'describe', detail);
    const pictures = [...body.matchAll(/"(?:data:image\/[a-z]+;base64,)?((?:iVBOR|\/9j\/)[\w+/=]+)"/g)];
    const letters: (number | undefined)[] = [];
    for (const [, base64 = ''] of pictures) {
      const { data, info } = await sharp(Buffer.from(base64, 'base64')).raw().toBuffer({ resolveWithObject: true });
      letters.push(letterHeight({ data, ...info }));
    }
    return { ...told, letters, note: /page\.png is one picture[^"\\]*/.exec(body)?.[0] };
  }

  test.each(
    Object.keys(replies),
  )('arrives at %s in tiles in which letters keep 7 pixels, told by their place', async (vendorId) => {
    const { letters, note, changes, tokens } = await described(vendorId, [
      { question: 'Describe it.', images: [page] },
    ]);
    const count = vendorId === 'anthropic' ? 5 : 3;
    expect(letters).toHaveLength(count);
    for (const height of letters) {
      expect(height).toBeGreaterThan(6.4);
    }
    const last = count === 5 ? 'tile 5 shows x 0–1200, y 9561–12000' : 'tile 3 shows x 0–1200, y 7968–12000';
    expect(note).toBe(
      `page.png is one picture of 1200 × 12000 pixels, sent in ${count} overlapping tiles: ${places[count]}; ${last}.`,
    );
    expect(changes).toContainEqual({ kind: 'tiled', count });
    expect(changes?.map(({ kind }) => kind)).not.toContain('textTooSmall');
    // Each tile costs as much as a picture of its size.
    if (vendorId === 'anthropic') {
      expect(tokens).toBeGreaterThan(5 * 3500);
    }
  });

  test('is one picture where little is asked for', async () => {
    const { letters, note } = await described('groq', [{ question: 'Describe it.', images: [page] }], 'low');
    expect([letters, note]).toEqual([[undefined], undefined]);
  });

  test('leaves room for the other images that the provider counts, and says what that costs', async () => {
    const beside = { question: 'Compare them.', images: [page, image('a')] };
    const two = await described('groq', [beside]);
    expect(two.letters).toHaveLength(3);
    expect(two.note).toContain('sent in 2 overlapping tiles');
    expect(two.changes).toContainEqual({ kind: 'textTooSmall', height: expect.closeTo(4.7, 0) });
    const three = await described('groq', [{ ...beside, images: [page, image('a'), image('b')] }]);
    expect(three.letters).toHaveLength(3);
    expect(three.changes).toContainEqual({ kind: 'textTooSmall', height: expect.closeTo(2.4, 0) });
  });

  test('gives way to a new image in a follow-up, and comes back whole', async () => {
    const first = { question: 'Describe it.', images: [page], answer: 'Seen.' };
    const cache = new Map();
    const again = async (turns: readonly AskTurn[]) => (await asked('groq', turns, 'ask', 'auto', cache)).told;
    expect((await again([{ ...first, answer: undefined }])).sent).toBe(3);
    expect(await again([first, { question: 'Like this?', images: [image('a')] }])).toMatchObject({
      sent: 2,
      shrunk: ['p'],
    });
    expect(await again([first, { question: 'Why?', images: [] }])).toMatchObject({ sent: 3, shrunk: [] });
  });
});
