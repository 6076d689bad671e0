/**
 * Alt text for many images, several at a time, within what the provider allows. Knows nothing about images: it gets IDs
 * and a function.
 */
import { type Clock, systemClock } from '../core/providers/clock';
import { ProviderError, type ProviderErrorReason } from '../core/providers/errors';

export type BatchEvent<T> =
  | { readonly type: 'running'; readonly id: string }
  /** Its request was interrupted, or the provider limited the rate: it's in the queue again. */
  | { readonly type: 'waiting'; readonly id: string }
  | { readonly type: 'done'; readonly id: string; readonly result: T }
  | { readonly type: 'failed'; readonly id: string; readonly error: unknown }
  /** Nothing is sent for this many milliseconds, because the provider limited the rate. */
  | { readonly type: 'slowed'; readonly waitMs: number }
  /** Nothing more is sent. `error`: what every other request would run into as well (a wrong key, no credit). */
  | { readonly type: 'ended'; readonly left: number; readonly error?: unknown };

export interface BatchOptions<T> {
  /** Maximum number of concurrent requests. One until the first answer has arrived. */
  readonly atOnce: number;
  readonly generate: (id: string, signal: AbortSignal) => Promise<T>;
  readonly onEvent: (event: BatchEvent<T>) => void;
  readonly clock?: Clock;
}

export interface Batch {
  /** Adds IDs to the end of the queue; one that is already pending or running isn't added again. */
  add(ids: readonly string[]): void;
  /** Removes a pending ID from the queue. */
  remove(id: string): void;
  start(): void;
  /** Sends nothing more; waits for running requests, because they're paid for. */
  pause(): void;
  /** Interrupts running requests too; they return to the front of the queue. */
  cancel(): void;
  isRunning(): boolean;
  left(): number;
}

/** A longer pause than this isn't waited for: the user is told. Milliseconds. */
const maxPauseMs = 5 * 60_000;
const firstPauseMs = 2000;
const maxPausesInARow = 8;
/** Attempts for one image when the provider has problems of its own. */
const maxTries = 3;
/** Consecutive answers after which one more concurrent request is tried. */
const answersToSpeedUp = 10;

/** What would fail for every image in the same way. */
const forAll: ReadonlySet<ProviderErrorReason> = new Set([
  'auth',
  'forbidden',
  'billing',
  'modelGone',
  'termsRequired',
  'noVision',
  'schemaUnsupported',
  'proxyAuth',
  'certificate',
  'offline',
  'refused',
  'consent',
  'notConfigured',
  'plainHttp',
  'wrongAddress',
  'badSetting',
]);
/** True for what every other request would run into as well: a wrong key, no credit, no connection to the provider. */
export function failsForAll(error: unknown): boolean {
  return error instanceof ProviderError && forAll.has(error.reason);
}

const passes: ReadonlySet<ProviderErrorReason> = new Set(['overloaded', 'timeout', 'stalled', 'interrupted']);

/** A queue that hasn't started. A rate limit halves how many run at once and pauses all of them for the stated time. */
export function createBatch<T>({ atOnce, generate, onEvent, clock = systemClock }: BatchOptions<T>): Batch {
  const queue: string[] = [];
  const running = new Map<string, AbortController>();
  const tries = new Map<string, number>();
  let started = false;
  let lanes = 1;
  let inARow = 0;
  let pauses = 0;
  let pause: { readonly until: number; readonly controller: AbortController } | undefined;
  let failure: unknown;
  /** Stopped, but the end hasn't been reported yet. */
  let ending = false;
  /** The provider has limited the rate: from then on, speed increases only step by step. */
  let slowed = false;

  const pump = () => {
    while (started && !pause && queue.length > 0 && running.size < lanes) {
      void one(queue.shift()!);
    }
    const isOver = running.size === 0 && !pause && (ending || (started && queue.length === 0));
    if (isOver) {
      const error = failure;
      started = false;
      ending = false;
      failure = undefined;
      onEvent({ type: 'ended', left: queue.length, ...(error !== undefined && { error }) });
    }
  };

  const one = async (id: string) => {
    const controller = new AbortController();
    running.set(id, controller);
    onEvent({ type: 'running', id });
    try {
      const result = await generate(id, controller.signal);
      running.delete(id);
      tries.delete(id);
      answered();
      onEvent({ type: 'done', id, result });
    } catch (error) {
      running.delete(id);
      failed(id, error, controller.signal.aborted);
    }
    pump();
  };

  const answered = () => {
    pauses = 0;
    inARow += 1;
    if (!slowed) {
      lanes = atOnce;
    } else if (inARow % answersToSpeedUp === 0) {
      lanes = Math.min(atOnce, lanes + 1);
    }
  };

  const failed = (id: string, error: unknown, aborted: boolean) => {
    const { reason, details } = error instanceof ProviderError ? error : {};
    const count = (tries.get(id) ?? 0) + 1;
    if (aborted) {
      again(id);
    } else if (reason === 'rateLimit') {
      again(id);
      slowDown(error as ProviderError);
    } else if (reason && passes.has(reason) && details?.shouldRetry !== false && count < maxTries) {
      tries.set(id, count);
      again(id);
      wait(firstPauseMs * 2 ** (count - 1));
    } else if (failsForAll(error)) {
      again(id);
      stop(error);
    } else {
      tries.delete(id);
      onEvent({ type: 'failed', id, error });
    }
  };

  const again = (id: string) => {
    queue.unshift(id);
    onEvent({ type: 'waiting', id });
  };

  const slowDown = (error: ProviderError) => {
    slowed = true;
    inARow = 0;
    lanes = Math.max(1, lanes >> 1);
    if (pause) {
      // Sent before the pause began: another refusal, but not another pause.
      wait(Math.min(error.details.retryAfterMs ?? 0, maxPauseMs));
      return;
    }
    pauses += 1;
    const ms = error.details.retryAfterMs ?? Math.min(60_000, firstPauseMs * 2 ** (pauses - 1));
    if (ms > maxPauseMs || pauses > maxPausesInARow) {
      stop(error);
    } else {
      wait(ms);
    }
  };

  const wait = (ms: number) => {
    const until = clock.now() + ms;
    if (!started || (pause && pause.until >= until)) {
      return;
    }
    pause?.controller.abort();
    const controller = new AbortController();
    const mine = { until, controller };
    pause = mine;
    onEvent({ type: 'slowed', waitMs: ms });
    const over = () => {
      if (pause === mine) {
        pause = undefined;
        pump();
      }
    };
    clock.sleep(ms, controller.signal).then(over, over);
  };

  const stop = (error?: unknown) => {
    ending = started || ending;
    started = false;
    failure ??= error;
    pause?.controller.abort();
    pause = undefined;
  };

  return {
    add: (ids) => {
      const known = new Set([...queue, ...running.keys()]);
      queue.push(...ids.filter((id) => !known.has(id)));
      pump();
    },
    remove: (id) => {
      const at = queue.indexOf(id);
      if (at >= 0) {
        queue.splice(at, 1);
      }
      pump();
    },
    start: () => {
      started = true;
      ending = false;
      failure = undefined;
      pump();
    },
    pause: () => {
      stop();
      pump();
    },
    cancel: () => {
      stop();
      for (const controller of running.values()) {
        controller.abort();
      }
      pump();
    },
    isRunning: () => started,
    left: () => queue.length + running.size,
  };
}

/** Requests everything, and returns how it ended. The signal interrupts running requests too. */
export function askForAll<T>(
  ids: readonly string[],
  options: BatchOptions<T>,
  signal: AbortSignal,
): Promise<Extract<BatchEvent<T>, { type: 'ended' }>> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ type: 'ended', left: ids.length });
      return;
    }
    const onEvent = (event: BatchEvent<T>) => {
      options.onEvent(event);
      if (event.type === 'ended') {
        resolve(event);
      }
    };
    const batch = createBatch({ ...options, onEvent });
    signal.addEventListener('abort', () => batch.cancel(), { once: true });
    batch.add(ids);
    batch.start();
  });
}
