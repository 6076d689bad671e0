/**
 * Every description is paid for once: it is stored before it's returned, and two callers that want the same one share a
 * request.
 */
import type { Usage } from '../providers/types';
import type { AltPlace } from './answerCheck';
import type { AltAnswer } from './askAlt';
import type { AltDecision } from './decision';

/** Where decisions are stored, by `altCacheKey`. */
export interface AltStore {
  /** A decision that wouldn't pass as an answer for `place` today is discarded and counts as missing. */
  get(key: string, place: AltPlace): Promise<AltDecision | undefined>;
  /** Resolves when the decision would survive the end of the program, if that's possible. Never rejects. */
  set(key: string, decision: AltDecision): Promise<void>;
}

export interface PaidAlt {
  readonly decision: AltDecision;
  /** `shared`: another caller's pending request answered this one too. Only `asked` and `shared` cost tokens. */
  readonly origin: 'asked' | 'shared' | 'cache';
  readonly usage?: Usage;
  /** Requests that were made for it; 0 if they're counted elsewhere. */
  readonly requests: number;
}

/** The decision for a key: from the store, from a pending request, or from `ask`. */
export type PayOnce = (
  key: string,
  place: AltPlace,
  ask: (signal: AbortSignal) => Promise<AltAnswer>,
  signal: AbortSignal,
) => Promise<PaidAlt>;

interface Run {
  readonly answer: Promise<AltAnswer>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * The gate before a model. A caller that leaves (its signal) doesn't end a request that another is waiting for; the
 * last one does. An answer that has arrived is kept, whatever happened in the meantime.
 */
export function createPayOnce(store: AltStore): PayOnce {
  const running = new Map<string, Run>();

  const start = (key: string, ask: (signal: AbortSignal) => Promise<AltAnswer>): Run => {
    const controller = new AbortController();
    const answer = ask(controller.signal).then(async (given) => {
      await store.set(key, given.decision);
      return given;
    });
    const run: Run = { answer, controller, waiting: 0 };
    running.set(key, run);
    const ended = () => {
      if (running.get(key) === run) {
        running.delete(key);
      }
    };
    answer.then(ended, ended);
    return run;
  };

  return async (key, place, ask, signal) => {
    const known = running.has(key) ? undefined : await store.get(key, place);
    if (known) {
      return { decision: known, origin: 'cache', requests: 0 };
    }
    signal.throwIfAborted();
    const shared = running.get(key);
    const run = shared ?? start(key, ask);
    run.waiting += 1;
    try {
      const { decision, usage, requests } = await orAborted(run.answer, signal);
      return {
        decision,
        origin: shared ? 'shared' : 'asked',
        requests: shared ? 0 : requests,
        ...(usage && { usage }),
      };
    } finally {
      run.waiting -= 1;
      if (run.waiting === 0 && signal.aborted) {
        // Later callers ask again.
        running.delete(key);
        run.controller.abort(signal.reason);
      }
    }
  };
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
