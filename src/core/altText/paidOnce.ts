/** Every description is paid for once: kept before it is handed on, and two who want the same one share a request. */
import type { Usage } from '../providers/types';
import type { AltPlace } from './answerCheck';
import type { AltAnswer } from './askAlt';
import type { AltDecision } from './decision';

/** Where decisions are kept, by `altCacheKey`. */
export interface AltStore {
  /** What would not pass as an answer for `place` today is dropped, and counts as not there. */
  get(key: string, place: AltPlace): Promise<AltDecision | undefined>;
  /** Resolves when the decision would survive the end of the program, where that can be had. Never rejects. */
  set(key: string, decision: AltDecision): Promise<void>;
}

export interface PaidAlt {
  readonly decision: AltDecision;
  /** `shared`: another caller's request that was under way gave it as well. Only `asked` and `shared` cost tokens. */
  readonly origin: 'asked' | 'shared' | 'cache';
  readonly usage?: Usage;
  /** Requests that were made for it; 0 when they are counted elsewhere. */
  readonly requests: number;
}

/** The decision of a key: from the store, from a request under way, else from `ask`. */
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
 * The gate in front of a model. A caller who leaves (its signal) does not end a request that another waits for; the last
 * one does. An answer that has come is kept, whatever happened meanwhile.
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
        // Whoever comes from now on asks anew.
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
