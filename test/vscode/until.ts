import * as assert from 'node:assert/strict';

/**
 * Waits for the effect of an event: until this returns something that is neither undefined nor false, and returns that.
 */
export async function until<T>(get: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const found = await get();
    if (found !== undefined && found !== false) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`it did not come about: ${get}`);
}
