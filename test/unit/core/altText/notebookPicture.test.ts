import { expect, test } from 'vitest';
import { bundlePicture, notebookPicture } from '../../../../src/core/altText/notebookPicture';

const bytes = Uint8Array.of(137, 80, 78, 71, 0, 255);
const base64 = Buffer.from(bytes).toString('base64');
const text = JSON.stringify({
  cells: [
    {
      cell_type: 'markdown',
      source: '',
      attachments: { 'a.png': { 'image/png': base64 }, 'b.txt': { 'text/plain': 'x' } },
    },
    {
      cell_type: 'code',
      outputs: [
        { output_type: 'stream', text: 'x' },
        { data: { 'text/plain': '<Figure>', 'image/png': [`${base64.slice(0, 4)}\n`, `${base64.slice(4)}\n`] } },
        { data: { 'image/svg+xml': ['<svg>', 'é</svg>'] } },
      ],
    },
  ],
});
const output = (cell: number, at: number, mediaType: string) =>
  notebookPicture(text, { kind: 'output', cell, output: at, mediaType });

test('attachments and outputs, in one piece or in lines, as base64 or as SVG', async () => {
  expect(await notebookPicture(text, { kind: 'attachment', cell: 0, name: 'a.png' })).toEqual(bytes);
  expect(await output(1, 1, 'image/png')).toEqual(bytes);
  expect(await output(1, 2, 'image/svg+xml')).toEqual(new TextEncoder().encode('<svg>é</svg>'));
});

test('what is not there, or is none, is no picture', async () => {
  expect(await notebookPicture(text, { kind: 'attachment', cell: 0, name: 'b.txt' })).toBeUndefined();
  expect(await notebookPicture(text, { kind: 'attachment', cell: 0, name: 'toString' })).toBeUndefined();
  expect(await notebookPicture(text, { kind: 'attachment', cell: 9, name: 'a.png' })).toBeUndefined();
  expect(await output(1, 0, 'image/png')).toBeUndefined();
  expect(await output(1, 1, 'image/jpeg')).toBeUndefined();
  expect(await notebookPicture('{"cells": [', { kind: 'attachment', cell: 0, name: 'a.png' })).toBeUndefined();
  expect(await notebookPicture('[]', { kind: 'attachment', cell: 0, name: 'a.png' })).toBeUndefined();
  for (const wrong of [
    undefined,
    null,
    3,
    'x',
    { 'image/png': 3 },
    { 'image/png': 'no base64!' },
    { 'image/png': 'AAAAA' },
    {},
  ]) {
    expect(bundlePicture(wrong)).toBeUndefined();
  }
});
