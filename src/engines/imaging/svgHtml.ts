/**
 * HTML inside an SVG, as diagrams have it in their labels: the renderer draws none, so its words are written as text of
 * the drawing, in about the place where a browser shows them.
 */
import { SaxesParser } from 'saxes';
import { entitiesIn } from './svgPictures';

/** More HTML than this isn't a diagram's labels. */
const maxPieces = 2_000;
const maxCharacters = 200_000;
const maxDepth = 100;

/** Elements that begin and end a line. */
const blocks = new Set(
  'address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
/** Elements whose content isn't shown. */
const silent = new Set('script style template title head noscript textarea select option svg math'.split(' '));

/**
 * What hides text, or takes it elsewhere, in a style. Which rule of a style sheet wins isn't examined: an element that
 * any such rule may apply to is left out.
 */
const hiding =
  /(?:^|[;{])(?:display:none|visibility:(?:hidden|collapse)|opacity:(?:0|0?\.0\d?|0?\.)%?(?:[;}!]|$)|max-(?:width|height):[0.]|color:transparent|clip(?:-path)?:|text-indent:-|position:(?:absolute|fixed)|(?:transform|filter|mask|zoom|scale|content-visibility):)|\\/i;
const noSize = /[;{]font-size:[0.]/i;

/** Without comments and spaces. */
const packed = (css: string) =>
  css
    .split('/*')
    .map((part, i) => (i === 0 ? part : part.slice(`${part}*/`.indexOf('*/') + 2)))
    .join('')
    .replace(/\s/g, '');

/** As a browser has it. */
const usualSize = 16;
const lineHeight = 1.2;
/** The mean width of a character as a fraction of the font's size, by rough estimate. */
const characterWidth = 0.56;

interface Level {
  readonly isBlock: boolean;
  readonly silent: boolean;
  readonly size: number;
  readonly style: Style;
}

/** What is known about a piece of text, from the innermost element outwards. */
interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly mono?: boolean;
  readonly className?: string;
  readonly hidden?: boolean;
  readonly centered?: boolean;
  readonly right?: boolean;
  readonly middle?: boolean;
  readonly noWrap?: boolean;
}

interface Line {
  text: string;
  readonly size: number;
  readonly style: Style;
}

interface Box {
  readonly x: number;
  readonly y: number;
  width: number;
  height: number;
}

/** The drawing with each `foreignObject` as text; the bytes themselves if it has none, or is malformed. */
export function withHtmlAsText(bytes: Uint8Array): Uint8Array {
  const source = new TextDecoder().decode(bytes);
  if (!/foreignObject/.test(source)) {
    return bytes;
  }
  try {
    return new TextEncoder().encode(new Rewriting(source).result());
  } catch (error) {
    if (error instanceof Error) {
      // The renderer says what is wrong with it.
      return bytes;
    }
    throw error;
  }
}

type Attributes = ReadonlyMap<string, string>;

/** Throws for what is malformed. */
function openParser() {
  const parser = new SaxesParser({ xmlns: false, position: true } as const);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', (doctype) => {
    for (const [name, value] of entitiesIn(doctype)) {
      parser.ENTITIES[name] = value;
    }
  });
  return parser;
}

class Rewriting {
  private readonly pieces: string[] = [];
  private readonly levels: Level[] = [];
  private readonly hidden: readonly (readonly string[])[];
  private copied = 0;
  private found = 0;
  private characters = 0;
  /** The `foreignObject` being read. */
  private box: Box | undefined;
  private head = '';
  private depth = 0;
  private lines: Line[] = [];
  private isOpen = false;

  constructor(private readonly source: string) {
    this.hidden = hidingSelectorsIn(source);
    const parser = openParser();
    parser.on('opentag', ({ name, attributes: written }) => {
      const attributes: Attributes = new Map(Object.entries(written));
      this.depth += 1;
      if (this.depth > maxDepth) {
        throw new RangeError('nested too deeply');
      }
      const local = name.slice(name.indexOf(':') + 1);
      if (this.box) {
        this.enter(local, attributes);
      } else if (local === 'foreignObject') {
        this.begin(name, attributes, parser.position);
      }
    });
    parser.on('text', (text) => this.write(text));
    parser.on('cdata', (text) => this.write(text));
    parser.on('closetag', () => {
      this.depth -= 1;
      if (this.levels.length > 1) {
        const closed = this.levels.pop();
        this.isOpen &&= closed?.isBlock !== true;
      } else if (this.box) {
        this.end(parser.position);
      }
    });
    parser.write(source).close();
  }

  result(): string {
    return this.pieces.join('') + this.source.slice(this.copied);
  }

  private begin(name: string, attributes: Attributes, at: number): void {
    this.found += 1;
    if (this.found > maxPieces) {
      throw new RangeError('too much HTML');
    }
    const start = this.source.lastIndexOf('<', at - 1);
    this.pieces.push(this.source.slice(this.copied, start));
    const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((one) => {
      return Number.parseFloat(attributes.get(one) ?? '') || 0;
    });
    const isLarge = (one: string, size: number) => attributes.get(one)?.endsWith('%') === true || size >= usualSize / 2;
    const isCut =
      !/overflow\s*:\s*visible/.test(attributes.get('style') ?? '') && attributes.get('overflow') !== 'visible';
    const [isWide, isHigh] = [isLarge('width', width), isLarge('height', height)];
    const hidden = width === 0 || height === 0 || (isCut && !(isWide && isHigh));
    this.box = { x, y, width: attributes.get('width')?.endsWith('%') ? 0 : width, height };
    // Its place and what is applied to it stay; what only a browser fulfils would hide it in a `switch`.
    const kept = [...attributes].filter(([key]) =>
      /^(?:transform|style|class|id|opacity|visibility|display|clip-path|mask|filter)$/.test(key),
    );
    const prefix = name.includes(':') ? `${name.split(':')[0]}:` : '';
    this.head = `<${prefix}g${kept.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>|</${prefix}g>`;
    this.levels.push({ isBlock: true, silent: false, size: usualSize, style: hidden ? { hidden } : {} });
    this.lines = [];
    this.isOpen = false;
  }

  private enter(name: string, attributes: Attributes): void {
    const above = this.levels.at(-1) as Level;
    const css = attributes.get('style') ?? '';
    const className = attributes.get('class');
    const names = [name, ...(className ?? '').split(/\s+/).map((one) => `.${one}`), `#${attributes.get('id')}`];
    const declared = new Map(
      css
        .split(';')
        .map((one) => [one.slice(0, one.indexOf(':')).trim().toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
    );
    const value = (property: string) => declared.get(property);
    const pixels = (property: string) => Number.parseFloat(/^([\d.]+)px$/.exec(value(property) ?? '')?.[1] ?? '');
    const isBlock = blocks.has(name);
    const box = this.box as Box;
    if (isBlock) {
      // What comes after the first line is below it.
      this.box =
        this.lines.length > 0
          ? box
          : {
              x: box.x + (pixels('margin-left') || pixels('padding-left') || 0),
              y: box.y + (pixels('padding-top') || pixels('margin-top') || 0),
              width: pixels('width') || box.width,
              height: pixels('height') || box.height,
            };
      this.isOpen = false;
    } else if (name === 'br') {
      if (!this.isOpen) {
        this.lines.push({ text: '', size: above.size, style: above.style });
      }
      this.isOpen = false;
    }
    const family = value('font-family') ?? '';
    const hidden =
      above.style.hidden === true ||
      attributes.has('hidden') ||
      hiding.test(packed(css)) ||
      this.hidden.some((all) => all.every((one) => one === '*' || names.includes(one)));
    const aligned = value('text-align') ?? value('justify-content') ?? '';
    this.levels.push({
      isBlock,
      silent: above.silent || silent.has(name),
      size: sizeOf(value('font-size'), above.size),
      style: {
        ...above.style,
        ...(value('color') && { color: value('color') }),
        ...((/^(?:b|strong|th|h[1-6])$/.test(name) || /bold|[6-9]00/.test(value('font-weight') ?? '')) && {
          bold: true,
        }),
        ...((/^(?:i|em)$/.test(name) || value('font-style') === 'italic') && { italic: true }),
        ...((/^(?:code|pre|kbd|samp|tt)$/.test(name) || /mono|courier|consolas/i.test(family)) && { mono: true }),
        ...(className && { className }),
        ...(hidden && { hidden }),
        ...(aligned && { centered: /center/.test(aligned), right: /right|end/.test(aligned) }),
        ...(name === 'center' && { centered: true }),
        ...(/center/.test(value('align-items') ?? '') && { middle: true }),
        ...(/nowrap|pre\b/.test(value('white-space') ?? '') && { noWrap: true }),
      },
    });
  }

  private write(text: string): void {
    const level = this.levels.at(-1);
    if (!this.box || !level || level.silent) {
      return;
    }
    this.characters += text.length;
    if (this.characters > maxCharacters) {
      throw new RangeError('too much HTML');
    }
    const plain = text.replace(/\s+/g, ' ');
    const line = this.lines.at(-1);
    const isSame = line?.style.hidden === level.style.hidden && line?.size === level.size;
    if (line && this.isOpen && isSame) {
      line.text += plain;
    } else if (plain.trim() !== '') {
      this.lines.push({ text: plain.trimStart(), size: level.size, style: level.style });
      this.isOpen = true;
    }
  }

  private end(at: number): void {
    this.levels.pop();
    const box = this.box as Box;
    const lines = this.lines.flatMap((line) => wrapped(line, box.width));
    const high = lines.reduce((sum, { size }) => sum + size * lineHeight, 0);
    const middle = lines.some(({ style }) => style.middle);
    let y = middle ? box.y + (box.height > high ? (box.height - high) / 2 : box.height <= 1 ? -high / 2 : 0) : box.y;
    const texts = lines.map((line) => {
      const { size } = line;
      y += size * lineHeight;
      return textElement(line, box, y - size * 0.3);
    });
    const [open = '', close = ''] = this.head.split('|');
    this.pieces.push(open + texts.join('') + close);
    this.copied = at;
    this.box = undefined;
    this.isOpen = false;
  }
}

function sizeOf(written: string | undefined, above: number): number {
  if (written !== undefined && /^[0.]+$/.test(written)) {
    return 0;
  }
  const [, number = '', unit = ''] = /^([\d.]{1,10})(px|pt|em|rem|%)$/.exec(written ?? '') ?? [];
  const scale = { px: 1, pt: 4 / 3, em: above, rem: usualSize, '%': above / 100 }[unit];
  return scale === undefined ? above : Number(number) * scale;
}

/** The words in lines that are about as long as the box is wide. A box that only holds a place doesn't wrap them. */
function wrapped(line: Line, width: number): Line[] {
  const most = Math.floor(width / (line.size * characterWidth * 0.9));
  if (line.style.noWrap || most < 3) {
    return [line];
  }
  const lines: Line[] = [];
  for (const word of line.text.trim().split(' ')) {
    const last = lines.at(-1);
    if (last && last.text.length + 1 + word.length <= most) {
      last.text += ` ${word}`;
    } else {
      lines.push({ ...line, text: word });
    }
  }
  return lines;
}

function textElement({ text, size, style }: Line, { x, width }: Box, y: number): string {
  const { color, bold, italic, mono, className, centered, right } = style;
  const attributes = {
    x: x + (centered ? width / 2 : right ? width : 0),
    y,
    'font-size': size,
    'font-family': mono ? 'monospace' : 'sans-serif',
    fill: 'currentColor',
    ...(centered ? { 'text-anchor': 'middle' } : right ? { 'text-anchor': 'end' } : {}),
    ...(color && { color }),
    // It's counted among the words that aren't sent.
    ...((style.hidden || size === 0) && { display: 'none' }),
    ...(bold && { 'font-weight': 'bold' }),
    ...(italic && { 'font-style': 'italic' }),
    ...(className && { class: className }),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  return text.trim() === '' ? '' : `<text${written.join('')}>${escaped(text.trim())}</text>`;
}

/** What an element has to be for a rule that hides it: names of elements, classes, and IDs. */
function hidingSelectorsIn(source: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const sheet of sheetsIn(source)) {
    for (const rule of sheet.split('}')) {
      const at = rule.lastIndexOf('{');
      const declarations = rule.slice(at);
      if (at >= 0 && (hiding.test(packed(declarations)) || noSize.test(packed(declarations)))) {
        for (const selector of rule.slice(rule.lastIndexOf('{', at - 1) + 1, at).split(',')) {
          const last =
            selector
              .trim()
              .split(/[\s>+~]+/)
              .at(-1) ?? '';
          found.push(last.replace(/[:[].*/, '').match(/[.#]?[\w-]+|\*/g) ?? ['*']);
        }
      }
    }
  }
  return found;
}

function sheetsIn(source: string): readonly string[] {
  const sheets: string[] = [];
  const open: boolean[] = [];
  const parser = openParser();
  parser.on('opentag', ({ name }) => open.push(/(?:^|:)style$/.test(name)));
  parser.on('closetag', () => open.pop());
  for (const event of ['text', 'cdata'] as const) {
    parser.on(event, (text) => {
      if (open.at(-1)) {
        sheets.push(text);
      }
    });
  }
  parser.write(source).close();
  return sheets;
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
