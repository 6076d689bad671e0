// A review from its start to the last answer: what it asks, what each answer changes, and what a person's decision
// keeps.
import { expect, test } from 'vitest';
import type { AltDecision } from '../../../../src/core/altText/decision';
import { ProviderError } from '../../../../src/core/providers/errors';
import { createReviewAsking } from '../../../../src/host/altText/reviewAsk';
import { isToAccept, isToWrite, type ReviewItem, typed } from '../../../../src/host/altText/reviewItem';
import { createReviewStore } from '../../../../src/host/altText/reviewState';

type Deps = Parameters<typeof createReviewAsking>[1];
type Log = Parameters<typeof createReviewStore>[1];
type Memory = Parameters<typeof createReviewStore>[0];

const decision = (alt: string): AltDecision =>
  ({ role: 'informative', why: 'Because.', alt, longDescriptionDue: false, confidence: 'high' }) as AltDecision;

const item = (id: string): ReviewItem => ({
  scanned: {
    id,
    uri: `file:///${id}.md` as never,
    isPicked: true,
    line: 1,
    reference: { index: 0, src: { raw: `${id}.png`, value: `${id}.png` }, alt: { value: '' } } as never,
    findings: [],
  },
  line: 1,
  state: 'waiting',
  problem: '',
  verdict: 'open',
  longer: 'none',
  longDescription: '',
});

type Answer = (src: string, signal: AbortSignal) => Promise<string>;

/** A review of three images; `answer` is the model's answer. */
function review(answer: Answer, { mayBeSent = true, kept = new Map<string, unknown>(), isReady = true } = {}) {
  const warned: string[] = [];
  const log = { warn: (line: string) => warned.push(line) } as unknown as Log;
  const memory = {
    get: (name: string) => kept.get(name),
    update: async (name: string, value: unknown) => void kept.set(name, value),
  } as unknown as Memory;
  const provider = { id: 'groq', label: 'Groq', destination: { kind: 'origin', origin: 'https://x' } } as never;
  const asked: string[] = [];
  const agreed: unknown[] = [];
  const deps = {
    log,
    writer: {
      mayBeFetched: async () => ({}),
      generate: async (...[, { src }, , signal, what]: Parameters<Deps['writer']['generate']>) => {
        asked.push(src.raw);
        agreed.push(what?.choice?.provider.label);
        return { decision: decision(await answer(src.raw, signal)), imageHash: 'aa', origin: 'asked', requests: 1 };
      },
    },
    consent: { ask: async () => mayBeSent },
    providers: {
      isReady: async () => isReady,
      settle: async (choice: unknown) => choice,
      vendor: () => undefined,
      price: () => undefined,
    },
  } as unknown as Deps;
  const store = createReviewStore(memory, log);
  store.put(['a', 'b', 'c'].map(item), true);
  store.tell({ phase: 'ready', choice: { provider, model: 'eyes' } });
  const asking = createReviewAsking(store, deps, new AbortController().signal);
  const ended = () =>
    new Promise<void>((resolve) => {
      const heard = store.onDidChange(() => {
        if (store.state().phase === 'ready' && !asking.isRunning()) {
          heard.dispose();
          resolve();
        }
      });
    });
  const states = () => store.items().map(({ state }) => state);
  return { store, asking, asked, agreed, warned, kept, ended, states };
}

test('each image is asked for once, and its answer waits to be accepted', async () => {
  const { store, asking, asked, agreed, ended, states } = review(async (src) => `Alt of ${src}`);
  await asking.start();
  await ended();
  expect(asked).toEqual(['a.png', 'b.png', 'c.png']);
  // Each goes to the provider that the user agreed to.
  expect(agreed).toEqual(['Groq', 'Groq', 'Groq']);
  expect(states()).toEqual(['done', 'done', 'done']);
  expect(store.items().map((one) => [isToAccept(one), isToWrite(one)])).toEqual(Array(3).fill([true, false]));
  store.update('a', { verdict: 'accepted' });
  expect(
    store
      .items()
      .filter(isToWrite)
      .map(({ scanned }) => scanned.id),
  ).toEqual(['a']);
});

test('a no to the question sends nothing', async () => {
  const { asking, asked, states } = review(async () => '', { mayBeSent: false });
  await asking.start();
  expect([asked, states()]).toEqual([[], ['waiting', 'waiting', 'waiting']]);
});

test('without a key nothing is asked, and the review says why', async () => {
  const { store, asking, asked } = review(async () => '', { isReady: false });
  await asking.start();
  expect(asked).toEqual([]);
  expect(store.state().failure).toMatchObject({ reason: 'notConfigured' });
});

test('one image that fails says why, and the others go on', async () => {
  const { store, asking, ended, states } = review(async (src) => {
    if (src === 'b.png') {
      throw new ProviderError('badImage', 'odd');
    }
    return 'An alt.';
  });
  await asking.start();
  await ended();
  expect(states()).toEqual(['done', 'failed', 'done']);
  expect(store.item('b')?.problem).toBe('Groq couldn’t read b.png. (odd)');
  expect(store.state().failure).toBeUndefined();
});

test('what every image would meet ends the run; the others wait, and are asked for by the next', async () => {
  let isRefused = true;
  const { store, asking, asked, ended, states } = review(async () => {
    if (isRefused) {
      throw new ProviderError('auth', '');
    }
    return 'An alt.';
  });
  await asking.start();
  await ended();
  expect(states()).toEqual(['waiting', 'waiting', 'waiting']);
  expect([asked.length, store.state().failure]).toEqual([1, expect.objectContaining({ reason: 'auth' })]);
  isRefused = false;
  await asking.start();
  await ended();
  expect(states()).toEqual(['done', 'done', 'done']);
});

test('a pause waits for what is under way, and keeps the rest', async () => {
  let answerFirst = () => {};
  const { store, asking, ended, states } = review(
    () =>
      new Promise((resolve) => {
        answerFirst = () => resolve('An alt.');
      }),
  );
  await asking.start();
  const over = ended();
  asking.pause();
  expect(store.state().phase).toBe('pausing');
  answerFirst();
  await over;
  expect(states()).toEqual(['done', 'waiting', 'waiting']);
});

test('stopping ends what is under way, and an image that was decided on is not asked for', async () => {
  const { asking, asked, ended, states } = review(
    (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  await asking.start();
  asking.leaveOut('b');
  const over = ended();
  asking.stop();
  await over;
  expect([asked, states()]).toEqual([['a.png'], ['waiting', 'waiting', 'waiting']]);
});

test('what a person decided outlives the review; what only a model said does not', async () => {
  const { store, kept } = review(async () => '');
  store.update('a', { generated: { decision: decision('Said.'), imageHash: 'aa', origin: 'asked', requests: 1 } });
  store.update('a', { ...typed(store.item('a')!, 'Typed\nin two lines'), verdict: 'accepted' });
  store.update('b', { verdict: 'decorative' });
  store.update('c', typed(store.item('c')!, ''));
  store.keep(['a', 'b']);
  const next = review(async () => '', { kept });
  expect(next.store.decided('a')).toEqual({ verdict: 'accepted', typed: 'Typed in two lines' });
  expect(next.store.decided('b')).toEqual({ verdict: 'decorative' });
  expect(next.store.decided('c')).toBeUndefined();
  // Once written, nothing is left to decide.
  store.update('a', { verdict: 'written' });
  store.keep(['a']);
  expect(review(async () => '', { kept }).store.decided('a')).toBeUndefined();
});
