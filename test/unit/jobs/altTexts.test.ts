// One decision for an image in its place: when a model is asked, and what is stored.
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/core/altText/cache';
import type { AltDecision } from '../../../src/core/altText/decision';
import type { Provider } from '../../../src/core/providers/types';
import { findImages } from '../../../src/engines/markup/read/parse';
import { AltTexts, findMissingAlts } from '../../../src/jobs/altTexts';

const references = findImages('![](a.png)\n\n![An apple.](b.png)\n', 'markdown');
const answer = {
  imageSeen: true,
  role: 'informative',
  why: 'It shows it.',
  alt: 'Two pears on a table.',
  longDescriptionDue: false,
  longDescription: null,
  confidence: 'high',
};

async function pictureOf(width: number, height: number) {
  const image = sharp({ create: { width, height, channels: 3, background: '#369' } });
  const bytes = new Uint8Array(await image.png().toBuffer());
  return { name: 'a.png', bytes, imageHash: await sha256(bytes) };
}

function made() {
  const kept = new Map<string, AltDecision>();
  const models: string[] = [];
  const provider: Provider = {
    id: 'groq',
    label: 'Groq',
    destination: { kind: 'machine' },
    vendor: undefined,
    limits: { accepts: ['image/png'] },
    listModels: async () => [],
    async *stream({ model }) {
      models.push(model);
      yield { type: 'start' };
      yield { type: 'text', text: JSON.stringify(answer) };
      yield { type: 'finish', reason: 'stop' };
    },
  };
  const store = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, decision: AltDecision) => void kept.set(key, decision),
  };
  const never = () => {
    throw new Error('rendered');
  };
  const texts = new AltTexts(store, () => ({ render: never, decode: never, analyzePixels: never }) as never);
  const question = { reference: references[0]!, options: {}, provider, model: 'usual', detail: 'auto' } as const;
  return { texts, models, question };
}

const { signal } = new AbortController();

test('somebody is asked once, by the model that was settled on; then it is known', async () => {
  const { texts, models, question } = made();
  const picture = await pictureOf(80, 60);
  const settle = vi.fn(async () => 'settled');
  expect(await texts.known(question, picture.imageHash)).toBeUndefined();
  const first = await texts.generate(question, picture, signal, settle);
  expect(first).toMatchObject({ origin: 'asked', requests: 1, decision: { alt: answer.alt } });
  const second = await texts.generate(question, picture, signal, settle);
  expect(second).toMatchObject({ origin: 'cache', requests: 0, decision: { alt: answer.alt } });
  expect([models, settle.mock.calls.length]).toEqual([['settled'], 1]);
  expect(await texts.known(question, picture.imageHash)).toMatchObject({ alt: answer.alt });
});

test('a picture too thin to show anything is decorative, and nobody is asked, unless a person says what it does', async () => {
  const { texts, models, question } = made();
  const thin = await pictureOf(1, 40);
  const blank = await texts.generate(question, thin, signal);
  expect([blank.origin, blank.decision.role, models]).toEqual(['blank', 'decorative', []]);
  const wished = { ...question, options: { instruction: 'Say what it is.' } };
  expect((await texts.generate(wished, thin, signal)).origin).toBe('asked');
});

test('a no, thrown where it is settled who is asked, sends and keeps nothing', async () => {
  const { texts, models, question } = made();
  const picture = await pictureOf(80, 60);
  const no = texts.generate(question, picture, signal, () => Promise.reject(new Error('no')));
  await expect(no).rejects.toThrow('no');
  expect([models, await texts.known(question, picture.imageHash)]).toEqual([[], undefined]);
});

test('the images without an alt are those that the rules find', async () => {
  const markup = {
    find: async () => ({ references }),
    check: async () => ({
      findings: [
        { rule: 'missing', image: 0 },
        { rule: 'vague', image: 1 },
      ],
      images: 2,
    }),
  };
  const found = await findMissingAlts('', 'markdown', {}, markup as never);
  expect(found).toMatchObject({ missing: [references[0]], checked: 2 });
});
