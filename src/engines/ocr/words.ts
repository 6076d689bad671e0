/** Places what was read: characters on their glyphs, words on their ink. */

import { hasRightToLeft, reordered } from '../../core/text/scripts';
import type { Area } from './areas';
import { standEvenly } from './layout/grid';
import type { PlacedWord } from './layout/placed';
import { median, quantile } from './statistics';
import { letterHeightOf, type Strip, sourceColumn } from './strip';
import type { ReadWord } from './tesseract';

/** A character and roughly where it begins, source pixels. */
interface Letter {
  readonly text: string;
  readonly at: number;
  /** What a second pass has in its place, if that differs. */
  readonly otherwise?: string;
}

interface Draft {
  readonly letters: Letter[];
  readonly confidence: number;
}

/** What a zero with a dot or a slash is read as. */
const LIKE_ZERO = /^[0OoQD@©®689eaU]$/;

/** How much white space a gap between words can lack for each pixel that it's nearer to the next word. */
const NEARER = 0.3;

interface Gap {
  readonly left: number;
  readonly right: number;
}

/** A line as it was read, with its words on their ink. */
export interface InkedLine {
  readonly strip: Strip;
  readonly words: readonly InkedWord[];
}

/** Puts the words of one line on their ink. Underscores that OCR missed are added where they're visible. */
export function inkLine(read: readonly ReadWord[], strip: Strip): InkedLine {
  const glyphs = strip.fragments.flatMap((fragment) => fragment.glyphs);
  const drafts = withUnderscores(draftsOf(read, strip), glyphs, strip);
  zerosIn(drafts, glyphs, letterHeightOf(strip));
  const gaps = gapsOf(glyphs);
  const height = strip.bottom - strip.top;
  const seen = drafts.slice(1).map((draft, i) => {
    const to = draft.letters[0]!.at;
    return bestBorder(gaps, Math.min(drafts[i]!.letters.at(-1)!.at, to), to, height);
  });
  const borders = clearBorders(gaps, drafts.length - 1) ?? seen;
  const words = drafts.map((draft, i) => {
    const inked = inkBetween(glyphs, borders[i - 1] ?? -Infinity, borders[i] ?? Infinity);
    return { draft, inked };
  });
  return { strip, words: words.map((word, i) => withPlace(word, words[i + 1]?.inked[0]?.[0], height)) };
}

/** A word without ink of its own is where it was read, but not beyond the next word. */
function withPlace({ draft, inked }: InkedWord, next = Infinity, height: number): InkedWord {
  const left = Math.min(draft.letters[0]!.at, next - 1);
  const right = Math.max(left, Math.min(draft.letters.at(-1)!.at + 0.4 * height, next));
  return { draft, inked: inked.length > 0 ? inked : [[left, right]] };
}

/** The usual white space between words, as a share of the letters' height; 0 if there was hardly any. */
export function usualSpace(lines: readonly InkedLine[]): number {
  const spaces = lines.flatMap(({ strip, words }) => spacesOf(words).map((space) => space / letterHeightOf(strip)));
  return spaces.length < 4 ? 0 : quantile(spaces, 0.25);
}

/** The words in a line, split where OCR missed a space. */
export function placeWords({ strip, words }: InkedLine, space: number): PlacedWord[] {
  const least = clearSpace(words, strip) ?? minSpace(words, space * letterHeightOf(strip));
  return words.flatMap((word) => splitAtSpaces(word, least)).map((word) => placed(word, strip));
}

function spacesOf(words: readonly InkedWord[]): number[] {
  return words.slice(1).map((word, i) => word.inked[0]![0] - words[i]!.inked.at(-1)![1]);
}

interface InkedWord {
  readonly draft: Draft;
  readonly inked: readonly (readonly [left: number, right: number])[];
}

function placed({ draft, inked }: InkedWord, { top, bottom, baseline }: Strip): PlacedWord {
  const letters = inOtherOrder(draft.letters);
  const text = letters.map((letter) => letter.text).join('');
  const otherwise = letters.map((letter) => letter.otherwise ?? letter.text).join('');
  return {
    text,
    confidence: draft.confidence,
    ...(otherwise !== text && { otherwise }),
    left: inked[0]![0],
    top,
    right: inked.at(-1)![1],
    bottom,
    baseline,
    glyphs: inked,
  };
}

function hasLetters(draft: Draft): boolean {
  return draft.letters.length > 0;
}

/** The words from left to right, and their letters too: they were read in their own direction. */
function draftsOf(read: readonly ReadWord[], strip: Strip): Draft[] {
  const drafts = read.map((word) => draftOf(word, strip)).filter(hasLetters);
  return drafts.some(({ letters }) => letters.some(({ text }) => hasRightToLeft(text)))
    ? drafts.sort((a, b) => a.letters[0]!.at - b.letters[0]!.at)
    : drafts;
}

function draftOf(word: ReadWord, strip: Strip): Draft {
  const letters = word.symbols.map(({ text, left, otherwise }) => ({ text, at: sourceColumn(strip, left), otherwise }));
  return { letters: inOtherOrder(letters), confidence: word.confidence };
}

/** Letters on the page in the order in which they're read, or the other way around. */
function inOtherOrder(letters: readonly Letter[]): Letter[] {
  return letters.some(({ text }) => hasRightToLeft(text)) ? reordered(letters, ({ text }) => text) : [...letters];
}

/** White space between glyphs. */
function gapsOf(glyphs: readonly Area[]): Gap[] {
  const gaps: Gap[] = [];
  let end = -Infinity;
  for (const glyph of glyphs) {
    if (glyph.left > end && end > -Infinity) {
      gaps.push({ left: end, right: glyph.left });
    }
    end = Math.max(end, glyph.right);
  }
  return gaps;
}

/** The middles of the widest gaps, if enough of them clearly stand out. */
function clearBorders(gaps: readonly Gap[], count: number): number[] | undefined {
  const widest = [...gaps].sort((a, b) => b.right - b.left - a.right + a.left);
  const [least, next] = [widest[count - 1], widest[count]];
  if (!least || (next && least.right - least.left < 1.3 * (next.right - next.left))) {
    return undefined;
  }
  return widest
    .slice(0, count)
    .map((gap) => (gap.left + gap.right) / 2)
    .sort((a, b) => a - b);
}

/** The middle of the gap that is widest and nearest to where the next word begins, after one word's last character. */
function bestBorder(gaps: readonly Gap[], from: number, to: number, height: number): number {
  let best = to - 0.1 * height;
  let most = 0;
  for (const gap of gaps) {
    const width = Math.min(gap.right, to + 0.15 * height) - Math.max(gap.left, from);
    const worth = width - NEARER * Math.abs(to - gap.right);
    if (width > 0 && worth > most) {
      most = worth;
      best = (gap.left + gap.right) / 2;
    }
  }
  return best;
}

/** The glyphs whose middle is between two columns; overlapping ones count as one. */
function inkBetween(glyphs: readonly Area[], from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  for (const { left, right } of glyphs) {
    const middle = (left + right) / 2;
    const last = found.at(-1);
    if (middle < from || middle > to) {
      continue;
    }
    if (last && left < last[1]) {
      last[1] = Math.max(last[1], right);
    } else {
      found.push([left, right]);
    }
  }
  return found;
}

/** Rings with a dot or a slash are zeros, whatever they were read as. */
function zerosIn(drafts: readonly Draft[], glyphs: readonly Area[], letterHeight: number): void {
  for (const ring of glyphs.filter((glyph) => glyph.zero)) {
    let best: { readonly letters: Letter[]; readonly i: number } | undefined;
    let least = 0.7 * letterHeight;
    for (const { letters } of drafts) {
      letters.forEach((letter, i) => {
        const away = Math.abs(letter.at - ring.left);
        if (away < least && LIKE_ZERO.test(letter.text)) {
          least = away;
          best = { letters, i };
        }
      });
    }
    if (best) {
      best.letters[best.i] = { text: '0', at: best.letters[best.i]!.at };
    }
  }
}

function withUnderscores(drafts: readonly Draft[], glyphs: readonly Area[], strip: Strip): Draft[] {
  const letterHeight = letterHeightOf(strip);
  const steps = drafts.flatMap(({ letters }) => letters.slice(1).map((letter, i) => letter.at - letters[i]!.at));
  const advance = median(steps.filter((step) => step > 0.3 * letterHeight)) || letterHeight;
  const isUnderscore = ({ left, top, right, bottom }: Area) =>
    top >= strip.baseline && right - left >= 0.55 * letterHeight && right - left >= 3 * (bottom - top);
  return glyphs.filter(isUnderscore).reduce<Draft[]>((all, glyph) => insert(all, glyph, advance), [...drafts]);
}

/** Adds a glyph's underscores that weren't read; words that they touch become one. */
function insert(drafts: readonly Draft[], glyph: Area, advance: number): Draft[] {
  const width = Math.max(1, Math.round((glyph.right - glyph.left) / advance));
  const isHere = ({ text, at }: Letter) =>
    text === '_' && at >= glyph.left - advance && at <= glyph.right + 0.3 * advance;
  const missing = width - drafts.flatMap((draft) => draft.letters).filter(isHere).length;
  if (missing <= 0) {
    return [...drafts];
  }
  const isBefore = (letter: Letter) => letter.at < glyph.left - 0.3 * advance;
  const added = Array.from({ length: missing }, (_, i) => ({ text: '_', at: glyph.left + i * advance }));
  const touches = (draft: Draft) => {
    const [first, last] = [draft.letters[0]!, draft.letters.at(-1)!];
    return last.at >= glyph.left - 1.75 * advance && first.at <= glyph.right + 0.75 * advance;
  };
  const touched = drafts.filter(touches);
  const letters = touched.flatMap((draft) => draft.letters);
  const joined: Draft = {
    letters: [...letters.filter(isBefore), ...added, ...letters.filter((letter) => !isBefore(letter))],
    confidence: touched.length === 0 ? 60 : Math.min(...touched.map((draft) => draft.confidence)),
  };
  const others = drafts.filter((draft) => !touched.includes(draft));
  return [...others, joined].sort((a, b) => a.letters[0]!.at - b.letters[0]!.at);
}

/**
 * White space that separates words: its minimum share of the line's height or of the letters', its minimum width, and
 * how much it exceeds the white space between letters.
 */
const SPACE = 0.25;
const SPACE_OF_LETTERS = 0.5;
const SPACE_PIXELS = 4;
/** The minimum white space, pixels, that splits a word by the page's own spaces. */
const LEAST_SPACE = 3;
const STANDS_OUT = 1.75;
/** Among only a few letters, it has to exceed by more. */
const FEW = 5;
const STANDS_OUT_OF_FEW = 3;
/** Digits in a number can be far apart: a 1 is set as wide as an 8. */
const inNumber = /^\d[\d.,:;/)-]$|^[.,:/(-]1$/;

/** The white space that separates words from letters in a line that isn't monospaced, if the two clearly differ. */
function clearSpace(words: readonly InkedWord[], strip: Strip): number | undefined {
  const height = strip.bottom - strip.top;
  const gaps = [...spacesOf(words), ...words.flatMap((word) => seamsOf(word).map((seam) => seam.white))]
    .filter((gap) => gap < height)
    .sort((a, b) => a - b);
  const least = Math.max(SPACE_PIXELS, Math.min(SPACE * height, SPACE_OF_LETTERS * letterHeightOf(strip)));
  const next = gaps.findIndex(
    (gap, i) => i > 1 && gap >= least && gap >= (i < FEW ? STANDS_OUT_OF_FEW : STANDS_OUT) * Math.max(1, gaps[i - 1]!),
  );
  return next < 0 ||
    standEvenly(
      words.flatMap((word) => word.inked),
      height,
    )
    ? undefined
    : (gaps[next]! + Math.max(1, gaps[next - 1]!)) / 2;
}

/** The narrowest white space that is a space in this line, by its own spaces or the page's; Infinity if unclear. */
function minSpace(words: readonly InkedWord[], pageSpace: number): number {
  const spaces = spacesOf(words);
  const within = words.flatMap(({ inked }) => inked.slice(1).map((glyph, i) => glyph[0] - inked[i]![1]));
  const usual = spaces.length < 5 ? pageSpace : quantile(spaces, 0.25);
  const wide = within.filter((gap) => gap >= 0.85 * usual).length;
  const tight = within.filter((gap) => gap > 0.625 * usual && gap < 0.85 * usual).length;
  return usual === 0 || (wide > 2 && wide > 0.15 * within.length) || tight > 0.15 * within.length
    ? Infinity
    : Math.max(LEAST_SPACE, 0.85 * usual);
}

function splitAtSpaces(word: InkedWord, least: number): InkedWord[] {
  const { draft, inked } = word;
  const seam = seamsOf(word).find(({ white }) => white >= least);
  if (!seam) {
    return [word];
  }
  const { at, cut } = seam;
  const after = { draft: { ...draft, letters: draft.letters.slice(cut) }, inked: inked.slice(at) };
  const before = { draft: { ...draft, letters: draft.letters.slice(0, cut) }, inked: inked.slice(0, at) };
  return [before, ...splitAtSpaces(after, least)];
}

/** Where a word can be split. */
interface Seam {
  /** Index of the glyph after it, and of the letter after it. */
  readonly at: number;
  readonly cut: number;
  readonly white: number;
}

function seamsOf({ draft: { letters }, inked }: InkedWord): Seam[] {
  return inked.slice(1).flatMap(([left], i) => {
    const at = i + 1;
    // Glyphs that touch count as one: there are at least as many letters before the space as glyphs.
    const [one, other] = [at, letters.length - inked.length + at];
    const cut = nearestLetter(letters, left, Math.max(1, Math.min(one, other)), Math.max(one, other));
    const around = `${letters[cut - 1]?.text}${letters[cut]?.text}`;
    return letters.length < 2 || inNumber.test(around) ? [] : [{ at, cut, white: left - inked[i]![1] }];
  });
}

/** Index of the letter, between two indexes, that begins nearest to a column. */
function nearestLetter(letters: readonly Letter[], column: number, from: number, to: number): number {
  let best = Math.min(from, letters.length - 1);
  for (let i = best + 1; i <= Math.min(to, letters.length - 1); i++) {
    best = Math.abs(letters[i]!.at - column) < Math.abs(letters[best]!.at - column) ? i : best;
  }
  return best;
}
