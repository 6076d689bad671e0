// What happens if a server refuses an image for its type or its shape: once more, in a form that it reads.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../../servers/vendorReplies';
import { buildImaging } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

let server: LoopbackProvider;
let engine: ImagingEngine;

beforeAll(async () => {
  server = await startLoopbackProvider();
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(async () => {
  engine.dispose();
  await server.close();
});
beforeEach(() => server.reset());

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });
const accepted = ['image/png', 'image/jpeg', 'image/gif'];

/** The media types of each request. */
async function run(bytes: Buffer, accepts: readonly string[]) {
  const request = {
    provider: providerOf('mistral', { baseUrl: server.url, image: { accepts } }),
    model: 'm',
    system: 'Look.',
    turns: [{ question: 'What is this?', images: [{ id: 'a', name: 'a', read: async () => new Uint8Array(bytes) }] }],
    intent: 'ask' as const,
    detail: 'auto' as const,
    maxOutputTokens: 100,
  };
  let text = '';
  let failed: unknown;
  try {
    for await (const event of ask(request, { imaging: engine }, new AbortController().signal)) {
      text += event.type === 'text' ? event.text : '';
    }
  } catch (error) {
    failed = error;
  }
  const posts = server.requests.filter(({ method }) => method === 'POST');
  return { text, failed, sent: posts.map((post) => /data:(image\/\w+);base64,([\w+/=]+)/.exec(post.text)) };
}

test.each([
  [400, 'Unsupported image type: image/gif'],
  [400, "'url' field must be a base64 encoded image."],
])('a GIF that is refused is sent as PNG or JPEG: %d %s', async (status, message) => {
  server.on('POST', '/chat/completions', ({ text }) =>
    text.includes('image/gif') ? errorReply(status, message, '') : groqStream(['Red.']),
  );
  const { text, sent } = await run(await picture(100, 80).gif().toBuffer(), accepted);
  expect(text).toBe('Red.');
  expect(sent.map((one) => one?.[1])).toEqual(['image/gif', expect.stringMatching(/^image\/(?:png|jpeg)$/)]);
});

test('a strip that is refused for its shape is padded', async () => {
  const message = 'absolute aspect ratio must be smaller than 200, got 218.6';
  server.on('POST', '/chat/completions', () =>
    server.requests.filter(({ method }) => method === 'POST').length < 2
      ? errorReply(400, message, '')
      : groqStream(['A line.']),
  );
  const { text, sent } = await run(await picture(1093, 5).png().toBuffer(), accepted);
  expect(text).toBe('A line.');
  const { width, height } = await sharp(Buffer.from(sent[1]?.[2] ?? '', 'base64')).metadata();
  expect([width, height]).toEqual([1093, 28]);
});

test('a PNG that is refused again and again is sent once', async () => {
  server.on('POST', '/chat/completions', errorReply(400, 'Unsupported image type', ''));
  const { failed, sent } = await run(await picture(100, 80).png().toBuffer(), accepted);
  expect(failed).toMatchObject({ reason: 'badImage' });
  expect(sent).toHaveLength(1);
});
