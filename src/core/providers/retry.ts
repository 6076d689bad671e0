/** When a failed request is retried. Only ever before the first byte of an answer. */
import type { ProviderError } from './errors';

export interface RetryState {
  /** Requests sent so far, from 1. */
  readonly attempts: number;
  /** Milliseconds already waited for this request. */
  readonly waitedMs: number;
}

export interface RetryStep {
  readonly reason: 'rateLimit' | 'overloaded' | 'network';
  readonly waitMs: number;
}

/** Longer waits aren't worth it: the user is told the time instead. */
const maxWaitMs = 60_000;

const maxAttempts = 3;
/** A wait that the provider states may be a little longer. */
const maxStatedAttempts = 6;

/**
 * The wait before the next attempt, or undefined to give up. A stated wait is followed exactly, never shortened;
 * otherwise 0.5 s doubled each time, minus up to a quarter so that clients don't act in step.
 * @param random 0 to 1.
 */
export function nextAttempt(error: ProviderError, state: RetryState, random = Math.random()): RetryStep | undefined {
  const reason = retryReason(error);
  const stated = error.details.retryAfterMs;
  if (!reason || error.details.shouldRetry === false) {
    return undefined;
  }
  if (state.attempts >= (stated === undefined || reason !== 'rateLimit' ? maxAttempts : maxStatedAttempts)) {
    return undefined;
  }
  const waitMs = stated ?? Math.round(500 * 2 ** (state.attempts - 1) * (1 - random / 4));
  return waitMs + state.waitedMs > maxWaitMs ? undefined : { reason, waitMs };
}

function retryReason({ reason }: ProviderError): RetryStep['reason'] | undefined {
  switch (reason) {
    case 'rateLimit':
      return 'rateLimit';
    case 'overloaded':
    case 'timeout':
      return 'overloaded';
    case 'interrupted':
      return 'network';
    default:
      return undefined;
  }
}
