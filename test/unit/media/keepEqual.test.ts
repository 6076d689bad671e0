import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepEqual } from '../../../media/kit/keepEqual';

const settings = { seed: 20261130, numRuns: 500 };
const views = fc.jsonValue({ maxDepth: 3 });

describe('what is equal to what was before', () => {
  test('is that same object, however deep', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(keepEqual(view, structuredClone(view))).toBe(view);
      }),
      settings,
    );
  });

  test('stays beside what changed', () => {
    const before = { id: 'a', steps: [{ title: 'Read' }, { title: 'Look' }], notes: [{ text: 'x' }] };
    const now = { id: 'a', steps: [{ title: 'Read' }, { title: 'Looked' }], notes: [{ text: 'x' }] };
    const kept = keepEqual(before, now);
    expect(kept).toEqual(now);
    expect(kept).not.toBe(before);
    expect(kept.notes).toBe(before.notes);
    expect(kept.steps[0]).toBe(before.steps[0]);
  });

  test('never changes what is said now', () => {
    fc.assert(
      fc.property(views, views, (before, now) => {
        expect(keepEqual(before, now)).toEqual(now);
      }),
      settings,
    );
  });

  test.each([
    [{ usage: undefined }, {}],
    [{}, { usage: undefined }],
    [[1], { 0: 1 }],
    [[1, 2], [1]],
    [null, {}],
  ])('%j is not taken for %j', (before, now) => {
    expect(keepEqual(before, now)).toStrictEqual(now);
  });
});
