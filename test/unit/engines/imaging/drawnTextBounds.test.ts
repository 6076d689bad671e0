// How long a drawing is searched for words, and what happens to those that weren't found in time.
import { describe, expect, it } from 'vitest';
import { drawnText, type Renderer } from '../../../../src/engines/imaging/drawnText';

const bytes = (text: string) => new TextEncoder().encode(text);
const drawing = (content: string, before = '') =>
  bytes(`${before}<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${content}</svg>`);

interface Counted extends Renderer {
  readonly pictures: () => number;
}

/** A picture of 20 × 20 pixels, in which every word covers everything. */
function stacked(): Counted {
  let pictures = 0;
  return {
    pictures: () => pictures,
    outlines: (svg) => {
      const squares = [...svg.matchAll(/fill:(#7b[\da-f]{4})/g)].map(
        ([, color]) => `<path fill="${color}" d="M 0 0 L 20 0 L 20 20 L 0 20 Z"/>`,
      );
      return `<svg width="20" height="20" viewBox="0 0 20 20">${squares.join('')}</svg>`;
    },
    draw: (svg) => {
      pictures += 1;
      const shade = svg.includes('visibility:hidden') ? 255 : 0;
      return { width: 20, height: 20, data: new Uint8Array(1600).fill(shade) };
    },
  };
}

const words = (count: number) => Array.from({ length: count }, (_, at) => `<text y="9">w${at}</text>`).join('');
/** This many words are sent, and this many are reported as hidden. */
function counts({ text = '', hidden }: ReturnType<typeof drawnText>) {
  return [text.match(/<text /g)?.length ?? 0, hidden];
}

describe('drawnText', () => {
  it('makes at most 64 pictures, and counts the words that it could not look at', () => {
    const renderer = stacked();
    expect(counts(drawnText(drawing(words(100)), renderer))).toEqual([62, 38]);
    expect(renderer.pictures()).toBe(64);
  });

  it('begins no picture after four seconds', () => {
    let time = 0;
    const clock = () => {
      time += 1_000;
      return time;
    };
    expect(counts(drawnText(drawing(words(10)), stacked(), clock))).toEqual([3, 7]);
  });

  it('counts words that stand in HTML, and none of titles', () => {
    const html = '<div xmlns="http://www.w3.org/1999/xhtml">three more words<style>a b</style></div>';
    const more = `<foreignObject>${html}</foreignObject><title>a title</title><metadata>x</metadata>`;
    expect(counts(drawnText(drawing(`${words(1)}${more}`), stacked()))).toEqual([1, 3]);
  });

  it('gives the words alone where the shapes are too many, and no words where these are', () => {
    const shapes = '<path fill="#ff0000" d="M 0 0 L 9 9"/>'.repeat(2000);
    const many: Renderer = {
      ...stacked(),
      outlines: (svg) => stacked().outlines(svg).replace('</svg>', `${shapes}</svg>`),
    };
    expect(drawnText(drawing(words(1)), many).text).toBe(
      '<svg viewBox="0 0 20 20">\n<text x="0" y="20">w0</text>\n</svg>',
    );
    const long = `<text y="9">${'a'.repeat(25_000)}</text>`;
    expect(counts(drawnText(drawing(long + words(2)), { ...stacked(), draw: whole(25_000) }))).toEqual([0, 3]);
  });

  it('writes no shape that holds more than lines and curves', () => {
    const odd = '<path id="<" fill="#ff0000" d="M 0 0 CANARY 9 9"/><path fill="#ff0000 CANARY" d="M 0 0 L 9 9"/>';
    const renderer: Renderer = {
      ...stacked(),
      outlines: (svg) => stacked().outlines(svg).replace('</svg>', `${odd}</svg>`),
    };
    expect(drawnText(drawing(words(1)), renderer).text).not.toContain('CANARY');
  });

  it('looks at none where the words are too many', () => {
    const renderer = stacked();
    expect(drawnText(drawing(words(5_001)), renderer)).toEqual({ hidden: 5_001 });
    expect(renderer.pictures()).toBe(0);
  });

  const uses = (levels: number) =>
    Array.from({ length: levels }, (_, at) => `<g id="g${at + 1}">${`<use href="#g${at}"/>`.repeat(10)}</g>`).join('');
  it.each([
    ['not well-formed', drawing('<g>')],
    ['with an entity that nobody knows', drawing('<text>&canary;</text>')],
    [
      'with an entity that is made of others',
      drawing('<text>&a;</text>', '<!DOCTYPE svg [<!ENTITY b "x"><!ENTITY a "&b;">]>'),
    ],
    ['nested too deep', drawing('<g>'.repeat(200) + '</g>'.repeat(200))],
    ['too large', drawing(words(1) + ' '.repeat(300_000))],
    ['whose uses are too many', drawing(`<text id="g0">some words</text>${uses(5)}`)],
    [
      'whose markers are too many',
      drawing(
        `<marker id="m"><text>${'word '.repeat(50)}</text></marker><path d="${'L1 1'.repeat(9_000)}" marker-mid="url(#m)"/>`,
      ),
    ],
    ['whose style sheet asks for styles', drawing(`<style>text[ style] { fill: red }</style>${words(1)}`)],
  ])('draws nothing of one that is %s', (_what, svg) => {
    const never = () => {
      throw new Error('drawn');
    };
    expect(drawnText(svg, { outlines: never, draw: never })).toEqual({ hidden: 0 });
  });
});

/** A picture with this many pixels, all of which change. */
function whole(pixels: number): Renderer['draw'] {
  const [width, height] = [300, Math.ceil((3 * pixels) / 300) + 1];
  return (svg) => {
    const shade = svg.includes('visibility:hidden') ? 255 : 0;
    return { width, height, data: new Uint8Array(4 * width * height).fill(shade) };
  };
}
