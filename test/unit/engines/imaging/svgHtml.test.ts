import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareImage } from '../../../../src/core/image/prepare';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { withHtmlAsText } from '../../../../src/engines/imaging/svgHtml';
import { buildImaging, factsOf } from './support';

let engine: ImagingEngine;

beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const bytes = (text: string) => new TextEncoder().encode(text);
const svg = (content: string, width = 240, height = 80) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
const html = (content: string, style = '') =>
  `<div xmlns="http://www.w3.org/1999/xhtml" style="${style}">${content}</div>`;
const label = (content: string, at = 'x="8" y="20" width="224" height="40"') =>
  `<foreignObject ${at}>${content}</foreignObject>`;

const request = {
  limits: { accepts: ['image/png', 'image/jpeg'] },
  intent: 'describe',
  detail: 'auto',
  imageCount: 1,
  otherBodyBytes: 0,
} as const;

/** The words that go along with the picture, and the share of the picture's pixels that are dark, by halves. */
async function drawn(source: string) {
  const { sourceText = '', changes } = await prepareImage(bytes(source), request, engine);
  const { width, height, data } = await engine.decode(bytes(source), factsOf(bytes(source)), 1e6);
  const halves = { top: 0, bottom: 0, left: 0, right: 0 };
  for (let at = 0; at < width * height; at++) {
    if ((data[4 * at + 3] ?? 0) > 128 && (data[4 * at] ?? 0) < 100) {
      halves[Math.floor(at / width) < height / 2 ? 'top' : 'bottom']++;
      halves[at % width < width / 2 ? 'left' : 'right']++;
    }
  }
  const words = [...sourceText.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  return { words, changes, ...halves };
}

describe('HTML in a drawing', () => {
  it.each([
    ['alone', label(html('Validate order 4711')), ['Validate order 4711']],
    [
      'before a fallback',
      `<switch>${label(html('Validate order 4711'))}<text x="20" y="40">Validate…</text></switch>`,
      ['Validate order 4711'],
    ],
    [
      'with what a browser needs',
      `<switch>${label(html('Validate order'), 'requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility" width="100%" height="100%" style="overflow: visible"')}</switch>`,
      ['Validate order'],
    ],
    ['in lines', label(html('<p>one</p><p>two<br/>three</p>'), 'width="200" height="80"'), ['one', 'two', 'three']],
    ['in pieces', label(html('<b>one</b> <i>two</i> <span>thr</span>ee')), ['one two three']],
    ['with characters of XML', label(html('a &lt; b &amp;&amp; "c"')), ['a &lt; b &amp;&amp; "c"']],
    [
      'of a class',
      `<style>.label{color:#060} .x .label{display:inline}</style>${label(html('<span class="label">green</span>'))}`,
      ['green'],
    ],
    ['as CDATA', label(html('<![CDATA[a < b]]>')), ['a &lt; b']],
  ])('is drawn and goes along: %s', async (_, content, words) => {
    const found = await drawn(svg(content));
    expect(found.words).toEqual(words);
    expect(found.top + found.bottom).toBeGreaterThan(100);
    const hidden = content.includes('…') ? 1 : 0;
    expect(found.changes.filter(({ kind }) => kind === 'wordsHidden')).toHaveLength(hidden);
  });

  it('is wrapped where a browser wraps it', async () => {
    const { words } = await drawn(
      svg(label(html('one two three four five six seven eight'), 'width="110" height="80"')),
    );
    expect(words.length).toBeGreaterThan(2);
    expect(words.join(' ')).toBe('one two three four five six seven eight');
  });

  it('is where a diagram editor puts it', async () => {
    const flex =
      'display:flex; align-items: unsafe center; justify-content: unsafe center; width: 1px; height: 1px; padding-top: 60px; margin-left: 180px';
    const inner =
      '<div style="font-size: 0; text-align: center"><div style="font-size: 12px; white-space: nowrap">Save</div></div>';
    const place = 'width="100%" height="100%" style="overflow: visible"';
    const found = await drawn(svg(`<switch>${label(html(inner, flex), place)}</switch>`));
    expect(found.words).toEqual(['Save']);
    expect([found.top, found.left]).toEqual([0, 0]);
  });

  it('goes along from a drawing of hundreds of labels', async () => {
    const boxes = Array.from({ length: 400 }, (_, i) => {
      const at = `x="${(i % 4) * 200}" y="${Math.floor(i / 4) * 24}" width="190" height="22"`;
      return `<rect ${at} fill="#eee" stroke="#333"/>${label(html(`Validate order ${4000 + i}`), at)}`;
    });
    const found = await drawn(svg(boxes.join(''), 800, 2400));
    const missing = boxes.length - found.words.length;
    expect(found.words).toContain('Validate order 4000');
    expect(missing === 0 || found.changes.some(({ kind }) => kind === 'wordsHidden')).toBe(true);
    expect(found.words.length).toBeGreaterThan(300);
  });

  it('stays as it is if there is none, or the drawing is malformed', () => {
    for (const text of [svg('<text>a</text>'), '<svg><foreignObject></svg>', svg(`<!-- foreignObject -->`)]) {
      expect(new TextDecoder().decode(withHtmlAsText(bytes(text)))).toBe(text);
    }
  });

  it('is left out if it is endless', () => {
    const text = svg(label(html('x'.repeat(300_000))));
    expect(new TextDecoder().decode(withHtmlAsText(bytes(text)))).toBe(text);
    const deep = svg(label(html('<b>'.repeat(200) + '</b>'.repeat(200))));
    expect(new TextDecoder().decode(withHtmlAsText(bytes(deep)))).toBe(deep);
  });
});
