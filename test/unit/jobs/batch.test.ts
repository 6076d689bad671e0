// Alt text for many images: within rate limits, across a kill, each paid for once.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askAlt } from '../../../src/core/altText/askAlt';
import { altCacheKey, contextHash } from '../../../src/core/altText/cache';
import type { AltDecision } from '../../../src/core/altText/decision';
import { type AltStore, createPayOnce, type PaidAlt } from '../../../src/core/altText/paidOnce';
import type { ImageReference } from '../../../src/core/altText/types';
import type { ImagingEngine } from '../../../src/core/image/types';
import { ProviderError, type ProviderErrorReason } from '../../../src/core/providers/errors';
import { findImages } from '../../../src/engines/markup/read/parse';
import { askForAll, type Batch, type BatchEvent, createBatch } from '../../../src/jobs/batch';
import { altAnswer } from '../../servers/altAnswer';
import { type LoopbackProvider, type RecordedRequest, startLoopbackProvider } from '../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../servers/vendorReplies';
import { providerOf } from '../core/providers/support';

let server: LoopbackProvider;
let png: Uint8Array;

beforeAll(async () => {
  server = await startLoopbackProvider();
  const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: '#369' } });
  png = new Uint8Array(await picture.png().toBuffer());
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const unusedEngine: ImagingEngine = {
  render: () => Promise.reject(new Error('rendered')),
  decode: () => Promise.reject(new Error('decoded')),
  analyzePixels: () => Promise.reject(new Error('looked')),
  drawnText: () => Promise.reject(new Error('read')),
  contactSheet: () => Promise.reject(new Error('arranged')),
  dispose: () => undefined,
};

/** Outlives a test's programs, like a disk; every write takes time. */
function disk(): AltStore & { readonly kept: Map<string, AltDecision> } {
  const kept = new Map<string, AltDecision>();
  return {
    kept,
    get: async (key) => kept.get(key),
    set: async (key, decision) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      kept.set(key, decision);
    },
  };
}

/** One run of the program: it knows what the disk contains. */
function program(images: readonly ImageReference[], store: AltStore, onEvent: (event: BatchEvent<PaidAlt>) => void) {
  const provider = providerOf('groq', { baseUrl: server.url });
  const payOnce = createPayOnce(store);
  const batch = createBatch<PaidAlt>({
    atOnce: 6,
    onEvent,
    generate: async (id, signal) => {
      const reference = images[Number(id)]!;
      const key = await altCacheKey({
        imageHash: 'aa',
        task: 'altText',
        contextHash: await contextHash(reference),
        model: 'groq:m',
      });
      const image = { id, name: 'x.png', read: async () => png };
      return payOnce(
        key,
        { reference },
        (shared) =>
          askAlt({ provider, model: 'm', reference, image, detail: 'auto' }, { imaging: unusedEngine }, shared),
        signal,
      );
    },
  });
  batch.add(images.map((_, index) => String(index)));
  return batch;
}

const fileOf = (request: RecordedRequest) => /image-\d+\.png/.exec(request.text)?.[0] ?? '';
const decision = (alt: string) => altAnswer(alt);

test('500 images, a fifth of the answers 429, killed in the middle: complete after a restart, each paid for once', async () => {
  const images = findImages(
    Array.from({ length: 500 }, (_, index) => `![](image-${index}.png)\n`).join('\n'),
    'markdown',
  );
  expect(images).toHaveLength(500);
  const paid = new Map<string, number>();
  let asked = 0;
  let refused = 0;
  let underWay = 0;
  let most = 0;
  server.on('POST', '/chat/completions', async (request) => {
    asked += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    const file = fileOf(request);
    void request.ended.then(({ aborted }) => {
      underWay -= 1;
      if (!aborted && !isRefused) {
        paid.set(file, (paid.get(file) ?? 0) + 1);
      }
    });
    const isRefused = asked % 5 === 3;
    if (isRefused) {
      refused += 1;
      return errorReply(429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after-ms': '4' });
    }
    return groqStream([decision(`Harbour map with ${/\d+/.exec(file)?.[0]} piers in blue`)], { pause: 1 });
  });

  const store = disk();
  const killedAt = await new Promise<number>((resolve) => {
    let done = 0;
    const first: Batch = program(images, store, (event) => {
      done += event.type === 'done' ? 1 : 0;
      if (event.type === 'done' && done === 240) {
        first.cancel();
      }
      if (event.type === 'ended') {
        resolve(store.kept.size);
      }
    });
    first.start();
  });
  expect(killedAt).toBeGreaterThanOrEqual(240);
  expect(killedAt).toBeLessThan(260);

  const results = new Map<string, PaidAlt>();
  const ended = await new Promise<BatchEvent<PaidAlt>>((resolve) => {
    program(images, store, (event) => {
      if (event.type === 'done') {
        results.set(event.id, event.result);
      } else if (event.type === 'ended' || event.type === 'failed') {
        resolve(event);
      }
    }).start();
  });
  expect(ended).toEqual({ type: 'ended', left: 0 });
  expect(results.size).toBe(500);
  // Requests that were running at the kill may have been stored a moment later; they aren't paid for again either.
  const reused = [...results.values()].filter((one) => one.origin === 'cache').length;
  expect(reused).toBeGreaterThanOrEqual(killedAt);
  expect(reused).toBeLessThanOrEqual(killedAt + 6);
  expect(results.get('499')?.decision.alt).toBe('Harbour map with 499 piers in blue');
  expect(paid.size).toBe(500);
  expect([...paid].filter(([, times]) => times !== 1)).toEqual([]);
  expect(refused).toBeGreaterThan(100);
  expect(most).toBeLessThanOrEqual(6);

  // A second review of an unchanged folder sends nothing.
  const before = asked;
  await new Promise<void>((resolve) => {
    program(images, store, (event) => event.type === 'ended' && resolve()).start();
  });
  expect(asked).toBe(before);
});

/** Time that advances on command; records the waits. */
function clock() {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    sleep: async (ms: number, signal?: AbortSignal) => {
      waits.push(ms);
      await Promise.resolve();
      signal?.throwIfAborted();
      time += ms;
    },
  };
}

const limited = (retryAfterMs?: number) =>
  new ProviderError('rateLimit', '', { ...(retryAfterMs && { retryAfterMs }) });

/** Runs IDs through scripted answers; returns the events until the end. */
function run(
  ids: readonly string[],
  generate: (id: string, nth: number) => Promise<string>,
  time = clock(),
): Promise<{ events: BatchEvent<string>[]; waits: number[] }> {
  const counts = new Map<string, number>();
  const events: BatchEvent<string>[] = [];
  return new Promise((resolve) => {
    const batch = createBatch<string>({
      atOnce: 3,
      clock: time,
      generate: (id) => {
        counts.set(id, (counts.get(id) ?? 0) + 1);
        return generate(id, counts.get(id)!);
      },
      onEvent: (event) => {
        events.push(event);
        if (event.type === 'ended') {
          resolve({ events, waits: time.waits });
        }
      },
    });
    batch.add(ids);
    batch.start();
  });
}

test('a stated wait is kept exactly and the image comes again; without one the waits double', async () => {
  const { events, waits } = await run(['a', 'b'], async (id, nth) => {
    if (id === 'a' && nth === 1) {
      throw limited(1234);
    }
    if (id === 'b' && nth <= 3) {
      throw limited();
    }
    return id;
  });
  expect(events.filter((one) => one.type === 'done').map((one) => 'id' in one && one.id)).toEqual(['a', 'b']);
  expect(waits).toEqual([1234, 2000, 4000, 8000]);
});

test.each<ProviderErrorReason>([
  'auth',
  'billing',
  'notConfigured',
  'consent',
  'offline',
])('%s would fail every image: the rest is not sent, and nothing is lost', async (reason) => {
  const sent: string[] = [];
  const { events } = await run(['a', 'b', 'c', 'd', 'e', 'f'], async (id) => {
    sent.push(id);
    if (id === 'b') {
      throw new ProviderError(reason, '');
    }
    return id;
  });
  const end = events.at(-1);
  expect(end).toMatchObject({ type: 'ended', error: { reason } });
  expect(events.some((one) => one.type === 'failed')).toBe(false);
  const done = events.filter((one) => one.type === 'done').length;
  expect(end?.type === 'ended' && end.left).toBe(6 - done);
  expect(sent).not.toContain('e');
});

test('one image that cannot be described fails alone; a provider with trouble is asked three times', async () => {
  const { events } = await run(['a', 'b', 'c'], async (id) => {
    if (id === 'a') {
      throw new ProviderError('filtered', '');
    }
    if (id === 'b') {
      throw new ProviderError('overloaded', '');
    }
    return id;
  });
  expect(events.filter((one) => one.type === 'failed').map((one) => 'id' in one && one.id)).toEqual(['a', 'b']);
  expect(events.filter((one) => one.type === 'running' && one.id === 'b')).toHaveLength(3);
  expect(events.at(-1)).toEqual({ type: 'ended', left: 0 });
});

test('a wait of an hour ends the run instead: the user is told', async () => {
  const { events, waits } = await run(['a', 'b'], async () => {
    throw limited(3_600_000);
  });
  expect(waits).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: 'ended', left: 2, error: { reason: 'rateLimit' } });
});

test('pause lets what is under way come home; start goes on where it was', async () => {
  const order: string[] = [];
  const gates = new Map<string, () => void>();
  let ends = 0;
  const batch = createBatch<string>({
    atOnce: 2,
    generate: (id) => new Promise((resolve) => gates.set(id, () => resolve(id))),
    onEvent: (event) => {
      if (event.type === 'done') {
        order.push(event.id);
      }
      ends += event.type === 'ended' ? 1 : 0;
    },
  });
  const open = async (id: string) => {
    gates.get(id)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  batch.add(['a', 'b', 'c', 'd']);
  batch.start();
  await open('a');
  batch.pause();
  expect([...gates.keys()]).toEqual(['a', 'b', 'c']);
  await open('b');
  expect(ends).toBe(0);
  await open('c');
  expect(ends).toBe(1);
  expect(batch.left()).toBe(1);
  batch.start();
  await open('d');
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(ends).toBe(2);
});

const place = { reference: findImages('![](a.png)', 'markdown')[0]! };

test('two who want the same picture share a request; the one who leaves does not end it for the other', async () => {
  const store = disk();
  const payOnce = createPayOnce(store);
  const answer: AltDecision = {
    role: 'informative',
    alt: 'A lake.',
    why: '',
    longDescriptionDue: false,
    confidence: 'high',
  };
  let asked = 0;
  let ended = false;
  const ask = (signal: AbortSignal) => {
    asked += 1;
    return new Promise<{ decision: AltDecision; requests: number }>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ decision: answer, requests: 1 }), 30);
      signal.addEventListener('abort', () => {
        ended = true;
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
  };
  const leaving = new AbortController();
  const first = payOnce('k', place, ask, leaving.signal);
  const second = payOnce('k', place, ask, new AbortController().signal);
  setTimeout(() => leaving.abort(), 5);
  await expect(first).rejects.toThrow(/abort/i);
  expect(await second).toMatchObject({ decision: answer, origin: 'shared' });
  expect(asked).toBe(1);
  expect(await payOnce('k', place, ask, new AbortController().signal)).toMatchObject({ origin: 'cache' });

  const alone = new AbortController();
  const third = payOnce('other', place, ask, alone.signal);
  setTimeout(() => alone.abort(), 5);
  await expect(third).rejects.toThrow(/abort/i);
  expect(ended).toBe(true);
});

test('what was cancelled before it began asks for nothing', async () => {
  const asked: string[] = [];
  const generate = async (id: string) => asked.push(id);
  const ended = await askForAll(['a', 'b'], { atOnce: 2, generate, onEvent: () => {} }, AbortSignal.abort());
  expect(ended).toEqual({ type: 'ended', left: 2 });
  expect(asked).toEqual([]);
});
