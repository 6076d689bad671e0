// A server that takes fewer images than known says so once; from then on it gets no more.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../src/core/ask/ask';
import type { AskEvent, AskImage, AskTurn } from '../../../../src/core/ask/types';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream } from '../../../servers/vendorReplies';
import { buildImaging, grain } from '../../engines/imaging/support';
import { providerOf } from '../providers/support';

let server: LoopbackProvider;
let engine: ImagingEngine;
let photo: Uint8Array;

beforeAll(async () => {
  server = await startLoopbackProvider();
  engine = createImagingEngine({ distDir: await buildImaging() });
  photo = new Uint8Array(await grain(300, 200));
});
afterAll(async () => {
  engine.dispose();
  await server.close();
});
beforeEach(() => server.reset());

/** Each test asks another model: what is learnt is kept by server and model. */
let models = 0;

const image = (id: string): AskImage => ({ id, name: `${id}.jpg`, read: async () => photo });
const told = (id: string): AskTurn => ({ question: `What is ${id}?`, images: [image(id)], answer: 'Grain.' });
const counted = (text: string) => text.split('data:image/').length - 1;

/** Refuses more than one image, as vLLM does; without a number if it's `mute`. */
function takesOne(mute = false) {
  const message = mute ? 'Too many images in the request.' : 'At most 1 image(s) may be provided in one request.';
  server.on('POST', '/chat/completions', ({ text }) =>
    counted(text) > 1
      ? { status: 400, body: { object: 'error', message, type: 'BadRequestError', param: null, code: 400 } }
      : groqStream(['Seen.']),
  );
}

async function run(turns: readonly AskTurn[], model: string) {
  const provider = providerOf('lmstudio', { baseUrl: server.url });
  const request = {
    provider,
    model,
    system: 'Look.',
    turns,
    intent: 'ask',
    detail: 'auto',
    maxOutputTokens: 99,
  } as const;
  const leftOut: (readonly string[])[] = [];
  let text = '';
  for await (const event of ask(
    request,
    { imaging: engine },
    new AbortController().signal,
  ) as AsyncIterable<AskEvent>) {
    if (event.type === 'prepared') {
      leftOut.push(event.leftOut);
    }
    text += event.type === 'text' ? event.text : '';
  }
  return { text, leftOut };
}
const sentImages = () => server.requests.filter(({ method }) => method === 'POST').map(({ text }) => counted(text));

test.each([
  false,
  true,
])('a follow-up leaves the oldest image out by name, and the next one knows (no number: %s)', async (mute) => {
  takesOne(mute);
  const model = `m${models++}`;
  const talk = [told('a'), { question: 'And b?', images: [image('b')] }];
  expect(await run(talk, model)).toEqual({ text: 'Seen.', leftOut: [[], ['a']] });
  expect(sentImages()).toEqual([2, 1]);
  server.requests.length = 0;
  expect(await run(talk, model)).toEqual({ text: 'Seen.', leftOut: [['a']] });
  expect(sentImages()).toEqual([1]);
});

test('more images in one question are refused with the limit and the names, the second time without asking', async () => {
  takesOne();
  const model = `m${models++}`;
  const both = [{ question: 'Which is larger?', images: [image('a'), image('b')] }];
  const refusal = { reason: 'tooManyImages', details: { limit: 1, leftOut: ['b.jpg'] } };
  await expect(run(both, model)).rejects.toMatchObject(refusal);
  expect(sentImages()).toEqual([2]);
  await expect(run(both, model)).rejects.toMatchObject(refusal);
  expect(sentImages()).toEqual([2]);
  const sheet = both.map((turn) => ({ ...turn, contactSheet: true }));
  expect(await run(sheet, model)).toMatchObject({ text: 'Seen.' });
  expect(sentImages()).toEqual([2, 1]);
});
