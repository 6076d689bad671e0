import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pixels } from '../../../../src/core/image/types';
import { readPage } from '../../../../src/engines/ocr/read';
import { loadRecognizer, type Recognizer } from '../../../../src/engines/ocr/tesseract';
import { readUpright } from '../../../../src/engines/ocr/upright';
import { pagesIn, pixelsOf } from '../../../bench/lib/ocrPages';
import { ourCellReaders } from './cellReaders';
import { drawn } from './drawn';

const cells = ourCellReaders();
let recognizer: Recognizer;
beforeAll(async () => {
  const cores = dirname(createRequire(import.meta.url).resolve('tesseract.js-core/package.json'));
  recognizer = await loadRecognizer(cores, ['src/engines/ocr/models'], ['eng']);
});
afterAll(() => recognizer.dispose());

const lines = [
  'The tide tables for the northern harbours',
  'are printed once a year, in the autumn.',
  'Copies are kept at the office on the quay',
  'and on board of every pilot boat.',
];

const read = (pixels: Pixels) =>
  readUpright(pixels, recognizer, (page) =>
    readPage(page, { recognizer, cells }, { mode: 'text', onProgress: () => {} }),
  );

test.each([0, 1, 2, 3])('a page turned by %i quarters is read, with its boxes where the words are', async (turns) => {
  const pixels = await drawn(lines, { size: 18, turns });
  const { width, height } = pixels;
  const { text, lines: found } = read(pixels);
  expect(text.split('\n')).toEqual(lines);
  // The first line is at the top, the right, the bottom, or the left.
  const [x, y, w, h] = found[0]!.box;
  const sides = [y, width - x - w, height - y - h, x];
  expect(Math.min(...sides)).toBeLessThan(24);
  expect([turns, (turns + 1) % 4, (turns + 3) % 4]).toContain(sides.indexOf(Math.min(...sides)));
  expect(turns % 2 === 0 ? w > 4 * h : h > 4 * w).toBe(true);
  expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true);
});

test('a page that stands is read too clearly to be tried another way', async () => {
  const small = pagesIn('test/fixtures/ocr').filter(
    ({ scale, screen, language }) => scale === 1 && !screen && language === 'eng',
  );
  expect(small.length).toBeGreaterThan(20);
  for (const { name, file } of small) {
    const { lines: found, leftOut = [] } = read(await pixelsOf(file));
    const pieces = [...found, ...leftOut];
    const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
    const mean = pieces.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / length;
    expect([name, mean >= 65]).toEqual([name, true]);
  }
});
