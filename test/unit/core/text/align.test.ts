import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align } from '../../../../src/core/text/align';

test.each([
  ['let', 'let', ['l', 'e', 't']],
  ['1et', 'let', ['l', 'e', 't']],
  ['seen]l', 'seen]', ['s', 'e', 'e', 'n', ']', '']],
  ['.46', '0.46', ['0.', '4', '6']],
  ['', 'a', []],
])('%s beside %s', (one, other, found) => {
  expect(align([...one], [...other]).map((part) => part.join(''))).toEqual(found);
});

test('loses nothing of the other, and changes no more than must be', () => {
  const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const pairs = align(one, other);
      expect(pairs.flat()).toEqual(one.length === 0 ? [] : other);
      const kept = pairs.filter((part, i) => part.length === 1 && part[0] === one[i]).length;
      const common = one.filter((letter, i) => letter === other[i]).length;
      expect(one.length - kept).toBeLessThanOrEqual(Math.max(one.length, other.length) - common);
    }),
    { seed: 7, numRuns: 300 },
  );
});
