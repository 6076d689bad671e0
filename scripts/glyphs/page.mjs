// @ts-check
// One page of text in random colors, sizes, and decorations, drawn by Chromium.
import { characters } from './characters.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./text.mjs').Token} Token */
/** @typedef {Awaited<ReturnType<typeof import('../tools/codeFonts.mjs').ensureCodeFonts>>[number]} Family */
/** @typedef {{ readonly text: string, readonly css: string, readonly icon?: string }} Span */

/**
 * How a page looks.
 * @typedef {object} Look
 * @property {number} size of the font, in CSS pixels
 * @property {number} scale device pixels for each CSS pixel
 * @property {number} lineHeight
 * @property {number} columns
 * @property {number} rows
 * @property {boolean} ligatures
 */

/** @param {Random} random @returns {Look} */
export function makeLook(random) {
  const scale = random.weighted([
    [46, 1],
    [7, 1.25],
    [10, 1.5],
    [31, 2],
    [6, 3],
  ]);
  const size = random.weighted([
    [4, 8],
    [4, 9],
    [7, 10],
    [10, 11],
    [18, 12],
    [18, 13],
    [16, 14],
    [8, 15],
    [9, 16],
    [9, random.whole(17, 22)],
    [4, random.whole(23, 32)],
  ]);
  const lineHeight = Math.round(size * random.between(1.15, 1.7));
  return {
    size,
    scale,
    lineHeight,
    columns: limit(1300 / (size * 0.6 * scale), 20, 72),
    rows: limit(620 / (lineHeight * scale), 5, 26),
    ligatures: random.chance(0.5),
  };
}

/** @param {number} value @param {number} low @param {number} high */
function limit(value, low, high) {
  return Math.floor(Math.min(high, Math.max(low, value)));
}

/**
 * Everything that the browser draws.
 * @param {Random} random @param {Look} look @param {Family} family @param {string} fallback a file with all the signs
 * @param {readonly (readonly Token[])[]} text
 */
export function makePage(random, look, family, fallback, text) {
  const isDark = random.chance(0.6);
  const hue = random.between(0, 360);
  const ground = isDark
    ? hsl(hue, random.between(0, 40), random.chance(0.15) ? 0 : random.between(4, 24))
    : hsl(hue, random.between(0, 50), random.chance(0.3) ? 100 : random.between(86, 100));
  const ink = () =>
    isDark
      ? hsl(random.between(0, 360), random.between(0, 100), random.between(50, 100))
      : hsl(random.between(0, 360), random.between(0, 100), random.between(0, 48));
  const isPlain = random.chance(0.15);
  const main = ink();
  const faint = isDark ? hsl(hue, 15, random.between(35, 60)) : hsl(hue, 15, random.between(45, 70));
  const palette = Array.from({ length: random.whole(2, 7) }, ink);
  const style = random.whole(0, 3);
  /** @type {Record<Token['kind'], () => string>} */
  const looks = {
    word: () => `color:${random.chance(0.5) ? main : random.pick(palette)}${emphasis(random, style)}`,
    number: () => `color:${palette[0]}`,
    string: () => `color:${palette[1]}`,
    operator: () => `color:${random.chance(0.6) ? main : random.pick(palette)}`,
    comment: () => `color:${random.chance(0.7) ? faint : main}${style % 2 === 1 ? ';font-style:italic' : ''}`,
    space: () => '',
    icon: () => `color:${random.pick(palette)}`,
  };
  const decorated = random.chance(0.5) ? random.between(0.01, 0.08) : 0;
  const lines = text.map((line) => {
    const back = random.chance(0.06) ? `background:${tint(random, isDark)}` : '';
    const border = random.chance(0.03) ? `;outline:1px solid ${faint};outline-offset:-1px` : '';
    const spans = line.map((token) =>
      span(random, token, isPlain ? `color:${main}` : looks[token.kind](), decorated, isDark),
    );
    return { css: back + border, spans };
  });
  const guides = random.chance(0.35) ? random.pick([2, 4]) : 0;
  const files = pickFiles(random, family);
  return {
    lines,
    ground,
    main,
    guides: guides === 0 ? [] : text.flatMap((line, row) => guidesOf(line, row, guides)),
    guideColor: tint(random, isDark),
    size: look.size,
    lineHeight: look.lineHeight,
    spacing: random.chance(0.12) ? random.pick([-0.5, -0.25, 0.25, 0.5, 1]) : 0,
    left: random.between(4, 20),
    features: features(random, look.ligatures),
    weight: files.weight,
    faces: [...files.faces, { name: 'F', file: fallback, weight: 400, style: 'normal' }],
    characters: characters.filter((character) => character.trim() !== ''),
  };
}

/** @param {Random} random @param {Token} token @param {string} css @param {number} decorated @param {boolean} isDark @returns {Span} */
function span(random, token, css, decorated, isDark) {
  if (token.kind === 'icon') {
    // Powerline and developers' icons, or what VS Code draws.
    const [from, to] = random.pick([
      [0xe0a0, 0xe0d4],
      [0xe700, 0xe7c5],
      [0xf000, 0xf2e0],
      [0xea60, 0xebff],
    ]);
    return { text: token.text, css, icon: String.fromCharCode(random.whole(from ?? 0, to ?? 0)) };
  }
  if (token.kind === 'space' || !random.chance(decorated)) {
    return { text: token.text, css };
  }
  const hue = hsl(random.between(0, 360), 80, isDark ? 65 : 45);
  const extra = random.weighted([
    [3, `text-decoration:underline ${random.chance(0.5) ? hue : ''}`],
    [3, `text-decoration:underline wavy ${hue};text-decoration-skip-ink:none`],
    [1, `text-decoration:underline dotted ${hue}`],
    [1, `text-decoration:line-through ${hue}`],
    [4, `background:${tint(random, isDark)}`],
    [1, `box-shadow:inset 0 0 0 1px ${hue}`],
    [1, `border-left:2px solid ${hue};margin-left:-2px`],
    [1, `border-bottom:1px solid ${hue}`],
  ]);
  return { text: token.text, css: `${css};${extra}` };
}

/** @param {Random} random @param {number} style */
function emphasis(random, style) {
  return `${random.chance(style === 2 ? 0.3 : 0.05) ? ';font-weight:700' : ''}${random.chance(style === 3 ? 0.3 : 0.04) ? ';font-style:italic' : ''}`;
}

/** A background close to the page's own. @param {Random} random @param {boolean} isDark */
function tint(random, isDark) {
  return hsl(random.between(0, 360), random.between(0, 70), isDark ? random.between(14, 32) : random.between(78, 95));
}

/** @param {number} hue @param {number} saturation @param {number} light */
function hsl(hue, saturation, light) {
  return `hsl(${hue.toFixed(0)},${saturation.toFixed(0)}%,${light.toFixed(0)}%)`;
}

/** Where the lines for the indentation are. @param {readonly Token[]} line @param {number} row @param {number} step */
function guidesOf(line, row, step) {
  const indent = line[0]?.kind === 'space' ? line[0].text.length : 0;
  return Array.from({ length: Math.ceil(indent / step) }, (_, i) => ({ row, column: i * step }));
}

/** Ligatures, and other forms of a letter or the zero. @param {Random} random @param {boolean} ligatures */
function features(random, ligatures) {
  const others = random.chance(0.25)
    ? Array.from({ length: random.whole(1, 3) }, () =>
        random.pick([
          '"zero"',
          '"ss01"',
          '"ss02"',
          '"ss03"',
          '"ss04"',
          '"ss05"',
          '"cv01"',
          '"cv02"',
          '"cv05"',
          '"cv06"',
          '"cv14"',
        ]),
      )
    : [];
  return [...(ligatures ? ['"liga"', '"calt"', '"dlig" 0'] : ['"liga" 0', '"calt" 0', '"clig" 0']), ...others].join(
    ',',
  );
}

/** @param {Random} random @param {Family} family */
function pickFiles(random, family) {
  const wanted = random.weighted([
    [65, 400],
    [12, 500],
    [8, 300],
    [8, 600],
    [7, 700],
  ]);
  const nearest = (/** @type {number} */ weight, /** @type {string} */ style) =>
    family.files
      .filter((file) => file.style === style)
      .sort((one, other) => Math.abs(one.weight - weight) - Math.abs(other.weight - weight))[0];
  const regular = nearest(wanted, 'normal');
  const bold = nearest(Math.min(800, Math.max(700, wanted + 200)), 'normal');
  const italic = nearest(wanted, 'italic');
  const face = (/** @type {typeof regular} */ file, /** @type {number} */ weight, /** @type {string} */ style) =>
    file === undefined || (weight === 700 && file.weight < 500) ? [] : [{ name: 'T', file: file.file, weight, style }];
  return {
    weight: 400,
    faces: [...face(regular, 400, 'normal'), ...face(bold, 700, 'normal'), ...face(italic, 400, 'italic')],
  };
}

/**
 * Runs in the browser: draws, and says where. A line's text is on a grid from `left` on, in CSS pixels.
 * @param {ReturnType<typeof makePage>} page
 */
export async function drawInBrowser(page) {
  const faces = page.faces.map(
    ({ name, file, weight, style }) =>
      `@font-face{font-family:${name};src:url("/font?${encodeURIComponent(file)}");font-weight:${weight};font-style:${style}}`,
  );
  const style = document.createElement('style');
  style.textContent = `${faces.join('')}
@font-face{font-family:N;src:url("/icons/0")} @font-face{font-family:C;src:url("/icons/1")}
html,body{margin:0;background:${page.ground}}
#page{position:relative;display:inline-block;overflow:hidden;color:${page.main};font:${page.weight} ${page.size}px/${page.lineHeight}px T;font-feature-settings:${page.features};letter-spacing:${page.spacing}px}
.line{position:absolute;left:0;width:100%;height:${page.lineHeight}px;white-space:pre;padding-left:${page.left}px;box-sizing:border-box}
.other{display:inline-block;text-align:center;line-height:0;letter-spacing:0;font-feature-settings:normal;font-family:F}
.guide{position:absolute;width:1px;height:${page.lineHeight}px;background:${page.guideColor}}`;
  document.head.replaceChildren(style);
  const root = document.createElement('div');
  root.id = 'page';
  document.body.replaceChildren(root);
  await Promise.all([
    document.fonts.load('16px T'),
    document.fonts.load('bold 16px T'),
    document.fonts.load('italic 16px T'),
    document.fonts.load('16px F'),
  ]);
  const probe = document.createElement('span');
  probe.textContent = '0'.repeat(100);
  probe.style.whiteSpace = 'pre';
  root.append(probe);
  const pitch = probe.getBoundingClientRect().width / 100;
  probe.remove();
  const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  canvas.font = '100px F';
  const otherSize = (100 * (pitch - page.spacing)) / canvas.measureText('0').width;
  canvas.font = `${page.weight} 100px T, serif`;
  const own = canvas.measureText('0').width;
  const isOwn = new Set(
    page.characters.filter((character) => Math.abs(canvas.measureText(character).width - own) < 0.5),
  );
  const xHeight = (canvas.measureText('x').actualBoundingBoxAscent / 100) * page.size;
  let icons = false;
  for (const [row, { css, spans }] of page.lines.entries()) {
    const line = document.createElement('div');
    line.className = 'line';
    line.style.cssText = `top:${row * page.lineHeight}px;${css}`;
    for (const span of spans) {
      const element = document.createElement('span');
      element.style.cssText = span.css;
      if (span.icon) {
        icons = true;
        element.className = 'other';
        element.style.width = `${pitch * span.text.length}px`;
        element.style.fontFamily = span.icon >= '\uea60' && span.icon <= '\uebff' ? 'C' : 'N';
        element.style.fontSize = `${page.size}px`;
        element.textContent = span.icon;
      } else {
        let plain = '';
        for (const character of span.text) {
          if (character === ' ' || isOwn.has(character)) {
            plain += character;
            continue;
          }
          const other = document.createElement('span');
          other.className = 'other';
          other.style.width = `${pitch}px`;
          other.style.fontSize = `${otherSize}px`;
          other.textContent = character;
          element.append(plain, other);
          plain = '';
        }
        element.append(plain);
      }
      line.append(element);
    }
    root.append(line);
  }
  for (const { row, column } of page.guides) {
    const guide = document.createElement('div');
    guide.className = 'guide';
    guide.style.cssText = `left:${Math.round(page.left + column * pitch)}px;top:${row * page.lineHeight}px`;
    root.append(guide);
  }
  const columns = Math.max(...page.lines.map(({ spans }) => spans.reduce((sum, { text }) => sum + text.length, 0)), 1);
  root.style.width = `${Math.ceil(page.left + (columns + 1) * pitch)}px`;
  root.style.height = `${page.lines.length * page.lineHeight}px`;
  const mark = document.createElement('span');
  mark.style.cssText = 'display:inline-block;width:0;height:0';
  const first = /** @type {HTMLElement} */ (root.querySelector('.line'));
  first.prepend(mark);
  const baseline = mark.getBoundingClientRect().bottom;
  mark.remove();
  if (icons) {
    await Promise.all([document.fonts.load('16px N'), document.fonts.load('16px C')]);
  }
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  // A family whose styles have different widths isn't on the grid.
  const widths = [...root.querySelectorAll('.line')].map((line, row) => {
    const cells = page.lines[row]?.spans.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
    const right = Math.max(page.left, ...[...line.children].map((child) => child.getBoundingClientRect().right));
    return Math.abs(right - page.left - cells * pitch);
  });
  const box = root.getBoundingClientRect();
  return {
    pitch,
    baseline,
    xHeight,
    isOnGrid: widths.map((width) => width < 0.06 * pitch + 0.5),
    width: box.width,
    height: box.height,
  };
}
