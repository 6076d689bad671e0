/** One request and its answer: sending, watching, decoding. Knows nothing about retries. */
import { bounds } from '../bounds';
import { pause } from '../pause';
import type { Clock } from './clock';
import { hostOf, isModelServer } from './destination';
import { errorFromCause, errorFromPage, errorFromResponse, requestIdOf } from './errorMapping';
import { ProviderError } from './errors';
import { jsonBytes, notingImages } from './imageText';
import { headersOf, urlOf, withoutKey } from './request';
import { guardEvents, sendGuarded } from './secrets';
import type { DialectCodec, HttpResponse, StreamDecoder, StreamEvent, Transport, Vendor, VisionRequest } from './types';

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly key: string | undefined;
  /** Milliseconds without a meaningful message before the answer counts as stalled. */
  readonly stallMs: number;
}

/** Why the watch stopped waiting. One for all, because creating an error takes longer than the rest of the watch. */
const stopped = new Error('stopped');
/** After this much work on an answer, everybody else gets a turn, milliseconds. */
const maxTurnMs = 10;
/** How long to wait for the end of a finished answer, so that the connection can be reused. */
const drainMs = 100;

/**
 * Sends one request and yields its events. Throws `ProviderError`, or the signal's reason when aborted. An error thrown
 * before the first event had no effect and may be retried.
 */
export async function* exchange(
  request: VisionRequest,
  vendor: Vendor,
  codec: DialectCodec,
  { transport, clock, key, stallMs }: ExchangeOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  signal.throwIfAborted();
  const { result, images } = notingImages(() => codec.encode(request, vendor));
  const { path, body } = result;
  const url = urlOf(vendor, path);
  const headers = { ...headersOf(vendor, key, codec.streamType), 'content-type': 'application/json' };
  const watch = createWatch(signal, clock, vendor, stallMs);
  let iterator: AsyncIterator<Uint8Array> | undefined;
  try {
    const sent = { method: 'POST', url, headers, body: await jsonBytes(body, images), signal: watch.signal } as const;
    const response = await watch.guard(sendGuarded(transport, sent));
    iterator = response.body[Symbol.asyncIterator]();
    if (response.status < 200 || response.status > 299) {
      const text = await readText(iterator, watch);
      throw withoutKey(headers, errorFromResponse(response.status, response.headers, text, vendor, clock.now()));
    }
    yield* guardEvents(readAnswer(response, iterator, vendor, codec, watch), headers);
  } catch (error) {
    throw watch.signal.aborted ? watch.signal.reason : errorFromCause(error, url);
  } finally {
    watch.stop();
    // Not awaited: a transport that can't stop at once must not block the caller.
    void iterator?.return?.()?.then(undefined, () => undefined);
  }
}

async function* readAnswer(
  response: HttpResponse,
  iterator: AsyncIterator<Uint8Array>,
  vendor: Vendor,
  codec: DialectCodec,
  watch: Watch,
): AsyncGenerator<StreamEvent> {
  const type = response.headers.get('content-type') ?? '';
  const decoder = codec.decoder(vendor, contentKind(type, codec));
  const requestId = requestIdOf(response.headers);
  const label = (event: StreamEvent): StreamEvent => (event.type === 'start' ? { ...event, requestId } : event);
  if (/text\/html/i.test(type)) {
    throw errorFromPage(response.status, await readText(iterator, watch), vendor, requestId);
  }
  let broken: unknown;
  let busyMs = 0;
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await watch.guard(iterator.next());
    } catch (error) {
      if (watch.signal.aborted) {
        throw error;
      }
      broken = error;
      break;
    }
    if (next.done) {
      break;
    }
    const before = decoder.said;
    const begun = performance.now();
    yield* decoder.push(next.value).map(label);
    busyMs += performance.now() - begun;
    if (busyMs > maxTurnMs) {
      // What is already buffered arrives without a turn of the event loop, which others wait for.
      await pause();
      busyMs = 0;
    }
    if (decoder.said > before) {
      watch.alive();
    }
    if (decoder.settled) {
      break;
    }
  }
  yield* finish(decoder, broken, label, urlOf(vendor, ''));
  if (decoder.settled && broken === undefined) {
    await watch.drain(iterator);
  }
}

/** The end of the stream; a connection that breaks after a complete answer does no harm. */
function* finish(
  decoder: StreamDecoder,
  broken: unknown,
  label: (event: StreamEvent) => StreamEvent,
  url: string,
): Generator<StreamEvent> {
  const last = decoder.end();
  const cut = last.some((event) => event.type === 'finish' && event.reason === 'interrupted');
  if (broken !== undefined && cut) {
    yield* last.filter((event) => event.type !== 'finish').map(label);
    throw errorFromCause(broken, url);
  }
  yield* last.map(label);
  if (decoder.error) {
    throw decoder.error;
  }
}

/** A stream, unless the server says that it sends a single document. Servers that don't say are assumed to stream. */
function contentKind(type: string, codec: DialectCodec): 'stream' | 'json' {
  return /\bjson\b/i.test(type) && !/ndjson|jsonl|json-seq/i.test(type) && codec.streamType === 'text/event-stream'
    ? 'json'
    : 'stream';
}

async function readText(iterator: AsyncIterator<Uint8Array>, watch: Watch): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  while (size < bounds.errorBodyBytes) {
    const next = await watch.guard(iterator.next());
    if (next.done) {
      break;
    }
    size += next.value.length;
    text += decoder.decode(next.value, { stream: true });
  }
  return text;
}

interface Watch {
  /** Aborted by the user, or by the deadline. */
  readonly signal: AbortSignal;
  /** Settles with the promise, or immediately when the signal is aborted. */
  guard<T>(promise: Promise<T>): Promise<T>;
  alive(): void;
  drain(iterator: AsyncIterator<Uint8Array>): Promise<void>;
  stop(): void;
}

/** Ends the exchange when the user aborts, when nothing meaningful arrives for `stallMs`, or when it takes too long. */
function createWatch(user: AbortSignal, clock: Clock, vendor: Vendor, stallMs: number): Watch {
  const stopper = new AbortController();
  const idle = new AbortController();
  let reject: ((reason: unknown) => void) | undefined;
  let last = clock.now();
  const deadline = last + bounds.answerMs;
  // A model on the user's machine can take minutes to load before its first word.
  let patient = vendor.local === true || isModelServer(vendor);
  const end = (reason: unknown) => {
    stopper.abort(reason);
    reject?.(reason);
  };
  const onAbort = () => end(user.reason);
  user.addEventListener('abort', onAbort, { once: true });
  const run = async () => {
    while (!idle.signal.aborted) {
      const now = clock.now();
      if (now >= deadline) {
        const minutes = bounds.answerMs / 60_000;
        const details = { host: hostOf(vendor.baseUrl), shouldRetry: false };
        end(new ProviderError('timeout', `No end within ${minutes} minutes.`, details));
        return;
      }
      const left = last + stallMs - now;
      if (left <= 0 && !patient) {
        const seconds = Math.round(stallMs / 1000);
        end(new ProviderError('stalled', `Nothing came for ${seconds} seconds.`, { host: hostOf(vendor.baseUrl) }));
        return;
      }
      await clock.sleep(Math.min(deadline - now, patient || left <= 0 ? stallMs : left), idle.signal);
    }
  };
  void run().then(undefined, () => undefined);
  return {
    signal: stopper.signal,
    guard: (promise) =>
      new Promise((resolve, rejectThis) => {
        if (stopper.signal.aborted) {
          promise.then(undefined, () => undefined);
          rejectThis(stopper.signal.reason);
          return;
        }
        reject = rejectThis;
        promise.then(resolve, rejectThis);
      }),
    alive() {
      patient = false;
      last = clock.now();
    },
    async drain(iterator) {
      const ended = async () => {
        while (!(await iterator.next()).done) {}
      };
      await Promise.race([ended(), clock.sleep(drainMs, idle.signal)]).catch(() => undefined);
    },
    stop() {
      user.removeEventListener('abort', onAbort);
      idle.abort(stopped);
    },
  };
}
