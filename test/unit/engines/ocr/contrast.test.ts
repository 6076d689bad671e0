// What text is drawn on: transparency, little contrast, strong colors, gradients. Read by the built engine.
import { resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createOcrEngine } from '../../../../src/engines/ocr/client';

const engine = createOcrEngine({ distDir: resolve('dist') });
afterAll(() => engine.dispose());

const lines = ['The quick brown fox jumps', 'Save changes before closing'];

interface Page {
  /** None: transparent. */
  readonly ground?: string;
  /** Of each line. */
  readonly colors: readonly [string, string];
  readonly beside?: string;
}

async function read({ ground, colors, beside = '' }: Page, text = lines): Promise<string[]> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120">
    <linearGradient id="across"><stop stop-color="#1e3a8a"/><stop offset="1" stop-color="#f59e0b"/></linearGradient>
    <linearGradient id="down" x2="0" y2="1"><stop stop-color="#000"/><stop offset="1" stop-color="#888"/></linearGradient>
    ${ground === undefined ? '' : `<rect width="100%" height="100%" fill="${ground}"/>`}${beside}
    ${text.map((line, i) => `<text x="20" y="${40 + i * 44}" font-family="DejaVu Sans, Verdana, sans-serif" font-size="20" fill="${colors[i]}">${line}</text>`).join('')}
  </svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const result = await engine.read({ width: info.width, height: info.height, data: new Uint8Array(data) });
  return result.text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

test.each<[string, Page]>([
  ['light text on transparency', { colors: ['#ffffff', '#bbbbbb'] }],
  ['light and dark text on transparency', { colors: ['#ffffff', '#000000'] }],
  [
    'light text on transparency beside a dark icon',
    { colors: ['#ffffff', '#ffffff'], beside: '<circle cx="420" cy="60" r="40" fill="#111"/>' },
  ],
  [
    'dark text on transparency beside a white box',
    { colors: ['#000000', '#000000'], beside: '<rect x="380" width="100" height="120" fill="#fff"/>' },
  ],
  ['text that is half transparent', { colors: ['rgba(255,255,255,0.5)', 'rgba(255,255,255,0.4)'] }],
  ['little contrast on a light page', { ground: '#f4f4f4', colors: ['#e0e0e0', '#dcdcdc'] }],
  ['little contrast on a dark page', { ground: '#1e1e1e', colors: ['#2e2e2e', '#3c3c3c'] }],
  ['black on red', { ground: '#ff0000', colors: ['#000000', '#400000'] }],
  ['red and blue on black', { ground: '#000000', colors: ['#cc0000', '#0000ff'] }],
  ['a gradient across', { ground: 'url(#across)', colors: ['#ffffff', '#000000'] }],
  ['a gradient down', { ground: 'url(#down)', colors: ['#ffffff', '#ffffff'] }],
])('%s', async (_, page) => {
  expect(await read(page)).toEqual(lines);
});

test('what has no contrast at all, and a page of faint lines and boxes, have no text', async () => {
  expect(await read({ ground: '#808080', colors: ['#808080', '#828282'] })).toEqual([]);
  const boxes =
    '<rect x="20" y="20" width="200" height="60" rx="6" fill="#ededed"/><path d="M20 100h440M240 0v120" stroke="#e0e0e0"/>';
  expect(await read({ ground: '#f4f4f4', colors: ['', ''], beside: boxes }, [])).toEqual([]);
});
