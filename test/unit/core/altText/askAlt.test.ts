import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askAlt } from '../../../../src/core/altText/askAlt';
import { isConfirmation } from '../../../../src/core/altText/confirmation';
import type { ImagingEngine } from '../../../../src/core/image/types';
import type { Provider, StreamEvent, VisionRequest } from '../../../../src/core/providers/types';
import { findImages } from '../../../../src/engines/markup/read/parse';

const reference = findImages('![](a.png)\n', 'markdown')[0]!;
const unused = () => Promise.reject(new Error('unused'));
const imaging: ImagingEngine = {
  render: unused,
  decode: unused,
  analyzePixels: unused,
  drawnText: unused,
  contactSheet: unused,
  dispose: () => undefined,
};

/** Answers with the same alt text each time, and reports this many tokens. */
function answering(alt: string, outputTokens: (request: VisionRequest) => number): Provider {
  return {
    id: 'fake',
    label: 'Fake',
    destination: { kind: 'machine' },
    vendor: undefined,
    limits: { accepts: ['image/png'] },
    takesOriginals: true,
    listModels: async () => [],
    async *stream(request): AsyncIterable<StreamEvent> {
      const text = JSON.stringify({
        role: 'informative',
        alt,
        why: 'x',
        longDescriptionDue: false,
        confidence: 'high',
      });
      yield { type: 'text', text };
      yield { type: 'usage', usage: { outputTokens: outputTokens(request), raw: {} } };
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

const ask = (provider: Provider) =>
  askAlt(
    {
      provider,
      model: 'm',
      reference,
      image: { id: 'a', name: 'a.png', read: async () => readFileSync('samples/logo.png') },
      detail: 'auto',
    },
    { imaging },
    new AbortController().signal,
  );

test('an answer as long as it could be was cut, whatever the server calls its end', async () => {
  const cut = ask(answering('A lake at du', ({ maxOutputTokens }) => maxOutputTokens));
  await expect(cut).rejects.toMatchObject({ reason: 'cut', requests: 1 });
  const whole = await ask(answering('A lake at dusk', ({ maxOutputTokens }) => maxOutputTokens - 1));
  expect(whole.decision.alt).toBe('A lake at dusk');
});

/** What a model or a server says instead of alt text, in words that no list of refusals contains. */
const noAlt = 'Upstream provider returned 529: the service is temporarily overloaded. Try again in a few moments.';

function replying(...replies: readonly Record<string, unknown>[]): Provider & { readonly images: number[] } {
  const provider = {
    ...answering('', () => 9),
    images: [] as number[],
    async *stream({ messages }: VisionRequest): AsyncIterable<StreamEvent> {
      const reply = replies[Math.min(provider.images.length, replies.length - 1)];
      const parts = messages.flatMap(({ parts }) => parts);
      provider.images.push(parts.filter(({ kind }) => kind === 'image').length);
      yield {
        type: 'text',
        text: JSON.stringify({
          role: 'informative',
          why: 'x',
          longDescriptionDue: false,
          confidence: 'high',
          ...reply,
        }),
      };
      yield { type: 'usage', usage: { inputTokens: 5, outputTokens: 9, raw: {} } };
      yield { type: 'finish', reason: 'stop' };
    },
  };
  return provider;
}

test('a model that says it does not see the picture is believed, whatever else it writes', async () => {
  const blind = replying({ imageSeen: false, alt: 'A lake at dusk.' });
  await expect(ask(blind)).rejects.toMatchObject({ reason: 'declined', requests: 1 });
});

test('what does not read like an alt, and is not confirmed, is none', async () => {
  const provider = replying({ alt: noAlt });
  await expect(ask(provider)).rejects.toMatchObject({ reason: 'doubtful', requests: 2, usage: { outputTokens: 18 } });
  await expect(ask(replying({ alt: noAlt }, { describesPicture: false }))).rejects.toMatchObject({
    reason: 'doubtful',
  });
});

test('what the model confirms is taken: the question about words goes without the picture', async () => {
  const provider = replying({ alt: noAlt }, { describesPicture: true });
  expect(await ask(provider)).toMatchObject({ requests: 2, usage: { outputTokens: 18 }, decision: { alt: noAlt } });
  expect(provider.images).toEqual([1, 0]);
});

test('whether words stand in the picture is asked with the picture', async () => {
  const provider = replying({ role: 'text', alt: noAlt }, { describesPicture: true });
  await ask(provider);
  expect(provider.images).toEqual([1, 1]);
});

test('a button that the picture shows is asked about, not refused', async () => {
  const alt = 'Error dialog with the button Try again.';
  expect(await ask(replying({ alt }, { describesPicture: true }))).toMatchObject({ requests: 2, decision: { alt } });
  await expect(ask(replying({ alt }, { describesPicture: false }))).rejects.toMatchObject({ reason: 'doubtful' });
});

test('an ordinary alt costs one request', async () => {
  expect(await ask(replying({ alt: 'A lake at dusk, with a boat at its far shore.' }))).toMatchObject({ requests: 1 });
});

test.each([
  ['{"describesPicture": true}', true],
  ['```json\n{ "describesPicture" : "yes" }\n```', true],
  ['<think>It could be true.</think> True.', true],
  ['{"describesPicture": false}', false],
  ['describesPicture, is true or false', false],
  ['{"imageSeen": true, "alt": "A lake."}', false],
  ['Yes, I can help with that! Please upload it.', false],
  ['', false],
])('%s confirms: %s', (answer, expected) => {
  expect(isConfirmation(answer)).toBe(expected);
});
