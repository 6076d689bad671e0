import { expect, test } from 'vitest';
import { layOut } from '../../../../../src/engines/ocr/layout/layout';
import type { PlacedWord } from '../../../../../src/engines/ocr/layout/placed';

type Spaced = readonly [text: string, gap?: number];

/** Words from left to right; a letter is as wide as its line is high, or half as wide. */
function line(words: readonly Spaced[], baseline = 40, size = 20, from = 30): PlacedWord[] {
  let left = from;
  return words.map(([text, gap = 0.1]) => {
    left += gap * size;
    const glyphs = [...text].map((letter): [number, number] => {
      // Latin and Hebrew letters of many widths: this isn't a monospaced line.
      const width = (/[\u3000-\uffef]/.test(letter) ? 0.9 : 0.25 + ((letter.charCodeAt(0) * 7) % 11) / 22) * size;
      const glyph: [number, number] = [left, left + width];
      left += width + 0.1 * size;
      return glyph;
    });
    left = glyphs.at(-1)![1];
    const [top, bottom] = [baseline - 0.8 * size, baseline + 0.2 * size];
    return { text, confidence: 90, left: glyphs[0]![0], right: left, top, bottom, baseline, glyphs };
  });
}

const read = (...words: Spaced[]) => layOut(line(words), 'text').text;

test('no spaces between Chinese or Japanese words and punctuation; those around Latin words stay', () => {
  expect(
    read(['吾輩'], ['は'], ['猫'], ['で'], ['ある'], ['。'], ['名前', 0.6], ['「', 0.6], ['無い', 0.2], ['」']),
  ).toBe('吾輩は猫である。名前「無い」');
  expect(read(['使用'], ['Visual', 0.35], ['Studio', 0.35], ['打开', 0.35], ['文件'])).toBe(
    '使用 Visual Studio 打开文件',
  );
  expect(read(['第'], ['2'], ['章'])).toBe('第2章');
  expect(read(['第一章'], ['开始', 1.1])).toBe('第一章 开始');
});

test('Korean keeps its spaces', () => {
  expect(read(['나는'], ['고양이로소이다', 0.35])).toBe('나는 고양이로소이다');
});

test('a line from right to left comes in reading order, each word at its place', () => {
  const words: Spaced[] = [
    ['המתקין', 0],
    ['את', 0.35],
    ['Visual', 0.35],
    ['Studio', 0.35],
    ['מוריד', 0.35],
  ];
  const placed = line(words);
  const result = layOut(placed, 'text');
  expect(result.text).toBe('מוריד Visual Studio את המתקין');
  const first = result.lines[0]!.words[0]!;
  expect([first.text, first.start, first.box[0]]).toEqual(['מוריד', 0, Math.round(placed.at(-1)!.left)]);
});

test('numbers apart from each other follow the line', () => {
  expect(read(['34'], ['ו', 0.35], ['12', 0.35], ['מספר', 0.35])).toBe('מספר 12 ו 34');
});

test('Hebrew in an English line is read from its own right', () => {
  expect(read(['The'], ['title', 0.35], ['עולם', 0.35], ['שלום', 0.35], ['means', 0.35], ['hello', 0.35])).toBe(
    'The title שלום עולם means hello',
  );
});

test('lines from right to left are indented from the right', () => {
  const wide = line(
    [
      ['ספירת', 0],
      ['מלאי', 0.35],
      ['במחסן', 0.35],
      ['הראשי', 0.35],
    ],
    40,
  );
  const right = wide.at(-1)!.right;
  const short = line([['סיכום', 0]], 70);
  const ends = (by: number) =>
    short.map((word) => ({
      ...word,
      left: word.left + by,
      right: word.right + by,
      glyphs: word.glyphs.map(([a, b]): [number, number] => [a + by, b + by]),
    }));
  const at = (end: number) =>
    layOut([...wide, ...ends(end - short[0]!.right)], 'text')
      .text.split('\n')
      .at(-1);
  expect(at(right)).toBe('סיכום');
  expect(at(right - 80)).toMatch(/^ {4,}סיכום$/);
});
