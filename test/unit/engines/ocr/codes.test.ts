// QR codes and barcodes in pictures, found by the built engine: dist/ocrWorker.js and dist/ocrCodes.js.
import { resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { codeLine } from '../../../../src/core/text/codes';
import type { OcrResult } from '../../../../src/core/text/types';
import { createOcrEngine } from '../../../../src/engines/ocr/client';
import { eraseCodes, findCodes } from '../../../../src/engines/ocr/codes';
import { pagesIn, pixelsOf } from '../../../bench/lib/ocrPages';
import { codePicture } from './codePictures';

const engine = createOcrEngine({ distDir: resolve('dist') });
afterAll(() => engine.dispose());

interface Part {
  readonly input: Uint8Array | string;
  readonly left: number;
  readonly top: number;
}

const words = (text: string, color = '#222') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40"><text x="4" y="28" font-family="DejaVu Sans" font-size="22" fill="${color}">${text}</text></svg>`;

async function read(parts: readonly Part[], background: string | { r: number; g: number; b: number; alpha: number }) {
  const composed = await sharp({ create: { width: 900, height: 620, channels: 4, background } })
    .composite(parts.map(({ input, ...place }) => ({ ...place, input: Buffer.from(input) })))
    .png()
    .toBuffer();
  const { data, info } = await sharp(composed).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return engine.read({ width: info.width, height: info.height, data: new Uint8Array(data) });
}

const found = ({ codes = [] }: OcrResult) => codes.map(({ kind, text }) => [kind, text]);

describe('codes in a picture', () => {
  test('two of them between lines of text: both are read, and nothing of them is text', async () => {
    const result = await read(
      [
        { input: words('Scan this to install the application'), left: 40, top: 20 },
        { input: await codePicture('https://example.com/install?build=4711', 'QRCode'), left: 40, top: 80 },
        { input: await codePicture('SR-2026-11-30', 'Code128', 2), left: 400, top: 100 },
        { input: words('The parcel carries the label above'), left: 40, top: 520 },
      ],
      '#ffffff',
    );
    expect(found(result)).toEqual([
      ['QR code', 'https://example.com/install?build=4711'],
      ['Code 128 barcode', 'SR-2026-11-30'],
    ]);
    const lines = result.text.split('\n').filter((line) => line.trim() !== '');
    expect(lines.map((line) => line.trim())).toEqual([
      'Scan this to install the application',
      'The parcel carries the label above',
    ]);
    const [x, y, width, height] = result.codes![0]!.box;
    expect([x >= 40 && y >= 80, Math.abs(width - height) <= 2, width > 80]).toEqual([true, true, true]);
  });

  test.each([
    ['Data Matrix code', 'DataMatrix', '010401234567890'],
    ['Aztec code', 'Aztec', 'boarding pass'],
    ['PDF417 barcode', 'PDF417', 'M1DESMARAIS/LUC'],
    ['EAN-13 barcode', 'EAN13', '4006381333931'],
    ['EAN-8 barcode', 'EAN8', '96385074'],
    ['UPC-A barcode', 'UPCA', '036000291452'],
    ['Code 39 barcode', 'Code39', 'PART 42'],
    ['Code 93 barcode', 'Code93', 'PART 42'],
    ['Micro QR code', 'MicroQRCode', '12345'],
  ] as const)('%s', async (kind, format, text) => {
    const result = await read([{ input: await codePicture(text, format), left: 120, top: 140 }], '#ffffff');
    expect(found(result)).toEqual([[kind, text]]);
    expect(result.text.trim()).toBe('');
  });

  test('on a dark page, inverted, turned, and on transparency', async () => {
    const picture = await codePicture('https://example.com/', 'QRCode');
    const turned = await sharp(picture).rotate(30, { background: '#ffffff' }).png().toBuffer();
    const inverted = await sharp(picture).negate({ alpha: false }).png().toBuffer();
    const dark = await read(
      [
        { input: turned, left: 60, top: 60 },
        { input: inverted, left: 500, top: 60 },
        { input: words('Join the network', '#ddd'), left: 40, top: 400 },
      ],
      '#1e1e1e',
    );
    expect(found(dark)).toEqual([
      ['QR code', 'https://example.com/'],
      ['QR code', 'https://example.com/'],
    ]);
    expect(dark.text.trim()).toBe('Join the network');
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    const modules = { create: { width: info.width, height: info.height, channels: 3, background: '#000' } } as const;
    const alpha = Buffer.from(data.filter((_, i) => i % info.channels === 0).map((shade) => 255 - shade));
    const clear = await sharp(modules)
      .joinChannel(alpha, { raw: { width: info.width, height: info.height, channels: 1 } })
      .png()
      .toBuffer();
    const onNothing = await read([{ input: clear, left: 60, top: 60 }], { r: 0, g: 0, b: 0, alpha: 0 });
    expect(found(onNothing)).toEqual([['QR code', 'https://example.com/']]);
  });

  test('a hostile one is bounded data in one line', async () => {
    const hostile = `\x1b[2J\u202e[free](command:evil) \`\`\`\r\n::error::x\n${'A'.repeat(2000)}`;
    const { codes = [] } = await read(
      [{ input: await codePicture(hostile, 'QRCode', 3), left: 20, top: 20 }],
      '#ffffff',
    );
    expect(codes.map(({ text }) => text)).toEqual([hostile]);
    const line = codeLine(codes[0]!);
    expect(line).toContain('QR code: \\x1b[2J\\u202e[free](command:evil) ```\\x0d\\x0a::error::x\\x0aAAA');
    expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
    const digits = '7'.repeat(4000);
    const long = await read([{ input: await codePicture(digits, 'QRCode', 3), left: 20, top: 20 }], '#ffffff');
    expect(long.codes?.map(({ text }) => text)).toEqual([`${digits.slice(0, 2999)}…`]);
  });

  test('no more than twenty from one picture', async () => {
    const input = await codePicture('1', 'QRCode', 3);
    const parts = Array.from({ length: 24 }, (_, i) => ({
      input,
      left: 10 + (i % 6) * 140,
      top: 10 + Math.floor(i / 6) * 140,
    }));
    expect((await read(parts, '#ffffff')).codes).toHaveLength(20);
  });

  test('a picture drawn to take long is given up', async () => {
    // Nothing but the corners of QR codes.
    const [width, height] = [3840, 2340];
    const data = new Uint8Array(width * height * 4).fill(255);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const far = Math.max(Math.abs((x % 9) - 4), Math.abs((y % 9) - 4));
        data.fill(far === 2 || far === 4 ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
    expect(await findCodes({ width, height, data }, { engineDirectory: resolve('dist/ocr') })).toEqual([]);
  });

  test('none on pages of code, prose, tables, and charts', async () => {
    const pages = pagesIn('test/fixtures/ocr').filter(({ name }) =>
      /^(chart-lines|table-borders|html-contrast|columns-three|bubbles|photo-label)@1x$/.test(name),
    );
    expect(pages.length).toBe(6);
    for (const { file, name } of pages) {
      expect((await engine.read(await pixelsOf(file))).codes, name).toBeUndefined();
    }
  });
});

test('what is erased takes the color around it', () => {
  const size = 60;
  const data = new Uint8Array(size * size * 4).fill(200);
  data.fill(0, (30 * size + 20) * 4, (30 * size + 40) * 4);
  const corners = [
    [20, 20],
    [40, 20],
    [40, 40],
    [20, 40],
  ] as const;
  eraseCodes({ width: size, height: size, data }, [{ corners }]);
  expect(data.every((value) => value === 200)).toBe(true);
});
