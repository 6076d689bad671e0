/**
 * Every description is paid for once: it is stored before it's returned, and two callers that want the same one share a
 * request.
 */
import type { Usage } from '../providers/types';
import { SharedWork } from '../sharedWork';
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

/**
 * The gate before a model. A caller that leaves (its signal) doesn't end a request that another is waiting for; the
 * last one does. An answer that has arrived is kept, whatever happened in the meantime.
 */
export function createPayOnce(store: AltStore): PayOnce {
  const running = new Map<string, SharedWork<AltAnswer>>();
  const pending = (key: string) => {
    const run = running.get(key);
    return run?.isAbandoned() ? undefined : run;
  };

  const start = (key: string, ask: (signal: AbortSignal) => Promise<AltAnswer>) => {
    const run = new SharedWork(async (signal) => {
      const given = await ask(signal);
      await store.set(key, given.decision);
      return given;
    });
    running.set(key, run);
    const ended = () => {
      if (running.get(key) === run) {
        running.delete(key);
      }
    };
    run.result.then(ended, ended);
    return run;
  };

  return async (key, place, ask, signal) => {
    const known = pending(key) ? undefined : await store.get(key, place);
    if (known) {
      return { decision: known, origin: 'cache', requests: 0 };
    }
    signal.throwIfAborted();
    const shared = pending(key);
    const { decision, usage, requests } = await (shared ?? start(key, ask)).join(signal);
    return {
      decision,
      origin: shared ? 'shared' : 'asked',
      requests: shared ? 0 : requests,
      ...(usage && { usage }),
    };
  };
}
