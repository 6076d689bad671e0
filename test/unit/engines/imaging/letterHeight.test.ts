// How tall letters are, on pages that the engine's own SVG renderer draws, so that fonts are the same everywhere.
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { letterHeight, type PixelGrid } from '../../../../src/engines/imaging/letterHeight';
import { buildImaging, drawnText, factsOf, fixture, grain } from './support';

let engine: ImagingEngine;

beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

/** Of DejaVu Sans and DejaVu Sans Mono, as a share of the font's size. */
const xHeight = 0.547;
const [width, height] = [1200, 900];

async function drawn(svg: string): Promise<PixelGrid> {
  const bytes = new TextEncoder().encode(svg);
  return { ...(await engine.decode(bytes, factsOf(bytes), width * width)), channels: 4 };
}

async function again(grid: PixelGrid, change: (picture: Sharp) => Sharp): Promise<PixelGrid> {
  const { data, width, height } = grid;
  const bytes = await change(sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()).toBuffer();
  const { data: pixels, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data: pixels, ...info };
}

/** Within 15 % or two thirds of a pixel. */
function expectHeight(found: number | undefined, expected: number): void {
  expect(found).toBeDefined();
  expect(Math.abs((found ?? 0) - expected)).toBeLessThanOrEqual(Math.max(0.67, expected * 0.15));
}

const themes = {
  light: {},
  dark: { ink: '#d4d4d4', paper: '#1e1e1e' },
  faint: { ink: '#999', paper: '#f6f6f6' },
  coloured: { ink: '#859900', paper: '#002b36' },
};

describe('letterHeight of text', () => {
  for (const size of [9, 11, 13, 16, 20, 28, 40]) {
    it.each(Object.entries(themes))(`${size} pixels, %s`, async (_theme, colors) => {
      const grid = await drawn(drawnText(width, height, { size, ...colors }));
      expectHeight(letterHeight(grid), size * xHeight);
    });
  }

  it.each([10, 13, 18, 26])('of one width, %d pixels', async (size) => {
    const words = 'const known = values.filter((value) => value !== undefined); return known.length > 0 ? best : null;';
    const grid = await drawn(drawnText(width, height, { size, words, font: 'DejaVu Sans Mono' }));
    expectHeight(letterHeight(grid), size * xHeight);
  });

  it.each([0.5, 0.75, 1.25, 1.5, 2])('scaled by %d', async (scale) => {
    const grid = await drawn(drawnText(width, height, { size: 16 }));
    const scaled = await again(grid, (picture) => picture.resize(Math.round(width * scale)).png());
    expectHeight(letterHeight(scaled), 16 * xHeight * scale);
  });

  it.each([80, 60])('as a JPEG of quality %d', async (quality) => {
    for (const size of [11, 16, 24]) {
      const grid = await drawn(drawnText(width, height, { size }));
      expectHeight(letterHeight(await again(grid, (picture) => picture.jpeg({ quality }))), size * xHeight);
    }
  });

  it('goes by the text, not by the headline above it', async () => {
    const headline = '<text x="20" y="60" font-family="DejaVu Sans" font-size="44">A large headline of the page</text>';
    const text = drawnText(width, height, { size: 14 }).replace('<g ', '<g transform="translate(0 90)" ');
    expectHeight(letterHeight(await drawn(text.replace('</svg>', `${headline}</svg>`))), 14 * xHeight);
  });

  it('takes capitals for the lower case that goes with them', async () => {
    const words = 'ERROR 404 NOT FOUND WARNING 23 ITEMS TOTAL 88 INVOICE 2026';
    expectHeight(letterHeight(await drawn(drawnText(width, height, { size: 20, words }))), 20 * xHeight);
  });
});

describe('letterHeight of what is no text', () => {
  const onWhite = (shapes: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${shapes}</svg>`;
  const glyphs = ['M4 12h16M12 4v16', 'M4 4h16v16H4z', 'M3 12l6 6L21 6', 'M3 6h18M3 12h18M3 18h18', 'M4 20L12 4l8 16z'];
  const grid = (step: number, shape: (at: number) => string) =>
    Array.from({ length: Math.floor(width / step) * Math.floor(height / step) }, (_, at) => {
      const columns = Math.floor(width / step);
      return `<g transform="translate(${(at % columns) * step} ${Math.floor(at / columns) * step})">${shape(at)}</g>`;
    }).join('');
  const icon = (at: number) => `<path d="${glyphs[(at * 7) % 5]}" fill="none" stroke="#444" stroke-width="2"/>`;

  it.each([
    ['icons', grid(48, icon)],
    ['large icons', grid(300, (at) => `<g transform="scale(10)">${icon(at)}</g>`)],
    ['boxes', grid(150, () => '<rect x="10" y="10" width="110" height="70" fill="#eef" stroke="#333"/>')],
    ['a checkerboard', grid(32, () => '<rect width="16" height="16" fill="#ddd"/>')],
    ['ruled paper', grid(20, () => '<path d="M0 0h20v20" fill="none" stroke="#ccc"/>')],
    ['nothing', ''],
  ])('%s', async (_what, shapes) => {
    expect(letterHeight(await drawn(onWhite(shapes)))).toBeUndefined();
  });

  it('a photograph, rough, smooth or small', async () => {
    const rough = await sharp(await grain(1500, 1000))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(letterHeight({ data: rough.data, ...rough.info })).toBeUndefined();
    const smooth = sharp(rough.data, { raw: rough.info }).resize(60, 40).png();
    const blurred = sharp(await smooth.toBuffer())
      .resize(1500, 1000, { kernel: 'cubic' })
      .raw();
    expect(letterHeight({ data: await blurred.toBuffer(), width: 1500, height: 1000, channels: 3 })).toBeUndefined();
    const photo = await sharp('samples/photo.jpg').raw().toBuffer({ resolveWithObject: true });
    expect(letterHeight({ data: photo.data, ...photo.info })).toBeUndefined();
    const small = await sharp(fixture('still.png')).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(letterHeight({ data: small.data, ...small.info })).toBeUndefined();
  });
});
