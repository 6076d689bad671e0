import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toParagraphs } from '../../../../src/core/text/paragraph';
import { hasLeftToRight, isRightToLeft, isUnspaced, reordered } from '../../../../src/core/text/scripts';

const read = (text: string) => reordered([...text], (one) => one).join('');

test('the letters of a word, from the page to reading order', () => {
  expect(read('םולש')).toBe('שלום');
  expect(read('.2026-ה')).toBe('ה-2026.');
  expect(read('50%ב')).toBe('ב%50');
  expect(read('3.5-כ')).toBe('כ-3.5');
});

test('words of a line: a name keeps its order, lone numbers follow the line', () => {
  const line = (text: string) => reordered(text.split(' '), (one) => one, hasLeftToRight).join(' ');
  expect(line('רתאהמ Visual Studio תדרוה')).toBe('תדרוה Visual Studio רתאהמ');
  expect(line('34 12 רפסמ')).toBe('רפסמ 12 34');
  expect(line('Node - 2 הסרג')).toBe('הסרג Node - 2');
});

test('there and back is the same', () => {
  const item = fc.constantFrom('א', 'ב', 'a', '7', '.', '-', 'ע');
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (items) => {
      const there = reordered(items, (one) => one);
      expect([...there].sort()).toEqual([...items].sort());
      const bare = items.filter((one) => !/[.-]/.test(one));
      expect(
        reordered(
          reordered(bare, (one) => one),
          (one) => one,
        ),
      ).toEqual(bare);
    }),
    { seed: 12 },
  );
});

test('which scripts have no spaces, and which are read from the right', () => {
  expect([...'漢かカー。、「！々'].every(isUnspaced)).toBe(true);
  expect([...'한글aя1."אع'].some(isUnspaced)).toBe(false);
  expect(isRightToLeft('הורדת VS')).toBe(true);
  expect(isRightToLeft('Download הורדה')).toBe(false);
});

test('wrapped lines of Chinese and Japanese are joined without a space, of Korean with one', () => {
  expect(toParagraphs('吾輩は猫である。名前はま\nだ無い。')).toBe('吾輩は猫である。名前はまだ無い。');
  expect(toParagraphs('나는 고양이로소이다 이름은\n아직 없다')).toBe('나는 고양이로소이다 이름은 아직 없다');
});
