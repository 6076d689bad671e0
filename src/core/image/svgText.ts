/** What an SVG draws, as text for the model: the words and the simple shapes that are seen, and nothing else of the file. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import {
  type Box,
  colorOf,
  identity,
  isShape,
  type Matrix,
  meets,
  moved,
  multiply,
  numbersOf,
  rounded,
  scaleOf,
  shapeOf,
  transformOf,
} from './svg/geometry';
import { type Attributes, finite, hidingRules, isUnseen, type Paint, paintOf, plainPaint, styleOf } from './svg/style';

/** Characters of the result; more is of more cost than help. */
const longest = 24_000;
/** A larger file is not read: what is in it is drawn outlines or embedded pictures, and reading would be felt. */
const largestSource = 200_000;
/** Drawings are nested a few deep. Each level costs time in the parser. */
const deepest = 100;
/** Letters that would be lower than this in a picture of 1,024 pixels are not to be read. */
const leastLetter = 3;

const svgNamespace = 'http://www.w3.org/2000/svg';
const htmlNamespace = 'http://www.w3.org/1999/xhtml';
const groups = new Set(['svg', 'g', 'a', 'switch', 'foreignObject']);
const texts = new Set(['text', 'tspan', 'textPath']);
const htmlTexts = new Set([
  'body',
  'div',
  'span',
  'p',
  'b',
  'i',
  'em',
  'strong',
  'code',
  'label',
  'br',
  'ul',
  'ol',
  'li',
]);

interface Level {
  readonly paint: Paint;
  readonly matrix: Matrix;
  /** Words that stand here are drawn. */
  readonly words: boolean;
  /** Of a `switch`: one of its children was taken. */
  chosen: boolean;
  readonly isSwitch: boolean;
}

interface Words {
  /** Pixels of the canvas. */
  readonly at: readonly [number, number];
  text: string;
}

/**
 * The words and shapes that the drawing shows, as a small SVG of its own in the canvas's coordinates; undefined when there are
 * none, when the file is not well-formed, or is too large. Only elements and attributes that are known pass, and these
 * only as numbers, colours and drawn words: no comments, titles, addresses, names or embedded data, nothing that is hidden
 * or off the canvas. Takes time linear in the source.
 */
export function svgSourceText(bytes: Uint8Array): string | undefined {
  if (bytes.length > largestSource) {
    return undefined;
  }
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new Reader().read(new TextDecoder(encoding).decode(bytes));
  } catch {
    return undefined;
  }
}

class Reader {
  private readonly levels: Level[] = [];
  /** Elements that are open inside of one that is left out. */
  private skipped = 0;
  private depth = 0;
  private sheet: string | undefined;
  private rules: ReturnType<typeof hidingRules> = [];
  private canvas: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  private words: Words | undefined;
  /** Characters of the shapes so far: when they are too many for the result, no more are looked at. */
  private shapeLength = 0;
  /** Characters of the words so far: when they are too many for the result, there is none. */
  private textLength = 0;
  private readonly lines: { readonly line: string; readonly isText: boolean }[] = [];
  private head = '';

  read(source: string): string | undefined {
    const parser = new SaxesParser({ xmlns: true, position: false });
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', (tag) => this.open(tag));
    parser.on('closetag', (tag) => this.close(tag));
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
    parser.write(source).close();
    const drawn = (list: typeof this.lines) => [this.head, ...list.map(({ line }) => line), '</svg>'].join('\n');
    const whole = drawn(this.lines);
    const result = whole.length <= longest ? whole : drawn(this.lines.filter(({ isText }) => isText));
    return this.lines.length > 0 && result.length <= longest ? result : undefined;
  }

  private open({ uri, local, attributes: all }: SaxesTagNS): void {
    if (++this.depth > deepest) {
      throw new RangeError('nested too deep');
    }
    const attributes: Record<string, string> = {};
    for (const { prefix, local: name, value } of Object.values(all)) {
      if (prefix === '') {
        attributes[name] = value;
      }
    }
    if (local === 'style' && uri === svgNamespace) {
      this.sheet = '';
    }
    const full = isShape(local) && this.shapeLength > longest;
    const level = this.skipped > 0 || full ? undefined : this.levelOf(uri, local, attributes);
    if (!level) {
      this.skipped += 1;
      return;
    }
    this.levels.push(level);
    if (isShape(local)) {
      this.shape(local, attributes, level);
    } else if (local === 'br') {
      this.text(' ');
    } else if (level.words || local === 'foreignObject') {
      this.place(local, attributes, level);
    }
  }

  private levelOf(uri: string, local: string, attributes: Attributes): Level | undefined {
    const parent = this.levels.at(-1);
    if (!parent) {
      this.canvas = canvasOf(attributes);
      this.head = `<svg viewBox="${viewBox(this.canvas)}">`;
    } else if (parent.isSwitch && parent.chosen) {
      return undefined;
    }
    const svg = uri === svgNamespace && (groups.has(local) || texts.has(local) || isShape(local));
    const html = uri === htmlNamespace && htmlTexts.has(local) && parent !== undefined;
    const paint =
      svg || html ? paintOf(styleOf(local, attributes, this.rules), parent?.paint ?? plainPaint) : undefined;
    const own = transformOf(attributes.transform);
    // A drawing in a drawing has a canvas of its own: what of it is seen is not followed.
    if (!paint || !own || (local === 'svg' && parent)) {
      return undefined;
    }
    if (parent) {
      parent.chosen = true;
    }
    const words = texts.has(local) || html;
    return {
      paint,
      matrix: multiply(parent?.matrix ?? identity, own),
      words,
      chosen: false,
      isSwitch: local === 'switch',
    };
  }

  private close({ uri, local }: SaxesTagNS): void {
    this.depth -= 1;
    if (local === 'style' && uri === svgNamespace && this.sheet !== undefined) {
      this.rules = hidingRules(this.sheet, this.rules);
      this.sheet = undefined;
    }
    if (this.skipped > 0) {
      this.skipped -= 1;
      return;
    }
    this.levels.pop();
    if (local === 'text' || local === 'foreignObject') {
      this.finishWords();
    } else if (uri === htmlNamespace) {
      this.text(' ');
    }
  }

  private text(text: string): void {
    const level = this.levels.at(-1);
    if (this.sheet !== undefined) {
      this.sheet += text;
    } else if (this.skipped === 0 && level?.words && this.words && this.isRead(level)) {
      this.words.text += text;
    }
  }

  /** Whether letters that stand here are seen, and large enough. */
  private isRead({ paint, matrix }: Level): boolean {
    const { left, top, right, bottom } = this.canvas;
    const edge = Math.max(right - left, bottom - top);
    const height = (paint.fontSize * scaleOf(matrix) * 1024) / edge;
    const painted = !isUnseen(paint.fill) || !(isUnseen(paint.stroke) || paint.strokeWidth === 0);
    return paint.visible && painted && height >= leastLetter;
  }

  /** Words begin here, or go on at another place. */
  private place(local: string, { x, y }: Attributes, { matrix }: Level): void {
    if (
      local !== 'text' &&
      local !== 'foreignObject' &&
      (x === undefined || !this.words) &&
      (y === undefined || !this.words)
    ) {
      return;
    }
    if (local === 'tspan' && x === undefined && y !== undefined && this.words) {
      this.words.text += ' ';
      return;
    }
    this.finishWords();
    const [left = 0, top = 0] = [numbersOf(x)[0], numbersOf(y)[0]];
    const { left: atX, top: atY } = moved({ left, top, right: left, bottom: top }, matrix);
    this.words = { at: [atX, atY], text: '' };
  }

  private finishWords(): void {
    const text = (this.words?.text ?? '').split(/\s/).filter(Boolean).join(' ');
    const [x = 0, y = 0] = this.words?.at ?? [];
    this.words = undefined;
    const { left, top, right, bottom } = this.canvas;
    // Words may begin beside the canvas and reach into it, or stand around their place.
    const reach = Math.min(right - left, bottom - top) / 4;
    const near = { left: left - reach, top: top - reach / 2, right: right + reach, bottom: bottom + reach / 2 };
    if (text !== '' && meets({ left: x, right: x, top: y, bottom: y }, near)) {
      const line = `<text x="${rounded(x)}" y="${rounded(y)}">${escaped(text)}</text>`;
      this.textLength += line.length;
      if (this.textLength > longest) {
        throw new RangeError('too many words');
      }
      this.lines.push({ line, isText: true });
    }
  }

  private shape(local: string, attributes: Attributes, { paint, matrix }: Level): void {
    const fill = isUnseen(paint.fill) || local === 'line' ? undefined : colorOf(paint.fill);
    const stroke = isUnseen(paint.stroke) || paint.strokeWidth === 0 ? undefined : colorOf(paint.stroke);
    const form = fill || stroke ? shapeOf(local, attributes, this.canvas) : undefined;
    const [x, y] = form?.start ?? [0, 0];
    const box = form && moved(form.box ?? { left: x, right: x, top: y, bottom: y }, matrix);
    if (!form || !box || !paint.visible || !meets(box, this.canvas)) {
      return;
    }
    const moves = matrix.some((one, index) => one !== identity[index]);
    const list = {
      ...form.attributes,
      ...(fill && { fill }),
      ...(stroke && { stroke }),
      ...(moves && { transform: `matrix(${matrix.map(rounded).join(' ')})` }),
    };
    const written = Object.entries(list).map(([name, value]) => ` ${name}="${value}"`);
    const line = `<${local}${written.join('')}/>`;
    this.shapeLength += line.length;
    this.lines.push({ line, isText: false });
  }
}

/** The part of the plane that is seen. */
function canvasOf({ viewBox: box, width, height }: Attributes): Box {
  const [left = 0, top = 0, across = 0, down = 0] = numbersOf(box);
  const [right, bottom] =
    across > 0 && down > 0 ? [left + across, top + down] : [finite(width) ?? 300, finite(height) ?? 150];
  return { left, top, right, bottom };
}

const viewBox = ({ left, top, right, bottom }: Box) => [left, top, right - left, bottom - top].map(rounded).join(' ');

/** Words as XML has them, without what would not be seen: control and direction marks. */
const escaped = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (mark === '\u200c' || mark === '\u200d' ? mark : ''))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
