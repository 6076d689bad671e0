/** The words in an SVG, each in a place where it can be marked or hidden without moving any other. */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { bounds } from '../../core/bounds';
import { entitiesIn } from './svgPictures';

/** Words that are examined as one: nearly always a single word. */
export interface Unit {
  readonly text: string;
  readonly words: number;
  /** Units with the same number are on one line. */
  readonly line: number;
  /** There is whitespace between this and the previous one. */
  readonly apart: boolean;
}

export interface MarkedDrawing {
  readonly units: readonly Unit[];
  /** Words in places where the renderer draws none: in HTML inside the drawing. */
  readonly otherWords: number;
  /**
   * The drawing with the style that `styleOf` returns for a unit's index applied to that unit. Comments, instructions,
   * and the document type are left out.
   */
  write(styleOf: (index: number) => string | undefined): string;
}

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Inside these, in a `text`, letters are drawn. */
const lettered = new Set(['text', 'tspan', 'textPath', 'a']);
/** The text in these is about the drawing, or for a program. */
const silent = new Set(['title', 'desc', 'metadata', 'style', 'script']);
/** Drawings are nested a few levels deep. Each level costs time in the parser. */
const deepest = 100;
/**
 * Letters of a `text` times its units: the renderer shapes the whole text for each of them (100,000 take 0.1 s,
 * measured 2026-11-29). Beyond that, a unit has several words.
 */
const shapedLetters = 60_000;

/** A piece of the drawing as written, or the parts of a unit. */
type Piece = string | Tag | Letters;

/** An opening tag, without its style and its end. */
interface Tag {
  readonly head: string;
  readonly style: string | undefined;
  /** The renderer fits all letters that are directly in the element to a length. */
  readonly fits: boolean;
}

interface Letters {
  readonly letters: string;
  readonly line: number;
  readonly prefix: string;
  readonly text: TextSize;
}

interface TextSize {
  letters: number;
  words: number;
}

/**
 * What the renderer makes of an element: the characters of its outline, by rough estimate, and what is drawn through
 * it.
 */
interface Weight {
  own: number;
  readonly inner: Weight[];
  readonly target: string | undefined;
  whole?: number;
}

/**
 * Units are words, each wrapped in an element of its own; with `elements`, they are all the letters in an element,
 * which needs no wrapper: an additional element can change what is drawn. Throws if the drawing is malformed, is nested
 * deeper than any honest one, or becomes larger than `bounds.svgOutlines` when everything it uses is expanded.
 */
export function markWords(source: string, elements = false): MarkedDrawing {
  const { pieces, otherWords, sheet } = new Reader(source);
  if (/\[\s*style/i.test(sheet)) {
    throw new RangeError('the style sheet asks for styles');
  }
  // One that no style sheet mentions.
  const around = /tspan/.test(sheet) ? 'a' : 'tspan';
  const units: Unit[] = [];
  const marks: ((style: string | undefined) => string)[] = [];
  let gap = '';
  let apart = false;
  let line = -1;
  const add = (text: string, mark: (style: string | undefined) => string) => {
    const before = gap;
    units.push({ text: text.split(/\s+/).filter(Boolean).join(' '), words: wordsIn(text), line, apart });
    marks.push((style) => before + mark(style));
    gap = '';
    apart = false;
  };
  for (const [at, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      gap += piece;
      continue;
    }
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    if ('head' in piece) {
      const isHeld = typeof after === 'object' && 'letters' in after && isOwn(piece, after, pieces[at + 2], elements);
      gap += isHeld ? '' : opening(piece);
      continue;
    }
    const { letters, prefix, text } = piece;
    apart = apart || piece.line !== line || /^\s/.test(letters);
    line = piece.line;
    if (typeof before === 'object' && 'head' in before && isOwn(before, piece, after, elements)) {
      add(letters, (style) => opening(before, style) + escaped(letters));
    } else {
      const name = `${prefix}${around}`;
      const most = Math.max(1, Math.floor(shapedLetters / Math.max(1, text.letters)));
      let end = 0;
      for (const { start, stop } of runsOf(letters, elements ? text.words : Math.ceil(text.words / most))) {
        gap += escaped(letters.slice(end, start));
        apart = apart || (end > 0 && start > end);
        const raw = letters.slice(start, stop);
        add(raw, (style) => `<${name}${style ? ` style="${style}"` : ''}>${escaped(raw)}</${name}>`);
        end = stop;
      }
      gap += escaped(letters.slice(end));
    }
    apart = apart || /\s$/.test(letters);
  }
  return {
    units,
    otherWords,
    write: (styleOf) => marks.map((mark, index) => mark(styleOf(index))).join('') + gap,
  };
}

/** Whether the renderer can be asked for a drawing as outlines: it expands every use. */
export function hasOutlines(svg: Uint8Array): boolean {
  try {
    return svg.length <= bounds.svgSourceBytes && new Reader(new TextDecoder().decode(svg)).pieces.length > 0;
  } catch {
    return false;
  }
}

/** Whether letters are all that an element contains, and are examined as one. */
function isOwn({ fits }: Tag, { letters }: Letters, after: Piece | undefined, elements: boolean): boolean {
  const words = wordsIn(letters);
  return typeof after === 'string' && words > 0 && (words === 1 || fits || elements);
}

const opening = ({ head, style = '' }: Tag, more = '') => {
  const both = [escaped(style), more].filter(Boolean).join(';');
  return `${head}${both ? ` style="${both}"` : ''}>`;
};

/** Where each run of this many words begins and ends. */
function* runsOf(letters: string, together: number) {
  let [start, stop, words] = [0, 0, 0];
  for (const { 0: word, index } of letters.matchAll(/\S+/g)) {
    start = words === 0 ? index : start;
    stop = index + word.length;
    words += 1;
    if (words === together) {
      yield { start, stop };
      words = 0;
    }
  }
  if (words > 0) {
    yield { start, stop };
  }
}

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;

class Reader {
  readonly pieces: Piece[] = [];
  otherWords = 0;
  sheet = '';
  private readonly open: SaxesTagNS[] = [];
  private readonly weights: Weight[] = [];
  private readonly named = new Map<string, Weight>();
  /** The open `text`, as long as nothing is open in it that draws no letters. */
  private text: TextSize | undefined;
  /** How many elements are open inside one that draws none. */
  private muted = 0;
  private line = 0;
  private elements = 0;
  private markers = 0;

  constructor(source: string) {
    const parser = new SaxesParser({ xmlns: true, position: false });
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('doctype', (doctype) => {
      for (const [name, value] of entitiesIn(doctype)) {
        // The namespace URIs, as some editors write them.
        parser.ENTITIES[name] = value.slice(0, bounds.nameLength);
      }
    });
    parser.on('opentag', (tag) => this.opened(tag));
    parser.on('closetag', (tag) => this.closed(tag));
    parser.on('text', (text) => this.read(text));
    parser.on('cdata', (text) => this.read(text));
    parser.write(source).close();
    const mid = /marker(?:-mid)?\s*[=:]/.test(source);
    // A marker is drawn at the end of every line, or at each of its points; a point takes at least two characters.
    const ends = mid ? source.length / 2 : 2 * this.elements;
    const [root] = this.weights;
    if ((root ? wholeOf(root, this.named) : 0) + this.markers * ends > bounds.svgOutlines) {
      throw new RangeError('the drawing becomes too large');
    }
  }

  private opened(tag: SaxesTagNS): void {
    const { name, attributes, local, uri } = tag;
    if (this.open.length >= deepest) {
      throw new RangeError('nested too deep');
    }
    const all = Object.values(attributes);
    this.weigh(local, all);
    this.open.push(tag);
    const style = all.find((one) => one.name === 'style');
    const head = `<${name}${all
      .filter((one) => one !== style)
      .map((one) => ` ${one.name}="${escaped(one.value)}"`)
      .join('')}`;
    this.pieces.push({ head, style: style?.value, fits: all.some((one) => one.name === 'textLength') });
    const draws = uri === svgNamespace && lettered.has(local);
    if (this.text === undefined && draws && local === 'text') {
      this.text = { letters: 0, words: 0 };
      this.line += 1;
    } else if (this.text && (this.muted > 0 || !draws)) {
      this.muted += 1;
    } else if (this.text && all.some((one) => one.name === 'x' || one.name === 'y')) {
      this.line += 1;
    }
  }

  private weigh(local: string, attributes: readonly SaxesAttributeNS[]): void {
    const attribute = (...names: string[]) => attributes.find((one) => names.includes(one.local))?.value;
    const href = local === 'use' ? attribute('href') : undefined;
    const outline = attribute('d', 'points')?.length ?? 0;
    const weight: Weight = { own: 150 + 4 * outline, inner: [], target: href?.trim().replace(/^#/, '') };
    const id = attribute('id');
    if (id !== undefined && !this.named.has(id)) {
      this.named.set(id, weight);
    }
    this.weights.at(-1)?.inner.push(weight);
    this.weights.push(weight);
    this.elements += 1;
  }

  private closed({ name, local }: SaxesTagNS): void {
    this.pieces.push(`</${name}>`);
    this.open.pop();
    const weight = this.weights.at(-1);
    if (weight && local === 'marker') {
      this.markers += wholeOf(weight, this.named);
    }
    if (this.weights.length > 1) {
      this.weights.pop();
    }
    if (this.muted > 0) {
      this.muted -= 1;
    } else if (!this.open.some(isText)) {
      this.text = undefined;
    }
  }

  private read(letters: string): void {
    const parent = this.open.at(-1);
    if (!parent) {
      return;
    }
    if (this.text && this.muted === 0) {
      const weight = this.weights.at(-1);
      if (weight) {
        weight.own += 400 * letters.length;
      }
      this.text.letters += letters.length;
      this.text.words += wordsIn(letters);
      const prefix = parent.prefix === '' ? '' : `${parent.prefix}:`;
      this.pieces.push({ letters, line: this.line, prefix, text: this.text });
      return;
    }
    this.pieces.push(escaped(letters));
    if (parent.local === 'style') {
      this.sheet += letters;
    }
    const inHtml = this.open.some(({ local }) => local === 'foreignObject');
    if (inHtml && !this.open.some(({ local }) => silent.has(local))) {
      this.otherWords += wordsIn(letters);
    }
  }
}

const isText = ({ local, uri }: SaxesTagNS) => local === 'text' && uri === svgNamespace;

/** With everything that it uses; what uses itself isn't drawn. */
function wholeOf(weight: Weight, named: ReadonlyMap<string, Weight>): number {
  if (weight.whole === undefined) {
    weight.whole = 0;
    const used = weight.target === undefined ? undefined : named.get(weight.target);
    const inner = used ? [...weight.inner, used] : weight.inner;
    weight.whole = inner.reduce((sum, one) => sum + wholeOf(one, named), weight.own);
  }
  return weight.whole;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** As XML requires it, inside an element or a value in double quotes. */
const escaped = (text: string) =>
  text.replace(/[&<>"\t\n\r]/g, (mark) => references[mark] ?? `&#${mark.charCodeAt(0)};`);
