import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askAlt } from '../../../../src/core/altText/askAlt';
import type { ImagingEngine } from '../../../../src/core/image/types';
import type { Provider, StreamEvent, VisionRequest } from '../../../../src/core/providers/types';
import { findImages } from '../../../../src/engines/markup/read/parse';

const reference = findImages('![](a.png)\n', 'markdown')[0]!;
const unused = () => Promise.reject(new Error('unused'));
const imaging: ImagingEngine = {
  render: unused,
  decode: unused,
  look: unused,
  drawnText: unused,
  contactSheet: unused,
  dispose: () => undefined,
};

/** Answers with the same alt each time, and says that it took so many tokens. */
function answering(alt: string, outputTokens: (request: VisionRequest) => number): Provider {
  return {
    id: 'fake',
    label: 'Fake',
    host: undefined,
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
