import { expect, test } from 'vitest';
import type { Area } from '../../../../src/engines/ocr/areas';
import { findFragments } from '../../../../src/engines/ocr/fragments';

/** Letters of 8 by 10 pixels on one baseline, 2 apart. */
const word = (left: number, letters: number): Area[] =>
  Array.from({ length: letters }, (_, i) => glyph(left + 10 * i, 40, 8, 10));

function glyph(left: number, top: number, width: number, height: number): Area {
  return { left, top, right: left + width, bottom: top + height, pixels: (width * height) / 2 };
}

const find = (letters: readonly Area[]) => findFragments({ letters, marks: [], letterHeight: 10 });

test('an icon before a word is not one of its letters', () => {
  const [fragment, ...others] = find([glyph(10, 38, 11, 14), ...word(28, 6)]);
  expect([fragment?.left, fragment?.letters, others]).toEqual([28, 6, []]);
});

test.each([
  ['a tall letter that stands on the line', glyph(10, 36, 11, 14)],
  ['a letter that hangs below it', glyph(10, 40, 10, 14)],
  ['a bracket', glyph(14, 37, 4, 16)],
])('%s stays', (_, first) => {
  expect(find([first, ...word(28, 6)])[0]?.letters).toBe(7);
});

test('an icon of another line does not join the line beside it', () => {
  const fragments = find([glyph(10, 43, 22, 26), ...word(40, 6)]);
  expect(fragments.map(({ left, bottom }) => [left, bottom])).toEqual([
    [10, 69],
    [40, 50],
  ]);
});

test('quotes around a short number do not lift its baseline', () => {
  const quote = (left: number) => [glyph(left, 40, 2, 4), glyph(left + 4, 40, 2, 4)];
  const [fragment] = find([...quote(28), ...word(38, 3), ...quote(70)]);
  expect(fragment?.baseline).toBe(50);
});
