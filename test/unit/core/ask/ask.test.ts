import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import {
  type AskDeps,
  type AskEvent,
  AskImageError,
  type AskRequest,
  type AskResult,
} from '../../../../src/core/ask/types';
import { ImageError, type ImagingEngine } from '../../../../src/core/image/types';
import type { Provider } from '../../../../src/core/providers/types';
import type { Tool } from '../../../../src/core/tools/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, type Reply, sse, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../../servers/vendorReplies';
import { buildImaging, grain } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

let server: LoopbackProvider;
let png: Uint8Array;

beforeAll(async () => {
  server = await startLoopbackProvider();
  png = new Uint8Array(
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#369' } })
      .png()
      .toBuffer(),
  );
});
afterAll(() => server.close());
beforeEach(() => server.reset());

/** These images are sent unchanged: calling the engine is a failure. */
const unusedEngine: ImagingEngine = {
  render: () => Promise.reject(new Error('rendered')),
  decode: () => Promise.reject(new Error('decoded')),
  analyzePixels: () => Promise.reject(new Error('looked')),
  drawnText: () => Promise.reject(new Error('read')),
  contactSheet: () => Promise.reject(new Error('laid out')),
  dispose: () => undefined,
};

function groq(image: object = {}): Provider {
  return providerOf('groq', { baseUrl: server.url, image });
}

const image = (id: string, bytes = png) => ({ id, name: `${id}.png`, read: async () => bytes });

function request(change: Partial<AskRequest>): AskRequest {
  return {
    provider: groq(),
    model: 'qwen/qwen3.8-27b',
    system: 'You look at images.',
    turns: [{ question: 'What is this?', images: [image('a')] }],
    intent: 'describe',
    detail: 'auto',
    maxOutputTokens: 500,
    ...change,
  };
}

const toolCall = (id: string, name: string, args: object): Reply => ({
  headers: { 'content-type': 'text/event-stream' },
  chunks: sse([
    {
      id: 'c',
      model: 'm',
      choices: [{ index: 0, delta: { role: 'assistant', content: 'Let me look. ' }, finish_reason: null }],
    },
    {
      id: 'c',
      model: 'm',
      choices: [
        {
          index: 0,
          delta: {
            tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: JSON.stringify(args) } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
    },
    { id: 'c', model: 'm', choices: [], usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } },
    '[DONE]',
  ]),
});

const echo: Tool = {
  definition: { name: 'echo', description: 'Echoes', parameters: { type: 'object', properties: {} } },
  title: () => 'Echo',
  run: async (input) => ({
    text: `heard ${JSON.stringify(input)}`,
    detail: 'heard',
    images: [{ kind: 'image', mediaType: 'image/png', bytes: png, width: 64, height: 48 }],
  }),
};

async function run(asked: AskRequest, cache = new Map(), imaging = unusedEngine, mayLink?: AskDeps['mayLink']) {
  const events: AskEvent[] = [];
  for await (const event of ask(asked, { imaging, cache, mayLink }, new AbortController().signal)) {
    events.push(event);
  }
  const done = events.find((event) => event.type === 'done');
  const prepared = events.find((event) => event.type === 'prepared');
  return { events, result: done?.result as AskResult, prepared };
}

const body = (index: number) => server.requests[index]?.json as { messages: { role: string; content: unknown }[] };

test('prepares, sends, streams, and ends with the result', async () => {
  server.on('POST', '/chat/completions', groqStream(['A blue ', 'square.']));
  const { events, result, prepared } = await run(request({}));
  expect(events[0]?.type).toBe('prepared');
  expect(prepared).toMatchObject({ leftOut: [], images: [{ id: 'a' }] });
  expect(result).toMatchObject({
    text: 'A blue square.',
    finishReason: 'stop',
    usage: { inputTokens: 1312, outputTokens: 48 },
  });
  expect(result.firstTokenS).toBeGreaterThan(0);
  expect(result.totalS).toBeGreaterThanOrEqual(result.firstTokenS ?? 0);
});

test('history is sent in order with the real answers, and its image is prepared once', async () => {
  server.on('POST', '/chat/completions', groqStream(['Blue.']));
  const cache = new Map();
  const first = image('a');
  await run(request({ turns: [{ question: 'What is this?', images: [first] }] }), cache);
  const [kept] = [...cache.values()];
  await run(
    request({
      turns: [
        { question: 'What is this?', images: [first], answer: 'Blue.' },
        { question: 'Sure?', images: [] },
      ],
    }),
    cache,
  );
  expect([...cache.values()]).toEqual([kept]);
  expect(body(1).messages.map((one) => one.role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(server.requests[1]?.text.match(/data:image\/png;base64/g)).toHaveLength(1);
});

test('over the provider’s count the oldest images are left out and named in their place', async () => {
  server.on('POST', '/chat/completions', groqStream(['Fine.']));
  const turns = ['a', 'b', 'c'].map((id) => ({ question: `About ${id}`, images: [image(id)], answer: 'Yes.' }));
  const { prepared } = await run(request({ turns: [...turns, { question: 'And now?', images: [image('d')] }] }));
  expect(prepared?.leftOut).toEqual(['a']);
  expect(server.requests[0]?.text).toContain('The image a.png was shown here earlier');
  expect(server.requests[0]?.text.match(/data:image\/png;base64/g)).toHaveLength(3);
});

test('more new images than the provider takes are refused by name before anything is sent', async () => {
  const turns = [{ question: 'All of these?', images: ['a', 'b', 'c', 'd', 'e'].map((id) => image(id)) }];
  await expect(run(request({ turns }))).rejects.toMatchObject({
    reason: 'tooManyImages',
    details: { limit: 3, leftOut: ['d.png', 'e.png'] },
  });
  expect(server.requests).toHaveLength(0);
});

test('they go as one contact sheet where the turn asks for it, in later requests too', async () => {
  server.on('POST', '/chat/completions', groqStream(['Four.']));
  const imaging = createImagingEngine({ distDir: await buildImaging() });
  const cache = new Map();
  const images = ['a', 'b', 'c', 'd'].map((id) => image(id));
  const sheet = { question: 'All of these?', images, contactSheet: true };
  const { prepared } = await run(request({ turns: [sheet] }), cache, imaging);
  expect(prepared?.images.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  expect(prepared?.images[2]?.prepared.changes).toContainEqual({ kind: 'contactSheet', cell: 3, count: 4 });
  const text = server.requests[0]?.text ?? '';
  expect(text.match(/data:image\/[a-z]+;base64/g)).toHaveLength(1);
  expect(text).toContain('1: a.png; 2: b.png; 3: c.png; 4: d.png.');

  const kept = [...cache.values()];
  await run(
    request({
      turns: [
        { ...sheet, answer: 'Four.' },
        { question: 'Sure?', images: [] },
      ],
    }),
    cache,
    imaging,
  );
  expect([...cache.values()]).toEqual(kept);
  expect(server.requests[1]?.text.match(/data:image\/[a-z]+;base64/g)).toHaveLength(1);

  const three = { question: 'These?', images: images.slice(1), contactSheet: true };
  await run(request({ turns: [three] }));
  expect(server.requests[2]?.text.match(/data:image\/[a-z]+;base64/g)).toHaveLength(3);

  const broken = { ...image('e'), read: async () => new TextEncoder().encode('no image, only words') };
  const failing = { ...sheet, images: [...images, broken] };
  await expect(run(request({ turns: [failing] }), cache, imaging)).rejects.toMatchObject({ imageId: 'e' });
  imaging.dispose();
});

test('the image that cannot be used is named', async () => {
  const broken = { ...image('b'), read: () => Promise.reject(new ImageError('lfsPointer')) };
  const failure = run(request({ turns: [{ question: '?', images: [image('a'), broken] }] }));
  await expect(failure).rejects.toBeInstanceOf(AskImageError);
  await expect(failure).rejects.toMatchObject({ imageId: 'b', imageName: 'b.png', cause: { reason: 'lfsPointer' } });
});

test('what is not an image never leaves the machine', async () => {
  const text = image('a', new TextEncoder().encode('just words, and enough of them to be sure'));
  await expect(run(request({ turns: [{ question: '?', images: [text] }] }))).rejects.toMatchObject({
    cause: { reason: 'text' },
  });
  expect(server.requests).toHaveLength(0);
});

test('a cut stream keeps its text and is called interrupted', async () => {
  const reply = groqStream(['One ', 'two ', 'three.']);
  server.on('POST', '/chat/completions', { ...reply, chunks: reply.chunks?.slice(0, 3) });
  const { result } = await run(request({}));
  expect(result).toMatchObject({ text: 'One two ', finishReason: 'interrupted' });
});

test('several images are numbered so that an answer can name them', async () => {
  server.on('POST', '/chat/completions', groqStream(['Two.']));
  await run(request({ turns: [{ question: 'Which?', images: [image('a'), image('b')] }] }));
  const text = JSON.stringify(body(0).messages.at(-1));
  expect(text.indexOf('Image 1: a.png')).toBeGreaterThan(0);
  expect(text.indexOf('Image 2: b.png')).toBeGreaterThan(text.indexOf('Image 1: a.png'));
});

test('a tool call is a visible step, its result and image go back, and the usage of both requests adds up', async () => {
  server.on('POST', '/chat/completions', toolCall('call_1', 'echo', { a: 1 }), groqStream(['It says hello.']));
  const { events, result } = await run(request({ tools: [echo] }));
  expect(events.filter((event) => event.type === 'step')).toMatchObject([
    { id: 'call_1', title: 'Echo', state: 'running' },
    { id: 'call_1', title: 'Echo', detail: 'heard', state: 'done' },
  ]);
  expect(result).toMatchObject({ text: 'Let me look. It says hello.', finishReason: 'stop' });
  expect(result.usage).toMatchObject({ inputTokens: 1412, outputTokens: 58 });
  expect(body(0)).toMatchObject({ tools: [{ type: 'function', function: { name: 'echo' } }] });
  const [call, answer, image] = body(1).messages.slice(-3);
  expect(call).toMatchObject({ role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'echo' } }] });
  expect(answer).toMatchObject({ role: 'tool', tool_call_id: 'call_1', content: 'heard {"a":1}' });
  expect(JSON.stringify(image)).toContain('data:image/png;base64');
});

test('a model that never stops calling tools has to answer after six rounds', async () => {
  server.on('POST', '/chat/completions', toolCall('call_1', 'echo', {}));
  const { events } = await run(request({ tools: [echo] }));
  expect(server.requests).toHaveLength(7);
  expect(server.requests[6]?.json).not.toHaveProperty('tools');
  expect(events.filter((event) => event.type === 'step' && event.state === 'done')).toHaveLength(6);
});

const imagesIn = (index: number) => server.requests[index]?.text.match(/base64,/g)?.length;

test('regions that a tool shows keep to the number of images: the newest take the place of the oldest', async () => {
  const calls = ['1', '2', '3'].map((id) => toolCall(id, 'echo', { a: id }));
  server.on('POST', '/chat/completions', calls[0] as Reply, ...calls.slice(1), groqStream(['Seen.']));
  const { events, result } = await run(request({ tools: [echo] }));
  expect(result.text).toContain('Seen.');
  // Groq accepts three images.
  expect([0, 1, 2, 3].map(imagesIn)).toEqual([1, 2, 3, 3]);
  expect(server.requests[3]?.text.match(/are no longer attached/g)).toHaveLength(1);
  expect(events.filter((event) => event.type === 'step' && event.state === 'failed')).toEqual([]);
});

test('where the images of the question leave no room, the model is told that no region fits', async () => {
  server.on('POST', '/chat/completions', toolCall('1', 'echo', {}), groqStream(['Seen.']));
  const images = ['a', 'b', 'c'].map((id) => image(id));
  const { events } = await run(request({ tools: [echo], turns: [{ question: 'Which?', images }] }));
  expect([0, 1].map(imagesIn)).toEqual([3, 3]);
  expect(body(1).messages.at(-1)).toMatchObject({
    role: 'tool',
    content: expect.stringContaining('No further image fits'),
  });
  expect(events).toContainEqual(expect.objectContaining({ type: 'step', id: '1', state: 'failed' }));
});

test('regions keep to the size of the body', async () => {
  const large = new Uint8Array(await grain(1200, 900));
  const shows: Tool = {
    ...echo,
    run: async () => ({
      text: 'Here.',
      detail: '',
      images: [{ kind: 'image', mediaType: 'image/jpeg', bytes: large }],
    }),
  };
  const limit = Math.round(large.length * 1.5);
  const calls = ['1', '2'].map((id) => toolCall(id, 'echo', {}));
  server.on('POST', '/chat/completions', calls[0] as Reply, ...calls.slice(1), groqStream(['Seen.']));
  await run(request({ provider: groq({ maxBodyBytes: limit }), tools: [shows] }));
  expect([1, 2].map(imagesIn)).toEqual([2, 2]);
  expect(Math.max(...server.requests.map(({ text }) => text.length))).toBeLessThanOrEqual(limit);
});

test('an unknown tool is told to the model, not to the log alone', async () => {
  server.on('POST', '/chat/completions', toolCall('call_1', 'rm', {}), groqStream(['Sorry.']));
  const { events } = await run(request({ tools: [echo] }));
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'step', state: 'failed', detail: 'There is no tool rm.' }),
  );
});

test('a link is passed on to a provider that fetches images itself', async () => {
  server.on('POST', '/chat/completions', groqStream(['A cat.']));
  const url = 'https://example.com/cat.png';
  const linked = { ...image('cat'), url, read: () => Promise.reject(new Error('read')) };
  const mayLink = async (one: string) => one === url;
  const asked = request({ turns: [{ question: '?', images: [linked] }] });
  const { prepared } = await run(asked, undefined, undefined, mayLink);
  expect(prepared).toMatchObject({ links: ['cat'], images: [] });
  expect(server.requests[0]?.text).toContain(url);
});

test.each([
  errorReply(400, 'failed to download image', 'failed_to_download_image'),
  errorReply(400, 'The image at the URL exceeds the limit of 20 MB.', 'invalid_request_error'),
  errorReply(400, 'The image has 40000000 pixels, which exceeds the limit of 33177600.', 'invalid_request_error'),
])('a link that the provider cannot fetch is read here and sent as bytes', async (refused) => {
  server.on('POST', '/chat/completions', refused, groqStream(['A cat.']));
  const linked = { ...image('cat'), url: 'https://example.com/cat.png' };
  const asked = request({ turns: [{ question: '?', images: [linked] }] });
  const { result } = await run(asked, undefined, undefined, async () => true);
  expect(result.text).toBe('A cat.');
  expect(server.requests[1]?.text).toContain('data:image/png;base64');
});

test('without a link, what is too large is asked once more at low detail, and no third time', async () => {
  server.on('POST', '/chat/completions', errorReply(400, 'The request exceeds the limit of tokens.', 'too_long'));
  const asked = request({
    turns: [{ question: '?', images: [{ ...image('cat'), url: 'https://example.com/cat.png' }] }],
  });
  await expect(run(asked)).rejects.toMatchObject({ reason: 'tooLarge' });
  expect(server.requests.map(({ text }) => text.includes('"detail":"low"'))).toEqual([false, true]);
});

test.each([
  undefined,
  async () => false,
])('a link that may not be passed on is read here: no address is sent', async (no) => {
  server.on('POST', '/chat/completions', groqStream(['A cat.']));
  const linked = { ...image('cat'), url: 'http://169.254.169.254/cat.png?token=abc' };
  const { prepared } = await run(request({ turns: [{ question: '?', images: [linked] }] }), undefined, undefined, no);
  expect(prepared).toMatchObject({ links: [], images: [{ id: 'cat' }] });
  expect(server.requests[0]?.text).toContain('data:image/png;base64');
  expect(server.requests[0]?.text).not.toMatch(/169\.254|token=abc/);
});
