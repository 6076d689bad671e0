import { abortable } from './abortable';

/**
 * Work that several callers wait for. One that leaves (its signal) doesn't end it while another waits; the last one does. A caller
 * without a signal only watches: it neither ends the work nor keeps it going.
 */
export class SharedWork<T> {
  /** What the work returns, whoever waits. */
  readonly result: Promise<T>;
  readonly #end = new AbortController();
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.#end.signal);
  }

  /** Everybody left: the next caller has to start again. */
  isAbandoned(): boolean {
    return this.#end.signal.aborted;
  }

  /** The result, or the signal's reason as soon as it is aborted. */
  async join(signal?: AbortSignal): Promise<T> {
    if (!signal) {
      return this.result;
    }
    this.#waiting += 1;
    try {
      return await abortable(this.result, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && signal.aborted) {
        this.#end.abort(signal.reason);
      }
    }
  }
}

/** The same work for all callers, whose result is kept. If it failed, or everybody left, the next call starts it again. */
export function shareOnce<T>(work: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let current: SharedWork<T> | undefined;
  const start = () => {
    const started = new SharedWork(work);
    started.result.catch(() => {
      current = current === started ? undefined : current;
    });
    return started;
  };
  return async (signal) => {
    signal?.throwIfAborted();
    current = current && !current.isAbandoned() ? current : start();
    return current.join(signal);
  };
}
