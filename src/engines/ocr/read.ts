/** The whole way from pixels to text: ink, glyphs, line fragments, recognition line by line, layout. */
import type { Pixels } from '../../core/image/types';
import type { Box, LeftOut, OcrResult, TextMode } from '../../core/text/types';
import { readRows, type Witnesses } from './cells/readRows';
import { type Fragment, findFragments } from './fragments';
import { takeGlyphs } from './glyphs';
import { inkOf } from './ink';
import { boxAround, layOut } from './layout/layout';
import type { PlacedWord } from './layout/placed';
import { meanConfidence, type ReadLine, separateNoise } from './noise';
import type { Grey } from './raster';
import { eraseRules } from './rules';
import { readStrip } from './secondPass';
import { groupForReading, type Strip, stripOf, typicalLine } from './strip';
import type { Recognizer } from './tesseract';
import { level, tiltOf, unlevel } from './tilt';
import { type InkedLine, inkLine, placeWords, usualSpace } from './words';

export interface ReadOptions {
  readonly mode: TextMode;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
}

export interface Readers {
  /** Reads lines. */
  readonly recognizer: Recognizer;
  /** Reads the single characters of monospaced text. */
  readonly cells: Witnesses;
}

/** Reads a page. Everything happens in this thread. */
export function readPage(pixels: Pixels, { recognizer, cells }: Readers, options: ReadOptions): OcrResult {
  let ink = inkOf(pixels);
  let whole = copyOf(ink);
  let fragments = fragmentsOf(ink);
  const tilt = tiltOf(fragments);
  if (tilt !== 0) {
    ink = level(ink, tilt);
    whole = level(whole, tilt);
    fragments = fragmentsOf(ink);
  }
  const typical = typicalLine(fragments);
  const groups = groupForReading(fragments);
  const drawn: ReadLine[] = [];
  const read: InkedLine[] = [];
  groups.forEach((group, i) => {
    const strip = stripOf(ink, group, typical);
    const dashed = dashes(strip);
    if (dashed) {
      drawn.push({ words: dashed, strip });
    } else {
      read.push(inkLine(readStrip(recognizer, strip), strip));
    }
    options.onProgress((i + 1) / groups.length);
  });
  const space = usualSpace(read);
  const placed = read.map((line): ReadLine => ({ words: placeWords(line, space), strip: line.strip }));
  const { text, noise } = separateNoise([...drawn, ...placed]);
  const words = [
    ...text.flatMap((line) => line.words),
    ...[...placed.filter((line) => line.words.length === 0), ...noise].map(({ strip }) => unreadWord(strip)),
  ];
  const laidOut = layOut(words, options.mode, (rows, columns) => readRows(cells, { whole, text: ink }, rows, columns));
  const unused = noise.map(leftOut).filter(({ box }) => !laidOut.lines.some((line) => line.words.some(isIn(box))));
  const result = { ...laidOut, ...(unused.length > 0 && { leftOut: unused }) };
  return tilt === 0 ? result : tilted(result, tilt);
}

/** Whether the middle of a word is in a box. */
const isIn =
  ([left, top, width, height]: Box) =>
  ({ box: [x, y, w, h] }: { readonly box: Box }) =>
    x + w / 2 >= left && x + w / 2 <= left + width && y + h / 2 >= top && y + h / 2 <= top + height;

function leftOut({ words }: ReadLine): LeftOut {
  const text = words.map((word) => word.text).join(' ');
  return { text, box: boxAround(words), confidence: meanConfidence(words) };
}

/** With what is erased as no letter, such as a long underscore. */
const copyOf = ({ width, height, data }: Grey): Grey => ({ width, height, data: data.slice() });

function fragmentsOf(ink: Grey): Fragment[] {
  eraseRules(ink);
  return findFragments(takeGlyphs(ink));
}

/** The result with its boxes where the words were on the original page. */
function tilted(result: OcrResult, tilt: number): OcrResult {
  const moved = <T extends { readonly box: Box }>(item: T): T => {
    const [left, top, width, height] = item.box;
    const [x, y] = unlevel(left + width / 2, top + height / 2, tilt);
    return { ...item, box: [Math.round(x - width / 2), Math.round(y - height / 2), width, height] };
  };
  return {
    ...result,
    lines: result.lines.map((line) => ({ ...moved(line), words: line.words.map(moved) })),
    ...(result.leftOut && { leftOut: result.leftOut.map(moved) }),
  };
}

/** Ink that Tesseract reads nothing or noise in, such as a back-tick or a brace alone: in a block of code, its cells may tell. */
function unreadWord({ fragments, top, bottom, baseline }: Strip): PlacedWord {
  const glyphs = fragments.flatMap((fragment) => fragment.glyphs.map(({ left, right }) => [left, right] as const));
  const [left, right] = [glyphs[0]![0], Math.max(...glyphs.map((glyph) => glyph[1]))];
  return { text: '', confidence: 0, left, top, right, bottom, baseline, glyphs };
}

/** A line of only dashes or dots, which OCR reads letters into. */
function dashes({ fragments, top, bottom, baseline }: Strip): PlacedWord[] | undefined {
  const glyphs = fragments.flatMap((fragment) => fragment.glyphs);
  const flat = glyphs.filter((glyph) => glyph.right - glyph.left >= 1.4 * (glyph.bottom - glyph.top));
  const round = glyphs.filter((glyph) => Math.abs(glyph.right - glyph.left - glyph.bottom + glyph.top) <= 1);
  if (fragments.some((fragment) => fragment.letters > 0) || glyphs.length < 3) {
    return undefined;
  }
  const [kept, text] = flat.length > 0.75 * glyphs.length ? [flat, '-'] : [round, '.'];
  if (kept.length <= 0.75 * glyphs.length) {
    return undefined;
  }
  const sides = kept.map((glyph): [number, number] => [glyph.left, glyph.right]);
  const [left, right] = [sides[0]![0], sides.at(-1)![1]];
  return [
    {
      text: text.repeat(kept.length),
      isDrawn: true,
      confidence: 80,
      left,
      top,
      right,
      bottom,
      baseline,
      glyphs: sides,
    },
  ];
}
