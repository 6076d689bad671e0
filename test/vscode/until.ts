import * as assert from 'node:assert/strict';

/** Waits for what an event brings: until this gives something that is neither undefined nor false, which it returns. */
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
