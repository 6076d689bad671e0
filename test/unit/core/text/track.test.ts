import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftSpans } from '../../../../src/core/text/track';

const text = 'one two three';
const two = { start: 4, end: 7 };

describe('shiftSpans', () => {
  it.each([
    ['before', { offset: 0, removed: 3, inserted: 'a' }, [{ start: 2, end: 5 }]],
    ['after', { offset: 8, removed: 2, inserted: '' }, [two]],
    ['inside', { offset: 5, removed: 0, inserted: 'x' }, []],
    ['over it', { offset: 0, removed: 13, inserted: '' }, []],
    ['over its first letter', { offset: 3, removed: 2, inserted: '' }, []],
    ['a letter right before', { offset: 4, removed: 0, inserted: 'x' }, []],
    ['a letter right after', { offset: 7, removed: 0, inserted: 'x' }, []],
    ['white right before', { offset: 4, removed: 0, inserted: ' \n' }, [{ start: 6, end: 9 }]],
    ['white right after', { offset: 7, removed: 0, inserted: ' y' }, [two]],
  ])('an edit %s', (_, change, expected) => {
    expect(shiftSpans([two], change)).toEqual(expected);
  });

  it('a span that is left covers the same text as before', () => {
    fc.assert(
      fc.property(fc.nat(13), fc.nat(13), fc.constantFrom('', 'x', ' ', '\n  '), (a, b, inserted) => {
        const [offset, end] = [Math.min(a, b), Math.max(a, b)];
        const next = text.slice(0, offset) + inserted + text.slice(end);
        for (const span of shiftSpans([two], { offset, removed: end - offset, inserted })) {
          expect(next.slice(span.start, span.end)).toBe('two');
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
