import { expect, test } from 'vitest';
import type { ImageFacts } from '../../../../src/core/image/types';
import { answerOffline, describeOffline, type OfflineFacts } from '../../../../src/core/providers/offlineText';
import type { OcrResult } from '../../../../src/core/text/types';

const facts: ImageFacts = {
  type: 'jpeg',
  mediaType: 'image/jpeg',
  width: 3024,
  height: 4032,
  orientation: 6,
  bitDepth: 8,
  alpha: false,
  animated: false,
  truncated: false,
  cmyk: false,
  iccBytes: 0,
  metadata: { exif: true, location: true, xmp: false, comments: false, trailing: false },
  captured: { date: '2026-09-13 06:41:07', camera: 'Camera [x](command:evil)' },
};
const nothing: OcrResult = { text: '', lines: [], monospace: false, confidence: 0 };
const read = (...lines: string[]): OcrResult => ({
  text: lines.join('\n'),
  lines: lines.map((text) => ({ text, box: [0, 0, 1, 1], confidence: 90, words: [] })),
  monospace: true,
  confidence: 90,
});
const photo: OfflineFacts = {
  facts,
  bytes: 570_188,
  pixels: { looksLike: 'photo', dark: false, transparent: 0, colors: [{ name: 'light blue', share: 0.29 }] },
  read: nothing,
};
const terminal: OfflineFacts = {
  ...photo,
  pixels: { looksLike: 'screenshot', dark: true, transparent: 0.25, colors: [] },
  read: read('npm test', '28 passed ```'),
};

test('a photo without text: measured facts, and that they are no description', () => {
  const text = describeOffline(photo);
  expect(text).toMatch(/^This looks like a photo, 3024 × 4032 pixels\. Its main colors: light blue\./);
  expect(text).toMatch(/No text was found/);
  expect(text).toMatch(/Orientation: stored rotated, shown upright/);
  expect(text).toMatch(/Taken: 2026-09-13 06:41:07/);
  expect(text).toMatch(/can measure this image but not describe it/);
});

test('the location is told to exist and never shown; a camera’s name is no markup', () => {
  const text = describeOffline(photo);
  expect(text).toMatch(/Location: stored in the file, not shown here/);
  expect(text).not.toMatch(/\[x\]\(/);
});

test('text comes in a fence that it cannot end', () => {
  const text = describeOffline(terminal);
  expect(text).toMatch(/screenshot with a dark background/);
  expect(text).toContain('````text\nnpm test\n28 passed ```\n````');
  expect(text).toMatch(/Transparency: 25 % of the image/);
});

test('the reader’s doubt is told', () => {
  expect(describeOffline({ ...terminal, read: { ...terminal.read, confidence: 60 } })).toMatch(/may be wrong/);
  expect(describeOffline(terminal)).not.toMatch(/may be wrong/);
});

test('a question is not answered, but the lines that hold its words are found', () => {
  expect(answerOffline('How many tests passed?', [terminal])).toMatch(/can’t answer questions[\s\S]*28 passed/);
  expect(answerOffline('What colour is the sky?', [photo])).toMatch(
    /^The offline engine can’t answer questions[^\n]*$/,
  );
});

test('every text goes through the translator', () => {
  const german = { t: (text: string) => `«${text.length}»` };
  expect(describeOffline(photo, german)).not.toMatch(/looks like|No text|Taken/);
});

test('codes are named, and what they contain stays in a fence', () => {
  const codes = [
    { kind: 'QR code', text: '[free](command:evil)\n# ```', box: [0, 0, 9, 9] },
    { kind: 'EAN-13 barcode', text: '4006381333931', box: [0, 9, 9, 9] },
  ] as const;
  const found = { ...photo, read: { ...nothing, codes } };
  const text = describeOffline(found);
  expect(text).toContain('QR codes or barcodes (count: 2).');
  expect(text).toContain('````text\nQR code: [free](command:evil)\\x0a# ```\nEAN-13 barcode: 4006381333931\n````');
  expect(answerOffline('which barcode is it?', [found])).toContain('EAN-13 barcode: 4006381333931');
});
