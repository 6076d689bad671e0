import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { svgSourceText } from '../../../../src/core/image/svgText';

const bytes = (text: string) => new TextEncoder().encode(text);
const namespaces =
  'xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
  'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"';
const drawing = (content: string, attributes = '') =>
  `<svg ${namespaces} width="400" height="300" ${attributes}>${content}<text x="10" y="20">Seen</text></svg>`;
const read = (text: string) => svgSourceText(bytes(text));

const canary = 'CANARY';

/** Every place of an SVG where words can stand that the picture does not show. */
const hidingPlaces: Readonly<Record<string, string>> = {
  comment: drawing(`<!-- ${canary} -->`),
  'comment before the root': `<!-- ${canary} -->${drawing('')}`,
  'processing instruction': `<?xpacket begin="${canary}"?>${drawing('')}`,
  doctype: `<!DOCTYPE svg PUBLIC "${canary}" "http://www.w3.org/">${drawing('')}`,
  metadata: drawing(`<metadata>${canary}</metadata>`),
  'metadata with a prefix': drawing(`<svg:metadata><svg:text x="9" y="9">${canary}</svg:text></svg:metadata>`),
  title: drawing(`<title>${canary}</title>`),
  'title of a shape': drawing(`<g><title>/home/${canary}</title></g>`),
  desc: drawing(`<desc>https://${canary}.example</desc>`),
  'title inside a text': drawing(`<text x="9" y="9"><title>${canary}</title></text>`),
  id: drawing(`<rect id="${canary}" width="9" height="9"/>`),
  class: drawing(`<rect class="${canary}" width="9" height="9"/>`),
  'data attribute': drawing(`<g data-name="${canary}"><rect width="9" height="9"/></g>`),
  'aria label': drawing(`<g aria-label="${canary}"/>`),
  'editor attribute in single quotes': drawing(`<g inkscape:export-filename='/home/${canary}/a.png'/>`),
  'editor attribute on the root': drawing('', `sodipodi:docname="${canary}"`),
  "editor's element": drawing(`<sodipodi:namedview><inkscape:page label="/>"/>${canary}</sodipodi:namedview>`),
  'source in the root, as diagram editors keep it': drawing('', `content="${canary}"`),
  'file address': drawing(`<image href="file:///home/${canary}.png" width="9" height="9"/>`),
  'web address': drawing(`<a href="https://${canary}.example"><rect width="9" height="9"/></a>`),
  'xlink address': drawing(`<use xlink:href="https://${canary}.example#a"/>`),
  'embedded picture': drawing(`<image href="data:image/png;base64,${canary}" width="9" height="9"/>`),
  script: drawing(`<script>${canary}</script>`),
  'style sheet': drawing(`<style>/* ${canary} */ .a { content: "${canary}" }</style>`),
  'style attribute': drawing(`<rect style="--name: ${canary}; fill: red" width="9" height="9"/>`),
  colour: drawing(`<rect fill="${canary}" stroke="red" width="9" height="9"/>`),
  'colour by address': drawing(`<rect fill="url(#${canary})" stroke="red" width="9" height="9"/>`),
  'size of a shape': drawing(`<rect x="9${canary}" width="9" height="9"/>`),
  'root size': `<svg ${namespaces} viewBox="0 0 400 300" width="400 ${canary}"><text x="9" y="9">Seen</text></svg>`,
  outline: drawing(`<path d="M0 0 ${canary}"/>`),
  points: drawing(`<polygon points="0,0 9,9 9,0 ${canary}"/>`),
  transform: drawing(`<g transform="${canary}(1)"><text x="9" y="9">${canary}</text></g>`),
  definitions: drawing(`<defs><text id="a" x="9" y="9">${canary}</text></defs>`),
  symbol: drawing(`<symbol id="s"><text x="9" y="9">${canary}</text></symbol>`),
  'foreign namespace': drawing(`<text xmlns="urn:other" x="9" y="9">${canary}</text>`),
  'foreign namespace inside a text': drawing(`<text x="9" y="9"><o:b xmlns:o="urn:other">${canary}</o:b></text>`),
  'between elements': drawing(`<g>${canary}</g>`),
  'script in HTML': drawing(
    `<foreignObject width="9" height="9"><div xmlns="http://www.w3.org/1999/xhtml"><script>${canary}</script></div></foreignObject>`,
  ),
  'not displayed': drawing(`<text x="9" y="9" display="none">${canary}</text>`),
  'not displayed, above': drawing(`<g style="display: none !important"><text x="9" y="9">${canary}</text></g>`),
  'not visible': drawing(`<text x="9" y="9" visibility="hidden">${canary}</text>`),
  'no opacity': drawing(`<g opacity="0.01"><text x="9" y="9">${canary}</text></g>`),
  'no opacity of its colour': drawing(`<text x="9" y="9" fill-opacity="0">${canary}</text>`),
  'no colour': drawing(`<text x="9" y="9" fill="none">${canary}</text>`),
  'no size': drawing(`<text x="9" y="9" font-size="0">${canary}</text>`),
  'tiny letters': drawing(`<text x="9" y="9" font-size="0.4px">${canary}</text>`),
  'letters made tiny': drawing(`<g transform="scale(.01)"><text x="9" y="9">${canary}</text></g>`),
  'font shorthand': drawing(`<text x="9" y="9" style="font: bold 0px sans-serif">${canary}</text>`),
  'right of the canvas': drawing(`<text x="9999" y="9">${canary}</text>`),
  'moved off the canvas': drawing(`<g transform="translate(0, -9999)"><text x="9" y="9">${canary}</text></g>`),
  'moved by a style': drawing(`<text x="9" y="9" style="transform: translate(-9999px)">${canary}</text>`),
  'clipped away': drawing(`<g clip-path="url(#c)"><text x="9" y="9">${canary}</text></g>`),
  masked: drawing(`<text x="9" y="9" style="mask: url(#m)">${canary}</text>`),
  'hidden by a class': drawing(`<style>.h{display:none}</style><text class="x h" x="9" y="9">${canary}</text>`),
  'hidden by a rule in a rule': drawing(
    `<style>@media all { svg text#i { opacity: 0 } }</style><text id="i" x="9" y="9">${canary}</text>`,
  ),
  'in a drawing in a drawing': drawing(`<svg x="9999"><text x="9" y="9">${canary}</text></svg>`),
  'second choice of a switch': drawing(
    `<switch><text x="9" y="9">one</text><text x="9" y="9">${canary}</text></switch>`,
  ),
};

describe('svgSourceText', () => {
  it.each(Object.entries(hidingPlaces))('takes nothing from where nobody looks: %s', (_place, source) => {
    const text = read(source);
    expect(source).toContain(canary);
    expect(text).toContain('>Seen</text>');
    expect(text).not.toContain(canary);
  });

  it('gives the words and shapes in the coordinates of the canvas', () => {
    const text = read(
      `<svg ${namespaces} viewBox="0 0 400 300"><style>.big { font-size: 30px }</style>` +
        '<rect width="100%" height="50%" style="fill: #EEE"/>' +
        '<g transform="translate(100 50)" fill="red"><circle r="8"/><text class="big">Sales &lt;up&gt;\n 5 %<tspan x="0" dy="20">in <tspan>May</tspan></tspan></text></g></svg>',
    );
    expect(text?.split('\n')).toEqual([
      '<svg viewBox="0 0 400 300">',
      '<rect x="0" y="0" width="400" height="150" rx="0" fill="#eee"/>',
      '<circle cx="0" cy="0" r="8" fill="red" transform="matrix(1 0 0 1 100 50)"/>',
      '<text x="100" y="50">Sales &lt;up&gt; 5 %</text>',
      '<text x="100" y="50">in May</text>',
      '</svg>',
    ]);
  });

  it('reads labels that are HTML, as diagrams have them', () => {
    const text = read(
      drawing(
        '<foreignObject x="50" y="60" width="90" height="20"><div xmlns="http://www.w3.org/1999/xhtml"><span style="font-size:14px">Start<br/>here</span></div></foreignObject>',
      ),
    );
    expect(text).toContain('<text x="50" y="60">Start here</text>');
  });

  it('gives the words alone where the shapes are too many', () => {
    const text = read(drawing('<rect width="9" height="9" fill="red"/>'.repeat(2000)));
    expect(text).toBe('<svg viewBox="0 0 400 300">\n<text x="10" y="20">Seen</text>\n</svg>');
  });

  it.each([
    ['not well-formed', drawing('<g>')],
    ['an entity that nobody knows', drawing('<text x="9" y="9">&canary;</text>')],
    ['nested too deep', drawing('<g>'.repeat(200) + '</g>'.repeat(200))],
    ['too large', drawing(' '.repeat(300_000))],
    ['too many words', drawing(`<text x="9" y="9">${'word '.repeat(9000)}</text>`)],
    ['nothing to be seen', `<svg ${namespaces}/>`],
  ])('gives nothing of a drawing with %s', (_what, source) => {
    expect(read(source)).toBeUndefined();
  });

  it('reads the samples', () => {
    const text = svgSourceText(readFileSync('samples/diagram.svg')) ?? '';
    for (const words of ['every 5 minutes', 'Gateway', 'HTTPS', '24.5 °C?', 'for everybody']) {
      expect(text).toContain(`>${words}</text>`);
    }
    expect(text).not.toContain('How a reading travels');
  });

  it('never throws, and closes what it opens, whatever is put between', () => {
    const piece = fc.constantFrom(
      ...Object.values(hidingPlaces),
      '<text x="1">',
      '</text>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&#0;',
      '\r',
      '\u00a0',
      '<style>',
      '}',
      '{',
      '</svg>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
        const text = read(drawing(pieces.join('')));
        if (text !== undefined) {
          expect(text).not.toContain(canary);
          expect(text).toMatch(/^<svg viewBox="[^"]+">\n.*\n<\/svg>$/s);
        }
      }),
      { seed: 20261129, numRuns: 1500 },
    );
  });
});
