/**
 * Alt text for many images, several at a time, within what the provider allows. Knows nothing about images: it gets IDs
 * and a function.
 */
import { type Clock, systemClock } from '../core/providers/clock';
import { ProviderError, type ProviderErrorReason } from '../core/providers/errors';
import { firstPauseMs, Pace } from './pace';

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

/** Attempts for one image when the provider has problems of its own. */
const maxTries = 3;

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

/** A queue that hasn't started. */
export const createBatch = <T>(options: BatchOptions<T>): Batch => new Queue(options);

/** The queue: what waits, what runs, and when it's over. How fast is up to its pace. */
class Queue<T> implements Batch {
  readonly #options: BatchOptions<T>;
  readonly #pace: Pace;
  readonly #queue: string[] = [];
  readonly #running = new Map<string, AbortController>();
  readonly #tries = new Map<string, number>();
  #isStarted = false;
  /** Stopped, but the end hasn't been reported yet. */
  #isEnding = false;
  #failure: unknown;

  constructor(options: BatchOptions<T>) {
    this.#options = options;
    const { atOnce, clock = systemClock, onEvent } = options;
    this.#pace = new Pace(atOnce, clock, {
      slowed: (waitMs) => onEvent({ type: 'slowed', waitMs }),
      over: () => this.#pump(),
    });
  }

  add(ids: readonly string[]): void {
    const known = new Set([...this.#queue, ...this.#running.keys()]);
    this.#queue.push(...ids.filter((id) => !known.has(id)));
    this.#pump();
  }

  remove(id: string): void {
    const at = this.#queue.indexOf(id);
    if (at >= 0) {
      this.#queue.splice(at, 1);
    }
    this.#pump();
  }

  start(): void {
    this.#isStarted = true;
    this.#isEnding = false;
    this.#failure = undefined;
    this.#pump();
  }

  pause(): void {
    this.#stop();
    this.#pump();
  }

  cancel(): void {
    this.#stop();
    for (const controller of this.#running.values()) {
      controller.abort();
    }
    this.#pump();
  }

  isRunning(): boolean {
    return this.#isStarted;
  }

  left(): number {
    return this.#queue.length + this.#running.size;
  }

  #pump(): void {
    while (this.#isStarted && this.#queue.length > 0 && this.#pace.allows(this.#running.size)) {
      void this.#run(this.#queue.shift()!);
    }
    const isAll = this.#isEnding || (this.#isStarted && this.#queue.length === 0);
    if (isAll && this.#running.size === 0 && !this.#pace.isPausing()) {
      const error = this.#failure;
      this.#isStarted = false;
      this.#isEnding = false;
      this.#failure = undefined;
      this.#options.onEvent({ type: 'ended', left: this.#queue.length, ...(error !== undefined && { error }) });
    }
  }

  async #run(id: string): Promise<void> {
    const { generate, onEvent } = this.#options;
    const controller = new AbortController();
    this.#running.set(id, controller);
    onEvent({ type: 'running', id });
    try {
      const result = await generate(id, controller.signal);
      this.#running.delete(id);
      this.#tries.delete(id);
      this.#pace.answered();
      onEvent({ type: 'done', id, result });
    } catch (error) {
      this.#running.delete(id);
      this.#failed(id, error, controller.signal.aborted);
    }
    this.#pump();
  }

  #failed(id: string, error: unknown, isAborted: boolean): void {
    const { reason, details } = error instanceof ProviderError ? error : {};
    const count = (this.#tries.get(id) ?? 0) + 1;
    if (isAborted) {
      this.#again(id);
    } else if (reason === 'rateLimit') {
      this.#again(id);
      if (!this.#pace.limited(details?.retryAfterMs, this.#isStarted)) {
        this.#stop(error);
      }
    } else if (reason && passes.has(reason) && details?.shouldRetry !== false && count < maxTries) {
      this.#tries.set(id, count);
      this.#again(id);
      if (this.#isStarted) {
        this.#pace.wait(firstPauseMs * 2 ** (count - 1));
      }
    } else if (failsForAll(error)) {
      this.#again(id);
      this.#stop(error);
    } else {
      this.#tries.delete(id);
      this.#options.onEvent({ type: 'failed', id, error });
    }
  }

  /** Back to the front of the queue. */
  #again(id: string): void {
    this.#queue.unshift(id);
    this.#options.onEvent({ type: 'waiting', id });
  }

  #stop(error?: unknown): void {
    this.#isEnding = this.#isStarted || this.#isEnding;
    this.#isStarted = false;
    this.#failure ??= error;
    this.#pace.endPause();
  }
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
