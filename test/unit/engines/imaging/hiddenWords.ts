/**
 * Ways in which words can be in an SVG and invisible in its picture: name, the root's content, the root's attributes.
 */
type Hiding = readonly [name: string, content: string, attributes?: string];

const word = 'CANARY';
const text = (attributes = '', inner = word, at = 'x="20" y="60"') => `<text ${at} ${attributes}>${inner}</text>`;
const html = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
const root = 'width="400" height="300"';

/** Not one of the drawing's words. */
const besides: readonly Hiding[] = [
  ['comment', `<!-- ${word} -->`],
  ['comment inside a text', text('', `<!-- ${word} -->`)],
  ['processing instruction', `<?xpacket begin="${word}"?>`],
  ['metadata', `<metadata>${word}</metadata>`],
  ['metadata with a prefix', `<svg:metadata><svg:text x="9" y="9">${word}</svg:text></svg:metadata>`],
  ['title', `<title>${word}</title>`],
  ['title of a shape', `<g><title>/home/${word}</title><rect width="9" height="9"/></g>`],
  ['title inside a text', text('', `<title>${word}</title>`)],
  ['desc', `<desc>https://${word}.example</desc>`],
  ['id', `<rect id="${word}" width="9" height="9"/>`],
  ['class', `<rect class="${word}" width="9" height="9"/>`],
  ['class of a seen text', text(`class="${word}" id="${word}"`, 'also')],
  ['font of a seen text', text(`font-family="${word}" lang="${word}"`, 'also')],
  ['data attribute', `<g data-name="${word}"><rect width="9" height="9"/></g>`],
  ['aria label', `<g aria-label="${word}" role="${word}"><rect width="9" height="9"/></g>`],
  ["editor's attribute", `<g inkscape:label='/home/${word}/a.png'><rect width="9" height="9"/></g>`],
  ["editor's attribute on the root", '', `${root} sodipodi:docname="${word}"`],
  ["editor's element", `<sodipodi:namedview><inkscape:page label="/>"/>${word}</sodipodi:namedview>`],
  ['source in the root, as diagram editors keep it', '', `${root} content="${word}"`],
  ['file address', `<image href="file:///home/${word}.png" width="9" height="9"/>`],
  ['web address', `<a href="https://${word}.example" title="${word}"><rect width="9" height="9"/></a>`],
  ['xlink address', `<use xlink:href="https://${word}.example#a" xlink:title="${word}"/>`],
  ['script', `<script>${word}</script>`],
  ['style sheet', `<style>/* ${word} */ .a { content: "${word}" }</style>`],
  ['style attribute', `<rect style="--name: ${word}; fill: red" width="9" height="9"/>`],
  ['colour', `<rect fill="${word}" stroke="red" width="9" height="9"/>`],
  ['colour by address', `<rect fill="url(#${word}) red" stroke="red" width="9" height="9"/>`],
  ['size', `<rect x="9${word}" width="9" height="9"/>`],
  ['outline', `<path d="M0 0L9 9 ${word}"/>`],
  ['points', `<polygon points="0,0 9,9 9,0 ${word}"/>`],
  ['between elements', `<g>${word}</g>`],
  ['foreign namespace', `<text xmlns="urn:other" x="9" y="9">${word}</text>`],
  ['foreign namespace inside a text', text('', `<o:b xmlns:o="urn:other">${word}</o:b>`)],
];

/** Words of a `text` that is not drawn at all. */
const undrawn: readonly Hiding[] = [
  ['display', text('display="none"')],
  ['display above', `<g style="display: none !important">${text()}</g>`],
  ['display by a class', `<style>.h{display:none}</style>${text('class="x h"')}`],
  ['display by a selector of a child', `<style>g.a > text { display: none }</style><g class="a">${text()}</g>`],
  ['display by an attribute selector', `<style>text[x="20"]{display:none}</style>${text()}`],
  ['display by an order', `<style>text:first-child{display:none}</style><g>${text()}</g>`],
  ['definitions', `<defs>${text('id="a"')}</defs>`],
  ['symbol', `<symbol id="s">${text()}</symbol>`],
  ['pattern that nothing uses', `<pattern id="p" width="400" height="300">${text()}</pattern>`],
  ['marker that nothing uses', `<marker id="m">${text()}</marker>`],
  ['mask that nothing uses', `<mask id="m">${text()}</mask>`],
  ['outline that cuts nothing', `<clipPath id="c">${text()}</clipPath>`],
  ['use of nothing', `<use href="#nothing">${text()}</use>`],
  ['required feature', text('requiredFeatures="http://www.w3.org/Nothing"')],
  ['required extension', text('requiredExtensions="http://example.com/none"')],
  ['another language', text('systemLanguage="xx"')],
  ['second choice of a switch', `<switch><text x="20" y="30">one</text>${text()}</switch>`],
  ['choice of a switch', `<switch>${text('systemLanguage="xx"')}<text x="20" y="30">one</text></switch>`],
  ['in HTML without a place', `<foreignObject>${html(word)}</foreignObject>`],
  ['in HTML too small for it', `<foreignObject width="200" height="1">${html(word)}</foreignObject>`],
  ...[
    'display:none',
    'visibility:hidden',
    'opacity:0',
    'font-size:0',
    'color:transparent',
    'position:absolute;left:-99px',
    'transform:scale(0)',
    'clip-path:inset(50%)',
    'max-height:0;overflow:hidden',
    'display/**/ : none',
    'disp\\6cay:none',
  ].flatMap((style): [string, string][] => [
    [
      `in HTML of style ${style}`,
      `<foreignObject width="200" height="90">${html(`<p style="${style}">${word}</p>`)}</foreignObject>`,
    ],
    [
      `in HTML of a class of style ${style}`,
      `<style>p.x:not(.y), .z > .x { ${style} }</style><foreignObject width="200" height="90">${html(`<p class="x w">${word}</p>`)}</foreignObject>`,
    ],
  ]),
  [
    'in HTML inside a hidden group',
    `<g display="none"><foreignObject width="200" height="90">${html(word)}</foreignObject></g>`,
  ],
  [
    'in HTML as white as its ground',
    `<foreignObject width="200" height="90">${html(`<p style="color:#fff">${word}</p>`)}</foreignObject>`,
  ],
  ['in hidden HTML', `<foreignObject width="200" height="90">${html(`<p hidden="">${word}</p>`)}</foreignObject>`],
  ['a script in HTML', `<foreignObject width="9" height="9">${html(`<script>${word}</script>`)}</foreignObject>`],
  ['a path that is not there', text('', `<textPath href="#nothing">${word}</textPath>`)],
  ['an outline without a length', `<path id="l" d="M0 0"/>${text('', `<textPath href="#l">${word}</textPath>`)}`],
];

/** Letters that have a position in the picture and leave nothing there. */
const unseen: readonly Hiding[] = [
  ['visibility', text('visibility="hidden"')],
  ['visibility of a piece', text('', `one <tspan visibility="collapse">${word}</tspan> two`)],
  ['visibility by a style sheet', `<style>g > * { visibility: hidden }</style><g>${text()}</g>`],
  ['no opacity', `<g opacity="0">${text()}</g>`],
  ['hardly any opacity', `<g opacity="0.004">${text()}</g>`],
  ['opacity above opacity', `<g opacity=".2"><g opacity=".2">${text('opacity=".5"')}</g></g>`],
  ['opacity of the fill', text('fill-opacity="0"')],
  ['no fill', text('fill="none"')],
  ['no fill of a piece', text('', `one <tspan style="fill:none">${word}</tspan>`)],
  ['a transparent fill', text('fill="transparent"')],
  ['a fill without alpha, by function', text('fill="rgba(0,0,0,0)"')],
  ['a fill without alpha, by number', text('fill="#0000"')],
  ['a fill that is not there', text('fill="url(#nothing)"')],
  ['a gradient without stops', `<linearGradient id="g"/>${text('fill="url(#g)"')}`],
  [
    'a gradient of nothing',
    `<linearGradient id="g"><stop stop-opacity="0"/></linearGradient>${text('fill="url(#g)"')}`,
  ],
  ['a stroke of no width', text('fill="none" stroke="red" stroke-width="0"')],
  ['the colour of the ground', text('fill="#fff"')],
  ['nearly the colour of the ground', text('fill="#fdfdfd"')],
  ['the colour of a shape behind', `<rect width="300" height="90" fill="#135"/>${text('fill="#135"')}`],
  ['the colour by a variable', `<style>text.v{fill:white}</style>${text('class="v" fill="black"')}`],
  ['no size', text('font-size="0"')],
  ['tiny letters', text('font-size="0.4px"')],
  ['letters made tiny', `<g transform="translate(20 20) scale(.01)">${text()}</g>`],
  ['letters made flat', `<g transform="scale(1 0)">${text()}</g>`],
  ['letters without a size', `<g transform="scale(0)">${text()}</g>`],
  ['letters skewed flat', `<g transform="matrix(1 0 1 0 0 0)">${text()}</g>`],
  ['right of the canvas', text('', word, 'x="9999" y="60"')],
  ['above the canvas', text('', word, 'x="20" y="-20"')],
  ['before the canvas, by its anchor', text('text-anchor="end"', word, 'x="0" y="60"')],
  ['beyond the view box', text('', word, 'x="20" y="600"'), 'width="400" height="300" viewBox="0 0 400 300"'],
  [
    'outside of what fills the view',
    text('', word, 'x="20" y="-40"'),
    'width="400" height="300" viewBox="0 -300 400 600" preserveAspectRatio="xMidYMax slice"',
  ],
  ['moved off the canvas', `<g transform="translate(0, -9999)">${text()}</g>`],
  ['the end of a line beyond the canvas', text('', `one <tspan x="500">${word}</tspan>`)],
  ['a piece moved away', text('', `one <tspan dy="-9999">${word}</tspan>`)],
  ['letters each moved away', text('', word, 'x="20 999 999 999 999 999" y="60"')],
  ['in a drawing in a drawing, cut', `<svg width="10" height="10">${text()}</svg>`],
  ['cut away', `<clipPath id="c"><rect width="9" height="9"/></clipPath>${text('clip-path="url(#c)"')}`],
  ['cut by nothing', `<clipPath id="c"/>${text('clip-path="url(#c)"')}`],
  ['masked', `<mask id="m"><rect width="400" height="300" fill="black"/></mask>${text('mask="url(#m)"')}`],
  ['masked by a style', `<mask id="m"/>${text('style="mask: url(#m)"')}`],
  ['filtered away', `<filter id="f"><feFlood flood-opacity="0"/></filter>${text('filter="url(#f)"')}`],
  ['moved by a filter', `<filter id="f"><feOffset dx="999"/></filter>${text('filter="url(#f)"')}`],
  [
    'blurred away',
    `<filter id="f" x="-9" y="-9" width="19" height="19"><feGaussianBlur stdDeviation="300"/></filter>${text('filter="url(#f)"')}`,
  ],
  ['covered', `${text()}<rect width="400" height="200" fill="#eee"/>`],
  [
    'covered by a picture',
    `${text('', word, 'x="20" y="60" font-size="12"')}<image width="400" height="200" href="data:image/svg+xml;base64,${btoa('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" fill="#abc"/></svg>')}"/>`,
  ],
  ['all but a letter covered', `${text('font-size="40"')}<rect x="45" width="400" height="200" fill="#eee"/>`],
  ['in definitions that are used out of sight', `<defs>${text('id="a"')}</defs><use href="#a" y="9999"/>`],
  [
    'an animation that ends in sight',
    text(
      'opacity="0"',
      `${word}<set attributeName="opacity" to="1"/><animate attributeName="opacity" to="1" dur="1s"/>`,
    ),
  ],
];

export const hidingPlaces: readonly Hiding[] = [...besides, ...undrawn, ...unseen];
