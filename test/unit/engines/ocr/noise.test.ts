// What counts as text: what stands like letters on a line, whether or not a dictionary has it.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pixels } from '../../../../src/core/image/types';
import type { OcrResult } from '../../../../src/core/text/types';
import { readPage } from '../../../../src/engines/ocr/read';
import { loadRecognizer, type Recognizer } from '../../../../src/engines/ocr/tesseract';
import { pixelsOf } from '../../../bench/lib/ocrPages';
import { ourCellReaders } from './cellReaders';
import { drawn } from './drawn';

const cells = ourCellReaders();
let recognizer: Recognizer;
beforeAll(async () => {
  const cores = dirname(createRequire(import.meta.url).resolve('tesseract.js-core/package.json'));
  recognizer = await loadRecognizer(cores, ['src/engines/ocr/models'], ['eng']);
});
afterAll(() => recognizer.dispose());

const read = (pixels: Pixels): OcrResult =>
  readPage(pixels, { recognizer, cells }, { mode: 'text', onProgress: () => {} });

/** Hexadecimal digits as anyone's program makes them. */
function digits(count: number, seed: number): string {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 28).toString(16);
  }).join('');
}

const guid = (seed: number) => [8, 4, 4, 4, 12].map((count, i) => digits(count, 31 * seed + i)).join('-');

const pages: Readonly<Record<string, readonly string[]>> = {
  GUIDs: Array.from({ length: 20 }, (_, i) => guid(i + 1)),
  hashes: [digits(64, 3), digits(64, 5)],
  'a hex dump': Array.from({ length: 4 }, (_, i) => digits(16, i + 9).replace(/..(?=.)/g, '$& ')),
  'short hashes': [digits(7, 2), digits(7, 8), digits(7, 12)],
  base64: ['TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcms', 'dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw=='],
  numbers: ['3.14159', '-0.00271', '1e-9', '42'],
  'one assignment': ['x = 7'],
  'brackets alone in their lines': ['{', '  "a1": [', '    7', '  ]', '}'],
};

for (const [name, lines] of Object.entries(pages)) {
  test.each(['#fff', '#1e1e1e'])(`${name}, every line of it, on %s`, async (ground) => {
    const result = read(await drawn(lines, { ground, color: ground === '#fff' ? '#222' : '#ddd' }));
    expect(result.lines.length).toBe(lines.length);
    expect(result.leftOut).toBeUndefined();
  });
}

test('a photo and a logo have no text, and what seemed to be some is left out by name', async () => {
  for (const file of ['samples/photo.jpg', 'samples/logo.png']) {
    const picture = await sharp(file).resize({ width: 900 }).png().toBuffer();
    const { text, leftOut } = read(await pixelsOf(picture));
    expect(text).toBe('');
    expect(leftOut!.length).toBeGreaterThan(0);
    for (const { text, box, confidence } of leftOut!) {
      expect([text.trim() !== '', box[2] > 0, confidence >= 0]).toEqual([true, true, true]);
    }
  }
});

test('a bar code is not a line of capitals', async () => {
  const bars = Array.from(
    { length: 40 },
    (_, i) => `<rect x="${20 + 9 * i}" y="20" width="${2 + (i % 3)}" height="30"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="70"><rect width="400" height="70" fill="#fff"/>${bars.join('')}</svg>`;
  expect(read(await pixelsOf(await sharp(Buffer.from(svg)).png().toBuffer())).text).toBe('');
});
