// Waits for what a window shows. A key or a click can get lost while the window is busy or the focus is moving, so its
// effect is checked before the next step, and it's repeated if there was none.
import { errors, type Locator } from 'playwright-core';

/** Whether something is visible (or, with `hidden`, isn't) within this many milliseconds, by default the page's. */
export async function appears(locator: Locator, timeout?: number, state: 'visible' | 'hidden' = 'visible') {
  try {
    await locator.first().waitFor({ state, ...(timeout !== undefined && { timeout }) });
    return true;
  } catch (error) {
    return ranOut(error);
  }
}

/** False for an error that says that time ran out; throws all others. */
export function ranOut(error: unknown): false {
  if (error instanceof errors.TimeoutError) {
    return false;
  }
  throw error;
}

/** Repeats something until it returns true. */
export async function insist(what: string, act: () => Promise<boolean>, tries = 6): Promise<void> {
  for (let left = tries; left > 0; left--) {
    if (await act()) {
      return;
    }
  }
  throw new Error(`${what}: it did not come in ${tries} tries.`);
}
