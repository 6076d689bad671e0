import { expect, test } from 'vitest';
import type { Fragment } from '../../../../src/engines/ocr/fragments';
import { readStrip } from '../../../../src/engines/ocr/secondPass';
import type { Strip } from '../../../../src/engines/ocr/strip';
import type { ReadWord } from '../../../../src/engines/ocr/tesseract';

const glyph = { left: 0, top: 0, right: 9, bottom: 20, pixels: 60 };

function strip(glyphs: number): Strip {
  const fragment: Fragment = {
    ...glyph,
    glyphs: Array(glyphs).fill(glyph),
    letters: glyphs,
    baseline: 20,
    letterHeight: 20,
  };
  const image = { width: 90, height: 36, data: new Uint8Array(90 * 36).fill(255) };
  return {
    image,
    pieces: [{ left: 0, right: 90, at: 0 }],
    scale: 1,
    fragments: [fragment],
    top: 0,
    bottom: 20,
    baseline: 20,
  };
}

function words(...read: readonly (readonly [text: string, confidence: number, left: number])[]): ReadWord[] {
  return read.map(([text, confidence, left]) => ({
    text,
    confidence,
    symbols: [...text].map((symbol, i) => ({ text: symbol, left: left + 10 * i })),
  }));
}

/** An OCR stub that returns one answer after another, and the widths it was asked to read. */
function answering(...answers: ReadWord[][]) {
  const widths: number[] = [];
  return {
    widths,
    readLine: ({ width }: { readonly width: number }) => {
      widths.push(width);
      return answers[widths.length - 1]!;
    },
    dispose: () => undefined,
  };
}

const texts = (read: readonly ReadWord[]) => read.map(({ symbols }) => symbols.map(({ text }) => text).join(''));
const otherwise = (read: readonly ReadWord[]) =>
  read.flatMap(({ symbols }) =>
    symbols.flatMap((symbol) => (symbol.otherwise === undefined ? [] : [symbol.otherwise])),
  );

test('a line that was read surely is read once', () => {
  const recognizer = answering(words(['let', 96, 0], ['x', 88, 40]));
  expect(texts(readStrip(recognizer, strip(4)))).toEqual(['let', 'x']);
  expect(recognizer.widths).toEqual([90]);
});

test('of two looks each word is taken from the surer one, and says what the other has', () => {
  const recognizer = answering(words(['1et', 40, 0], ['q.Pop()', 90, 50]), words(['let', 80, 0], ['q-Pop()', 60, 44]));
  const read = readStrip(recognizer, strip(9));
  expect(texts(read)).toEqual(['let', 'q.Pop()']);
  expect(otherwise(read)).toEqual(['1', '-']);
  expect(recognizer.widths).toEqual([90, 80]);
});

test('a line that is too long to compare character by character is taken as one look read it', () => {
  const long = 'ab'.repeat(10_000);
  const recognizer = answering(words([long, 80, 0]), words([`${long.slice(1)}c`, 60, 0]));
  const read = readStrip(recognizer, strip(9));
  expect(texts(read)).toEqual([long]);
  expect(otherwise(read)).toEqual([]);
});

test('words that were parted differently are taken from one look', () => {
  const recognizer = answering(words(['a.', 50, 0], ['java:5', 50, 20]), words(['a.java:', 70, 0], ['5', 70, 62]));
  const read = readStrip(recognizer, strip(8));
  expect(texts(read)).toEqual(['a.java:', '5']);
  expect(otherwise(read)).toEqual([]);
});

test('a lone character is read in a row of copies, and counts when all copies are alike and surer', () => {
  expect(texts(readStrip(answering(words([')', 5, 0]), words(['000', 92, 0])), strip(1)))).toEqual(['0']);
  expect(texts(readStrip(answering(words(['}', 60, 0]), words(['}J)', 92, 0])), strip(1)))).toEqual(['}']);
  expect(texts(readStrip(answering(words(['}', 60, 0]), words([')))', 30, 0])), strip(1)))).toEqual(['}']);
});
