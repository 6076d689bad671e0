import { readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { drawnText, type Renderer } from '../../../src/engines/imaging/drawnText';
import { bytesOf, must, type Target, textOf } from '../target';

const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">';

const [width, height] = [2000, 100];

/** Draws every word as a line in its own place: this target tests what is read and written. */
const everything: Renderer = {
  outlines: (svg) => {
    const lines = [...svg.matchAll(/fill:(#7b[\da-f]{4})/g)].map(
      ([, color], at) => `<path fill="${color}" d="M ${8 * at} 0 L ${8 * at} ${height}"/>`,
    );
    return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${lines.join('')}</svg>`;
  },
  draw: (svg) => {
    const shade = svg.includes('visibility:hidden') ? 255 : 0;
    return { width, height, data: new Uint8Array(4 * width * height).fill(shade) };
  },
};

export const drawings: Target = {
  seeds: () => [
    ...['samples/diagram.svg', 'samples/logo.svg', 'test/fixtures/images/text.svg'].map((path) => readFileSync(path)),
    bytesOf(
      `${open}<style>.a{display:none} text#b > tspan { opacity: 0 }</style><text class="a" x="1" y="9">no</text></svg>`,
    ),
    bytesOf(
      `${open}<g transform="translate(5 5) rotate(30)"><text x="9" y="9">a<tspan x="1" dy="9">b</tspan></text></g></svg>`,
    ),
    bytesOf(
      `${open}<switch><foreignObject><div xmlns="http://www.w3.org/1999/xhtml">a<br/>b</div></foreignObject></switch></svg>`,
    ),
    bytesOf(`<!DOCTYPE svg [<!ENTITY a "b">]>${open}<text x="1" y="9">&a;&amp;&#x41;</text></svg>`),
  ],
  pieces: [
    '<text x="1" y="9">',
    '</text>',
    '<g>',
    '</g>',
    '\r',
    '\u00a0',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&#x1F;',
    '<style>',
    '</style>',
    '{',
    '}',
    '.a',
    ',',
    '/*',
    'transform="',
    'matrix(',
    ')',
    'points="',
    '<sodipodi:namedview/>',
    '\u202e',
    '\ud83d\ude00',
  ],
  run: (input) => {
    const { text, hidden } = drawnText(input, everything);
    must(hidden >= 0, 'fewer words than none');
    if (text === undefined) {
      return 'nothing';
    }
    must(text.length <= 24_000, 'more than there may be');
    // Only known elements, and as nothing else.
    const parser = new SaxesParser({ xmlns: false });
    const names = new Set<string>();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      names.add(name);
      for (const [key, value] of Object.entries(attributes)) {
        must(
          /^(?:x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|width|height|points|d|fill|stroke|transform|viewBox)$/.test(key),
          `attribute ${key}`,
        );
        must(/^[\w#(),.%+\s-]*$/.test(String(value)), `value of ${key}`);
      }
    });
    parser.on('comment', () => must(false, 'a comment'));
    parser.on('processinginstruction', () => must(false, 'an instruction'));
    parser.write(text).close();
    must(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', '')), 'a character that nobody sees');
    must(textOf(input).length > 0, 'out of nothing');
    return [...names].sort().join(' ');
  },
};
