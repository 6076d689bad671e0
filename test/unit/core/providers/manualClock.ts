import type { Clock } from '../../../../src/core/providers/clock';

export interface ManualClock extends Clock {
  /** Advances the clock; sleepers that are due wake up. */
  advance(ms: number): Promise<void>;
  /** Resolves once someone sleeps for exactly that long. */
  sleeperOf(ms: number): Promise<void>;
}

/** A clock that stands still until it's advanced. It starts at the real time, because servers send dates. */
export function createManualClock(): ManualClock {
  let now = Date.now();
  let sleepers: { readonly ms: number; readonly due: number; wake(): void }[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { ms, due: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      now += ms;
      const due = sleepers.filter((one) => one.due <= now);
      sleepers = sleepers.filter((one) => one.due > now);
      for (const sleeper of due) {
        sleeper.wake();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
    async sleeperOf(ms) {
      while (!sleepers.some((one) => one.ms === ms)) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
}
