// Layers far outside the picture, which the renderer can't draw: the rest of the drawing is drawn all the same.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging, factsOf } from './support';

let engine: ImagingEngine;
beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const drawing = (content: string, attributes = 'viewBox="0 0 400 200" width="400" height="200"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><text x="9" y="50" font-size="40">Seen</text>${content}</svg>`,
  );
const job = { accepts: ['image/png'], maxEdge: 512, maxBytes: 4_000_000, content: 'auto', maxTiles: 1 } as const;
async function render(svg: Uint8Array): Promise<Buffer> {
  const { parts } = await engine.render(svg, factsOf(svg), job);
  return sharp(parts[0]?.bytes).raw().toBuffer();
}

/** How many values differ by more than the rounding of outlines. */
async function differences(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await render(one), await render(other)];
  expect(a.length).toBe(b.length);
  return a.filter((value, i) => Math.abs(value - (b[i] ?? 0)) > 16).length;
}

const square = '<rect width="9" height="9"/>';
const far = (attribute: string, more = '') => `${more}<g transform="translate(5000 0)" ${attribute}>${square}</g>`;
const layers: readonly (readonly [string, string])[] = [
  ['an opacity', far('opacity="0.5"')],
  ['below', '<g opacity="0.5" transform="translate(0 5000)"><rect width="9" height="9"/></g>'],
  ['one in another', `<g opacity="0.9"><rect x="9" y="90" width="20" height="20"/>${far('opacity="0.5"')}</g>`],
  ['a clip', far('clip-path="url(#a)"', `<clipPath id="a">${square}</clipPath>`)],
  ['a mask', far('mask="url(#a)"', `<mask id="a"><rect width="9" height="9" fill="#fff"/></mask>`)],
  ['a filter', far('filter="url(#a)"', '<filter id="a"><feGaussianBlur stdDeviation="1"/></filter>')],
  ['a mode of blending', far('style="mix-blend-mode:multiply"')],
  ['letters', '<text x="5000" opacity="0.5">Unseen</text>'],
  ['a nested drawing', `<svg x="900" y="900" width="50" height="50" viewBox="0 0 9 9">${square}</svg>`],
  [
    'a symbol',
    `<symbol id="a" viewBox="0 0 9 9">${square}</symbol><use href="#a" x="900" y="900" width="20" height="20"/>`,
  ],
];

describe('a drawing with a layer far off the picture', () => {
  it.each(layers)('is drawn without it: %s', async (what, content) => {
    const rest = what === 'one in another' ? '<g opacity="0.9"><rect x="9" y="90" width="20" height="20"/></g>' : '';
    expect(await differences(drawing(content), drawing(rest))).toBe(0);
    const { text } = await engine.drawnText(drawing(content));
    expect(text).toContain('>Seen</text>');
    expect(text).not.toContain('Unseen');
  });

  it('keeps what lies beside the canvas, and is in the picture', async () => {
    const wide = 'viewBox="0 0 100 100" width="400" height="100"';
    const beside = '<g opacity="0.5"><rect x="215" y="40" width="20" height="20"/></g>';
    const both = drawing(beside + far('opacity="0.5"'), wide);
    expect(await differences(both, drawing(beside, wide))).toBe(0);
    expect(await differences(both, drawing('', wide))).toBeGreaterThan(400);
  });
});
