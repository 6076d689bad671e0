/** Distinguishes text from letters that were recognized in a photograph, an icon, or a drawing. */
import type { PlacedWord } from './layout/placed';

/** A page with this many confident words certainly has text. */
const ENOUGH_WORDS = 3;

type Line = readonly PlacedWord[];

/** Lines without those that aren't text. A page without a confident word loses everything that isn't confident. */
export function withoutNoise<T extends Line>(lines: readonly T[]): T[] {
  const sure = lines.flat().filter(isSure).length;
  const all = lines.flat().length;
  const isPageOfText = sure >= ENOUGH_WORDS && sure >= 0.15 * all;
  return lines.filter((line) => (isPageOfText ? isPlausible(line) : line.some(isSure) && meanConfidence(line) >= 60));
}

function isSure(word: PlacedWord): boolean {
  const letters = lettersIn(word.text);
  return (letters >= 3 && word.confidence >= 75) || (letters >= 2 && word.confidence >= 88);
}

/** Between lines of text, more is trusted: single brackets are often read with low confidence. */
function isPlausible(line: Line): boolean {
  const confidence = meanConfidence(line);
  const text = line.map((word) => word.text).join('');
  return lettersIn(text) >= 6 || confidence >= (lettersIn(text) < 0.4 * text.length ? 25 : 15);
}

function meanConfidence(line: Line): number {
  const length = line.reduce((sum, word) => sum + word.text.length, 0);
  return length === 0 ? 0 : line.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / length;
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
