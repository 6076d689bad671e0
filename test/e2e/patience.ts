// Waiting for what a window shows. A key or a click is lost while the window is busy or the focus is on its way, so what
// was meant to come of it is looked at before the next step, and asked for again.
import { errors, type Locator } from 'playwright-core';

/** Whether something is on screen (or, with `hidden`, is not) within so many milliseconds, by default those of the page. */
export async function appears(locator: Locator, timeout?: number, state: 'visible' | 'hidden' = 'visible') {
  try {
    await locator.first().waitFor({ state, ...(timeout !== undefined && { timeout }) });
    return true;
  } catch (error) {
    return ranOut(error);
  }
}

/** False for an error that says that time ran out; throws every other. */
export function ranOut(error: unknown): false {
  if (error instanceof errors.TimeoutError) {
    return false;
  }
  throw error;
}

/** Does something again until it says that it was taken. */
export async function insist(what: string, act: () => Promise<boolean>, tries = 6): Promise<void> {
  for (let left = tries; left > 0; left--) {
    if (await act()) {
      return;
    }
  }
  throw new Error(`${what}: it did not come in ${tries} tries.`);
}
