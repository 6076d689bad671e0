import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageMarker, splitAtImages } from '../../../../src/core/ask/imageMarkers';

describe('splitAtImages', () => {
  it.each<[string, number[], (string | number)[]]>([
    ['What changed?', [1, 2], ['What changed?']],
    ['Before: [image 1] after: [image 2].', [1, 2], ['Before: ', 1, ' after: ', 2, '.']],
    ['[image 2][image 1]', [1, 2], [2, 1]],
    ['[Image 1] is the logo.', [1], [1, ' is the logo.']],
    ['[image 3] is not there.', [1, 2], ['[image 3] is not there.']],
    ['[image 1], again [image 1]', [1], [1, ', again [image 1]']],
    [
      '[image 0] [image 01] [image  1] [image1] [image 1 ]',
      [1],
      ['[image 0] [image 01] [image  1] [image1] [image 1 ]'],
    ],
    ['See `a[image 2]`\n\n', [2], ['See `a', 2, '`\n\n']],
    ['[image 3] of a turn whose second image is gone', [1, 3], [3, ' of a turn whose second image is gone']],
    ['', [1], []],
  ])('%j with %j', (text, numbers, expected) => {
    expect(splitAtImages(text, numbers)).toEqual(expected);
  });

  it('keeps every character of the words, and uses each image once at most', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.integer({ min: 0, max: 9 }).map(imageMarker),
      fc.constantFrom('[', ']', '[image ', '[image 1', ' '),
    );
    const texts = fc.array(piece).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.uniqueArray(fc.integer({ min: 1, max: 9 })), (text, numbers) => {
        const pieces = splitAtImages(text, numbers);
        const restored = pieces.map((one) => (typeof one === 'number' ? imageMarker(one) : one)).join('');
        expect(restored).toBe(text);
        const used = pieces.filter((one) => typeof one === 'number');
        expect(new Set(used).size).toBe(used.length);
        expect(numbers).toEqual(expect.arrayContaining(used));
      }),
      { seed: 20261122 },
    );
  });
});
