/**
 * What an SVG draws, as text for the model. The renderer that makes the picture shows whether a word is drawn: a word
 * whose pixels don't change when it's moved out of sight isn't in the picture, whatever hides it, and isn't sent.
 */
import { bounds } from '../../core/bounds';
import type { DrawnText, Pixels } from '../../core/image/types';
import { workClock } from '../kit/workClock';
import { type Box, type Marked, type Matrix, meets, moved, readTree, scaleOf, type Tree, wider } from './svgTree';
import { type MarkedDrawing, markWords, type Unit } from './svgWords';

/** The renderer; both may throw. */
export interface Renderer {
  /** The drawing as outlines. */
  outlines(svg: string): string;
  /** The picture on white, RGBA, `scale` times as large as the drawing states. */
  draw(svg: string, scale: number): Pixels;
}

/**
 * Pictures are compared at about the size at which models look at them. Each takes time in proportion to its pixels.
 */
const maxPixels = 500_000;
/** A long strip isn't drawn longer than this for comparison, pixels. */
const maxEdge = 4096;
/** Maximum number of pictures. Words that don't overlap share one; most drawings need two. */
const maxPictures = 64;
/** After this many milliseconds of `workClock`, no further picture is started. */
const maxLookMs = 4_000;
/**
 * A pixel counts if one of its channels differs by this many of 255, 5 %: neither eyes nor models recognize fainter
 * letters, and rounding makes differences of 1 to 2.
 */
const minDifference = 12;
/** Letters with fewer visible pixels each than this aren't legible: those of a font of 3 pixels have 4. */
const minPixelsEach = 2;
const minPixels = 3;
/**
 * This share of the letters' area has to be visible: letters that are only outlined have about 0.4, one letter of seven
 * 0.14.
 */
const minShare = 0.25;
/** Edges are smoothed into the neighboring pixel. */
const smoothed = 1;

const none: DrawnText = { hidden: 0 };

/**
 * The words that the picture shows, with the shapes around them, as a small SVG of its own in the canvas's coordinates:
 * known elements with numbers, colors, and visible words, and nothing else from the file. `hidden` counts the words
 * that aren't visible, or couldn't be confirmed in time. Nothing for a drawing that is too large or malformed.
 */
export function drawnText(bytes: Uint8Array, renderer: Renderer, now = workClock()): DrawnText {
  if (bytes.length > bounds.svgSourceBytes) {
    return none;
  }
  const source = new TextDecoder().decode(bytes);
  const until = now() + maxLookMs;
  for (const elements of [false, true]) {
    let drawing: MarkedDrawing;
    try {
      drawing = markWords(source, elements);
    } catch {
      return none;
    }
    const { units, otherWords } = drawing;
    const all = units.reduce((sum, { words }) => sum + words, otherWords);
    if (units.length > bounds.svgWords) {
      return { hidden: all };
    }
    const tree = readTree(renderer.outlines(drawing.write((index) => `fill:${colorOf(index)}`)), markOf);
    const seen = confirmed(source, drawing, tree, renderer, until, now);
    // Words that are marked one by one aren't always drawn where the original has them.
    if (seen || elements) {
      return write(units, tree, seen ?? new Set(), all);
    }
  }
  return none;
}

/** Colors that drawings hardly use; if one does, that only makes a box larger. */
const firstColor = 0x7b0000;
const colorOf = (index: number) => `#${(firstColor + index).toString(16).padStart(6, '0')}`;
const markOf = (fill: string) => {
  const index = Number.parseInt(fill.slice(1), 16) - firstColor;
  return index >= 0 && index <= 0xffff ? index : undefined;
};

interface Candidate {
  readonly index: number;
  /** Where it can change pixels in the picture. */
  readonly boxes: readonly Box[];
  /** This many of them have to change. */
  readonly least: number;
  /** It may change others too, and gets a picture of its own. */
  readonly alone: boolean;
}

/** The units whose letters are visible in the picture; undefined if the marked drawing differs from the original. */
function confirmed(
  source: string,
  { units, write }: MarkedDrawing,
  tree: Tree,
  renderer: Renderer,
  until: number,
  now: () => number,
): ReadonlySet<number> | undefined {
  const seen = new Set<number>();
  if (tree.marked.length === 0) {
    return seen;
  }
  const { width, height } = tree.size;
  const scale = Math.min(Math.sqrt(maxPixels / (width * height)), maxEdge / Math.max(width, height));
  const draw = (svg: string) => renderer.draw(svg, scale);
  const whole = draw(source);
  const rounds = roundsOf(candidatesOf(units, tree, whole));
  let isSame = false;
  for (const round of rounds) {
    if (now() >= until) {
      break;
    }
    const hidden = new Set(round.map(({ index }) => index));
    const without = draw(write((index) => (hidden.has(index) ? 'visibility:hidden' : undefined)));
    const changed = changesOf(whole, without, round);
    if (!isSame && (rounds.length > 1 || changed.elsewhere > 0)) {
      isSame = changesOf(whole, draw(write(() => undefined)), []).elsewhere === 0;
      if (!isSame) {
        return undefined;
      }
    }
    for (const [at, { index, least, alone }] of round.entries()) {
      if ((changed.inside[at] ?? 0) + (alone ? changed.elsewhere : 0) >= least) {
        seen.add(index);
      }
    }
  }
  return seen;
}

function candidatesOf(units: readonly Unit[], tree: Tree, { width, height }: Pixels): Candidate[] {
  const onto = tree.onto(width, height);
  const picture: Box = { left: 0, top: 0, right: width - 1, bottom: height - 1 };
  const outlines = new Map<number, Marked[]>();
  for (const marked of tree.marked) {
    const others = outlines.get(marked.mark);
    if (others) {
      others.push(marked);
    } else {
      outlines.set(marked.mark, [marked]);
    }
  }
  return [...outlines].flatMap(([index, all]) => {
    const letters = units[index]?.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    const area = all.reduce((sum, one) => sum + one.area, 0) * scaleOf(onto) ** 2;
    const least = Math.max(minPixels, minPixelsEach * letters, minShare * area);
    const alone = all.some(({ reach }) => reach === Infinity);
    const boxes = all.map(({ box, reach }) => pixelsOf(wider(box, reach), onto)).filter((box) => meets(box, picture));
    return boxes.length > 0 || alone ? [{ index, boxes, least, alone }] : [];
  });
}

function pixelsOf(box: Box, onto: Matrix): Box {
  const { left, top, right, bottom } = moved(box, onto);
  return {
    left: Math.floor(left) - smoothed,
    top: Math.floor(top) - smoothed,
    right: Math.ceil(right) + smoothed,
    bottom: Math.ceil(bottom) + smoothed,
  };
}

/**
 * Units that share a picture don't overlap, so that each changed pixel belongs to one. Those without room aren't
 * examined.
 */
function roundsOf(candidates: readonly Candidate[]): Candidate[][] {
  const rounds: Candidate[][] = [];
  for (const one of candidates) {
    const free = (other: Candidate) =>
      !other.alone && !one.boxes.some((box) => other.boxes.some((another) => meets(box, another)));
    const round = one.alone ? undefined : rounds.find((others) => others.every(free));
    if (round) {
      round.push(one);
    } else if (rounds.length < maxPictures - 2) {
      rounds.push([one]);
    }
  }
  return rounds;
}

/** How many pixels differ in each one's boxes, and how many in nobody's. */
function changesOf(whole: Pixels, without: Pixels, round: readonly Candidate[]) {
  const { width, height, data } = whole;
  const inside = round.map(() => 0);
  let elsewhere = 0;
  if (without.width !== width || without.height !== height) {
    return { inside, elsewhere: width * height };
  }
  const owners = new Uint16Array(width * height);
  for (const [at, { boxes }] of round.entries()) {
    for (const { left, top, right, bottom } of boxes) {
      for (let y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
        owners.fill(at + 1, y * width + Math.max(0, left), y * width + Math.min(width - 1, right) + 1);
      }
    }
  }
  const [before, after] = [pixelWords(data), pixelWords(without.data)];
  for (let pixel = 0; pixel < owners.length; pixel++) {
    if (before[pixel] !== after[pixel] && differs(data, without.data, 4 * pixel)) {
      const owner = owners[pixel] ?? 0;
      if (owner === 0) {
        elsewhere += 1;
      } else {
        inside[owner - 1] = (inside[owner - 1] ?? 0) + 1;
      }
    }
  }
  return { inside, elsewhere };
}

/** One number per pixel: nearly all are the same in both pictures, and this is the fastest way to see it. */
const pixelWords = ({ buffer, byteOffset, byteLength }: Pixels['data']) =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);

const apart = (one: Pixels['data'], other: Pixels['data'], at: number) => Math.abs((one[at] ?? 0) - (other[at] ?? 0));

const differs = (one: Pixels['data'], other: Pixels['data'], at: number) =>
  Math.max(apart(one, other, at), apart(one, other, at + 1), apart(one, other, at + 2)) >= minDifference;

function write(units: readonly Unit[], tree: Tree, seen: ReadonlySet<number>, all: number): DrawnText {
  const boxes = new Map(tree.marked.map(({ mark, box }) => [mark, box]));
  const lines: { x: number; y: number; line: number; last: number; text: string }[] = [];
  for (const index of [...seen].sort((one, other) => one - other)) {
    const { text, line, apart } = units[index] as Unit;
    const current = lines.at(-1);
    if (current?.line === line) {
      current.text += (apart || current.last !== index - 1 ? ' ' : '') + text;
      current.last = index;
    } else {
      const { left = 0, bottom = 0 } = boxes.get(index) ?? {};
      lines.push({ x: tree.rounded(left), y: tree.rounded(bottom), line, last: index, text });
    }
  }
  const texts = lines.map(({ x, y, text }) => `<text x="${x}" y="${y}">${shown(text)}</text>`);
  const { left, top, right, bottom } = tree.canvas;
  const head = `<svg viewBox="${[left, top, right - left, bottom - top].map(tree.rounded).join(' ')}">`;
  const drawing = (content: readonly string[]) => [head, ...content, '</svg>'].join('\n');
  const fits = (text: string) => text.length <= bounds.svgText;
  const text = [[...tree.shapes, ...texts], texts]
    .filter(({ length }) => length > 0)
    .map(drawing)
    .find(fits);
  const words = text === undefined ? 0 : [...seen].reduce((sum, index) => sum + (units[index]?.words ?? 0), 0);
  return { ...(text !== undefined && { text }), hidden: all - words };
}

/** Words as XML requires them, without invisible characters: control and direction marks. */
const shown = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (mark === '\u200c' || mark === '\u200d' ? mark : ''))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
