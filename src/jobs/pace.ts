import type { Clock } from '../core/providers/clock';

/** A longer pause than this isn't waited for: the user is told. Milliseconds. */
const maxPauseMs = 5 * 60_000;
/** Each further pause in a row is twice as long. */
export const firstPauseMs = 2000;
const maxPausesInARow = 8;
/** Consecutive answers after which one more concurrent request is tried. */
const answersToSpeedUp = 10;

interface PaceEvents {
  readonly slowed: (waitMs: number) => void;
  /** A pause has passed. */
  readonly over: () => void;
}

/** How many may run at once, and the pauses. A rate limit halves the first, and pauses all for the stated time. */
export class Pace {
  #lanes = 1;
  #answersInARow = 0;
  #pausesInARow = 0;
  #pause: { readonly until: number; readonly controller: AbortController } | undefined;
  /** The provider has limited the rate: from then on, speed increases only step by step. */
  #isSlowed = false;

  constructor(
    private readonly atOnce: number,
    private readonly clock: Clock,
    private readonly events: PaceEvents,
  ) {}

  isPausing(): boolean {
    return this.#pause !== undefined;
  }

  /** Whether another can run beside this many. */
  allows(running: number): boolean {
    return !this.#pause && running < this.#lanes;
  }

  answered(): void {
    this.#pausesInARow = 0;
    this.#answersInARow += 1;
    if (!this.#isSlowed) {
      this.#lanes = this.atOnce;
    } else if (this.#answersInARow % answersToSpeedUp === 0) {
      this.#lanes = Math.min(this.atOnce, this.#lanes + 1);
    }
  }

  /** Waits for a rate limit, if the queue goes on (`waits`). False if that would take too long. */
  limited(retryAfterMs: number | undefined, waits: boolean): boolean {
    this.#isSlowed = true;
    this.#answersInARow = 0;
    this.#lanes = Math.max(1, this.#lanes >> 1);
    if (this.#pause) {
      // Sent before the pause began: another refusal, but not another pause.
      this.wait(Math.min(retryAfterMs ?? 0, maxPauseMs));
      return true;
    }
    this.#pausesInARow += 1;
    const ms = retryAfterMs ?? Math.min(60_000, firstPauseMs * 2 ** (this.#pausesInARow - 1));
    if (ms > maxPauseMs || this.#pausesInARow > maxPausesInARow) {
      return false;
    }
    if (waits) {
      this.wait(ms);
    }
    return true;
  }

  /** Nothing more runs for this long, or until the end of the current pause, if that's later. */
  wait(ms: number): void {
    const until = this.clock.now() + ms;
    if (this.#pause && this.#pause.until >= until) {
      return;
    }
    this.endPause();
    const mine = { until, controller: new AbortController() };
    this.#pause = mine;
    this.events.slowed(ms);
    const over = () => {
      if (this.#pause === mine) {
        this.#pause = undefined;
        this.events.over();
      }
    };
    this.clock.sleep(ms, mine.controller.signal).then(over, over);
  }

  endPause(): void {
    this.#pause?.controller.abort();
    this.#pause = undefined;
  }
}
