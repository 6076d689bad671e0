// Follow-ups: what is prepared once, what is reduced or left out at the limits, and what comes back.
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { AskEvent, AskImage, AskRequest, AskTurn, PreparedCache } from '../../../../src/core/ask/types';
import type { ImagingEngine, RenderJob } from '../../../../src/core/image/types';
import type { Provider } from '../../../../src/core/providers/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream } from '../../../servers/vendorReplies';
import { buildImaging, grain, pageOfText } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

let server: LoopbackProvider;
let engine: ImagingEngine;
/** The jobs that the engine was given. */
let jobs: RenderJob[];
let cache: PreparedCache;
let photo: Uint8Array;
let page: Uint8Array;

beforeAll(async () => {
  server = await startLoopbackProvider();
  const real = createImagingEngine({ distDir: await buildImaging() });
  engine = {
    ...real,
    render: (bytes, facts, job, signal) => {
      jobs.push(job);
      return real.render(bytes, facts, job, signal);
    },
  };
  photo = new Uint8Array(await grain(2000, 1500));
  page = await pageOfText();
});
afterAll(async () => {
  engine.dispose();
  await server.close();
});
beforeEach(() => {
  server.reset();
  server.on('POST', '/chat/completions', groqStream(['Seen.']));
  jobs = [];
  cache = new Map();
});

function provider(image: object): Provider {
  return providerOf('groq', { baseUrl: server.url, image });
}

const image = (id: string, bytes: Uint8Array = photo): AskImage => ({ id, name: `${id}.jpg`, read: async () => bytes });
/** Answered questions with these images, then one without. */
const followUp = (...images: AskImage[]): AskTurn[] => [
  ...images.map((one) => ({ question: `What is ${one.id}?`, images: [one], answer: 'Grain.' })),
  { question: 'And all in all?', images: [] },
];

async function run(turns: readonly AskTurn[], image: object = {}, change: Partial<AskRequest> = {}) {
  const request: AskRequest = {
    provider: provider(image),
    model: 'm',
    system: 'Look.',
    turns,
    intent: 'ask',
    detail: 'auto',
    maxOutputTokens: 100,
    ...change,
  };
  const deps = { imaging: engine, cache };
  let prepared: Extract<AskEvent, { type: 'prepared' }> | undefined;
  for await (const event of ask(request, deps, new AbortController().signal)) {
    prepared = event.type === 'prepared' ? event : prepared;
  }
  const body = server.requests.at(-1)?.text ?? '';
  const images = [...body.matchAll(/data:image\/[a-z]+;base64,([A-Za-z0-9+/=]+)/g)];
  const sizes = await Promise.all(images.map(async ([, data]) => sharp(Buffer.from(data ?? '', 'base64')).metadata()));
  return { prepared, body, widths: sizes.map(({ width }) => width) };
}

describe('an image prepared once', () => {
  test('serves every later question about the same provider, whatever it was prepared for', async () => {
    const described = await run([{ question: 'Describe.', images: [image('a')] }], {}, { intent: 'describe' });
    expect(jobs).toHaveLength(1);
    const { widths, body } = await run(followUp(image('a')));
    expect(jobs).toHaveLength(1);
    expect(widths).toEqual(described.widths);
    expect(body).toContain(described.body.match(/base64,[^"]+/)?.[0]);
  });

  test('text, too: it is as legible where it is described', async () => {
    const first = await run([{ question: 'Describe.', images: [image('p', page)] }], {}, { intent: 'describe' });
    expect(first.widths).toEqual([2400]);
    expect((await run(followUp(image('p', page)))).widths).toEqual([2400]);
    expect(jobs).toHaveLength(1);
  });

  test('is prepared for each provider that takes something else, and not again on the way back', async () => {
    const onlyPng = { accepts: ['image/png'], maxBodyBytes: 20_000_000 };
    const types: (string | undefined)[] = [];
    for (const limits of [{}, onlyPng, {}, onlyPng]) {
      types.push((await run(followUp(image('a')), limits)).body.match(/data:image\/(\w+)/)?.[1]);
    }
    expect(types).toEqual(['jpeg', 'png', 'jpeg', 'png']);
    expect(jobs).toHaveLength(2);
  });

  test('is not prepared again as the conversation gets longer, even when it fills the body', async () => {
    const body = { maxBodyBytes: 560_000 };
    const turns = followUp(image('a'));
    await run([{ question: 'What?', images: [image('a')] }], body);
    // Asked again in a longer question.
    await run([{ question: 'x'.repeat(9000), images: [image('a')] }], body);
    expect(jobs).toHaveLength(1);
    for (let words = 1; words < 4; words++) {
      const { prepared } = await run([...turns, ...turns.slice(1)].slice(0, 2), body, {
        system: 'x'.repeat(words * 2000),
      });
      expect(prepared).toMatchObject({ shrunk: [], leftOut: [] });
    }
    expect(jobs).toHaveLength(1);
  });
});

describe('history that does not fit the body', () => {
  // A photo of 1568 pixels takes about 600 KB of the body, a small one at most 180 KB.
  const tight = { maxBodyBytes: 1_400_000, maxImages: 9 };

  test('becomes small from the oldest on, as few as suffice', async () => {
    const { prepared, body, widths } = await run(followUp(image('a'), image('b'), image('c')), tight);
    expect(prepared).toMatchObject({ shrunk: ['a'], leftOut: [] });
    expect(widths).toEqual([768, 1568, 1568]);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(tight.maxBodyBytes);
  });

  test('goes in full again, without being prepared again, where the limit does not bind', async () => {
    const wide = { ...tight, maxBodyBytes: 4_000_000 };
    const turns = followUp(image('a'), image('b'), image('c'));
    const before = await run(turns, wide);
    expect(before.widths).toEqual([1568, 1568, 1568]);
    await run(turns, tight);
    const done = jobs.length;
    expect(await run(turns, wide)).toMatchObject({ widths: before.widths, prepared: { shrunk: [], leftOut: [] } });
    expect(jobs).toHaveLength(done);
    // Fewer images are another way out.
    const [, ...fewer] = turns;
    expect(await run(fewer, tight)).toMatchObject({ widths: [1568, 1568], prepared: { shrunk: [], leftOut: [] } });
    expect(jobs).toHaveLength(done);
  });

  test('is left out, the oldest first, when all of it is small already', async () => {
    const tiny = { ...tight, maxBodyBytes: 150_000 };
    const images = [image('a'), image('b'), image('c')];
    for (const one of images) {
      await run([{ question: 'What?', images: [one] }], tiny);
    }
    const { prepared, body, widths } = await run(followUp(...images), tiny);
    expect(prepared).toMatchObject({ shrunk: ['b', 'c'], leftOut: ['a'] });
    expect(widths).toEqual([768, 768]);
    expect(body).toContain('The image a.jpg was shown here earlier');
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(150_000);
  });

  test('gives way to the new image', async () => {
    const turns = [...followUp(image('a'), image('b')).slice(0, -1), { question: 'This?', images: [image('c')] }];
    const { prepared, widths } = await run(turns, { ...tight, maxBodyBytes: 1_000_000 });
    expect(prepared).toMatchObject({ shrunk: ['a', 'b'], leftOut: [] });
    expect(widths).toEqual([768, 768, 1568]);
  });
});

test('an image that is shown again is sent once, where it was shown last', async () => {
  const turns = [
    ...followUp(image('a'), image('b')).slice(0, -1),
    { question: 'And [image 1]?', images: [image('a')] },
  ];
  const { body, prepared } = await run([...turns.slice(0, 1), ...turns.slice(0, 1), ...turns], {});
  expect(prepared).toMatchObject({ shrunk: [], leftOut: [], images: [{ id: 'b' }, { id: 'a' }] });
  expect(body.match(/base64,/g)).toHaveLength(2);
  expect(body.lastIndexOf('base64,')).toBeGreaterThan(body.indexOf('And '));
});

test('no conversation makes a body larger than the limit, and none loses its newest image', async () => {
  const shapes = [
    [64, 64],
    [700, 500],
    [1600, 1200],
  ] as const;
  const files = await Promise.all(shapes.map(async ([width, height]) => new Uint8Array(await grain(width, height))));
  const shown = fc.array(fc.nat(shapes.length - 1), { maxLength: 3 });
  const converse = async (turns: readonly (readonly number[])[], maxBodyBytes: number, words: number) => {
    cache = new Map();
    const asked: AskTurn[] = [];
    for (const [at, sizes] of turns.entries()) {
      const images = sizes.map((size, index) => image(`${at}-${index}-${size}`, files[size]));
      const turn = { question: `"${'ü\n'.repeat(words)}"`, images };
      const { body, prepared } = await run([...asked, turn], { maxBodyBytes, maxImages: 6 });
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(maxBodyBytes);
      const sent = prepared?.images.map(({ id }) => id) ?? [];
      expect(sent).toEqual(expect.arrayContaining(images.map(({ id }) => id)));
      expect(body.match(/base64,/g) ?? []).toHaveLength(sent.length);
      asked.push({ ...turn, answer: 'Seen.' });
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(shown, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 150_000, max: 1_500_000 }),
      fc.nat(300),
      converse,
    ),
    { seed: 20261122, numRuns: 12 },
  );
});

test('tiles of the history become one picture where the number of images binds', async () => {
  const reading = { intent: 'readText' } as const;
  const first = await run([{ question: 'Read.', images: [image('p', page)] }], {}, reading);
  expect(first.widths).toHaveLength(2);
  const turns = [...followUp(image('p', page)).slice(0, -1), { question: 'These?', images: [image('a'), image('b')] }];
  const { prepared, widths } = await run(turns, {}, reading);
  expect(prepared).toMatchObject({ shrunk: ['p'], leftOut: [] });
  expect(widths).toHaveLength(3);
  expect((await run(followUp(image('p', page)), {}, reading)).widths).toEqual(first.widths);
});

test('above a number of images each has to be smaller, and is so no longer than that', async () => {
  const many = { maxImages: 9, maxBodyBytes: 20_000_000 };
  const limited = provider(many);
  const claude = { provider: { ...limited, limits: { ...limited.limits, manyImages: 2, manyImagesMaxEdge: 1000 } } };
  const [a, b, c] = [image('a'), image('b'), image('c')];
  expect((await run(followUp(a, b), many, claude)).widths).toEqual([1568, 1568]);
  const three = await run(followUp(a, b, c), many, claude);
  expect(three).toMatchObject({ widths: [1000, 1000, 1000], prepared: { shrunk: ['a', 'b'] } });
  expect(await run(followUp(a, b), many, claude)).toMatchObject({ widths: [1568, 1568], prepared: { shrunk: [] } });
  expect(jobs).toHaveLength(5);
});

test('tiles count among the images above which each has to be smaller', async () => {
  const many = { maxImages: 9, maxBodyBytes: 20_000_000 };
  const limited = provider(many);
  const claude = {
    provider: { ...limited, limits: { ...limited.limits, manyImages: 4, manyImagesMaxEdge: 1000 } },
    intent: 'readText',
  } as const;
  const [p, q] = [image('p', page), image('q', page)];
  const two = await run(followUp(p, q), many, claude);
  expect(two.widths).toHaveLength(4);
  const turns = [...followUp(p, q).slice(0, -1), { question: 'And this?', images: [image('a')] }];
  const { prepared, widths } = await run(turns, many, claude);
  expect(prepared).toMatchObject({ shrunk: ['p'], leftOut: [] });
  expect(widths).toHaveLength(4);
});
