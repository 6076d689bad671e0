/** Distinguishes text from letters that were recognized in a photograph, an icon, or a drawing. */
import type { PlacedWord } from './layout/placed';
import { letterHeightOf, type Strip } from './strip';

/** A line that was read, and its ink. */
export interface ReadLine {
  readonly words: readonly PlacedWord[];
  readonly strip: Strip;
}

/** A page with this many confident words certainly has text. */
const ENOUGH_WORDS = 3;
/** A page of text is read with at least this mean confidence; letters in photographs have 45 (measured 2026-11-30). */
const CLEAR = 60;
/** This many glyphs of a size on one baseline are no accident. */
const ENOUGH_GLYPHS = 4;
/** Smaller letters, pixels, can't be recognized: what seems to be some is grain. */
const LEAST_HEIGHT = 5;
/** How far glyphs on a baseline can miss it, and how much their heights can differ, as shares of the letters' height. */
const OFF_BASELINE = 0.1;
const UNEVEN = 0.6;
/** A glyph that fills its box is a bar, and most letters aren't. */
const SOLID = 0.9;

/**
 * Separates the lines that are text from those that aren't. What counts is how the glyphs of a line stand; words that the
 * model knows only help: a page of numbers has none.
 */
export function separateNoise(lines: readonly ReadLine[]): { text: ReadLine[]; noise: ReadLine[] } {
  const read = lines.filter(({ words }) => words.some((word) => word.text.trim() !== ''));
  const words = read.flatMap((line) => line.words);
  const sure = words.filter(isSure).length;
  // Among many letters of a photograph's grain, a few look like a word.
  const hasWords = sure >= 0.15 * words.length;
  const isPageOfText = hasWords && sure >= ENOUGH_WORDS;
  const isClear = meanConfidence(words.filter((word) => lettersIn(word.text) > 0)) >= CLEAR;
  const standsAlone = (line: ReadLine) =>
    isSet(line, ENOUGH_GLYPHS) ||
    (isPageOfText
      ? isPlausible(line.words)
      : (hasWords && line.words.some(isSure) && meanConfidence(line.words) >= 60) || (isClear && isSet(line, 2)));
  const text = new Set(read.filter(standsAlone));
  // A set also passes on what is added to it meanwhile: the second of two brackets is beside the first.
  for (const other of text) {
    for (const line of read.filter((one) => !text.has(one) && isBeside(one, other))) {
      text.add(line);
    }
  }
  return { text: read.filter((line) => text.has(line)), noise: read.filter((line) => !text.has(line)) };
}

/** True if its glyphs stand on one baseline, have the heights of letters, and are about as many as were read. */
function isSet({ words, strip }: ReadLine, atLeast: number): boolean {
  const glyphs = tallGlyphs(strip);
  const letterHeight = letterHeightOf(strip);
  const margin = Math.max(1, OFF_BASELINE * letterHeight);
  const standing = glyphs.filter((glyph) => Math.abs(glyph.bottom - strip.baseline) <= margin);
  const heights = standing.map((glyph) => strip.baseline - glyph.top);
  const solid = glyphs.filter(
    ({ left, top, right, bottom, pixels }) => pixels >= SOLID * (right - left) * (bottom - top),
  );
  const length = lengthOf(words);
  return (
    glyphs.length >= atLeast &&
    letterHeight >= LEAST_HEIGHT &&
    standing.length >= 0.7 * glyphs.length &&
    Math.max(...heights) - Math.min(...heights) <= Math.max(1, UNEVEN * letterHeight) &&
    solid.length <= 0.6 * glyphs.length &&
    length >= 0.75 * glyphs.length &&
    length <= 2 * glyphs.length + 2 &&
    meanConfidence(words) >= 20
  );
}

/** True if a line is no taller than one that is text, and above, below, or beside it: a lone bracket in code. */
function isBeside({ words, strip }: ReadLine, other: ReadLine): boolean {
  const height = other.strip.bottom - other.strip.top;
  const tallest = Math.max(...tallGlyphs(strip).map((glyph) => glyph.bottom - glyph.top));
  return (
    tallest <= 1.2 * height &&
    tallest >= 0.25 * height &&
    Math.abs(strip.baseline - other.strip.baseline) <= 2.5 * height &&
    words[0]!.left <= other.words.at(-1)!.right + 2 * height &&
    words.at(-1)!.right >= other.words[0]!.left - 2 * height &&
    meanConfidence(words) >= 40
  );
}

function tallGlyphs(strip: Strip) {
  const least = 0.6 * letterHeightOf(strip);
  return strip.fragments.flatMap((fragment) => fragment.glyphs).filter((glyph) => glyph.bottom - glyph.top >= least);
}

function isSure(word: PlacedWord): boolean {
  const letters = lettersIn(word.text);
  return (letters >= 3 && word.confidence >= 75) || (letters >= 2 && word.confidence >= 88);
}

/** Between lines of text, more is trusted: single brackets are often read with low confidence. */
function isPlausible(words: readonly PlacedWord[]): boolean {
  const confidence = meanConfidence(words);
  const text = words.map((word) => word.text).join('');
  return lettersIn(text) >= 6 || confidence >= (lettersIn(text) < 0.4 * text.length ? 25 : 15);
}

/** The mean word confidence, longer words counting more. */
export function meanConfidence(words: readonly PlacedWord[]): number {
  const length = lengthOf(words);
  return length === 0 ? 0 : words.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / length;
}

function lengthOf(words: readonly PlacedWord[]): number {
  return words.reduce((sum, word) => sum + word.text.length, 0);
}

/** An ideograph counts as two: words of one are common. */
function lettersIn(text: string): number {
  const ideographs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return ideographs + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
}
