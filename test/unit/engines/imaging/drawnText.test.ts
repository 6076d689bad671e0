// Which words of an SVG are sent as text, judged by the renderer itself: every visible word, and no other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { hidingPlaces } from './hiddenWords';
import { realDrawings } from './realDrawings';
import { buildImaging } from './support';

let engine: ImagingEngine;
beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const canary = 'CANARY';
const namespaces =
  'xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
  'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"';
const drawing = (content: string, attributes = 'width="400" height="300"') =>
  `<svg ${namespaces} ${attributes}>${content}</svg>`;
const read = (svg: string) => engine.drawnText(new TextEncoder().encode(svg));

describe('the text of a drawing', () => {
  it.each(hidingPlaces)('takes no word that the picture does not show: %s', async (_place, content, attributes) => {
    const svg = drawing(`${content}<text x="10" y="290">Seen</text>`, attributes);
    expect(svg).toContain(canary);
    const { text } = await read(svg);
    expect(text).toContain('>Seen</text>');
    expect(text).not.toContain(canary);
  });

  it.each(realDrawings)('keeps every word that is seen in %s', async (_what, svg, shown) => {
    const { text } = await read(svg);
    const lines = (text ?? '').split('\n').flatMap((line) => /^<text [^>]*>(.*)<\/text>$/.exec(line)?.[1] ?? []);
    expect([...new Set(lines)].sort()).toEqual([...shown].sort());
    expect(text).not.toContain('secret');
  });
});
