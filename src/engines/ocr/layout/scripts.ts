/** What scripts other than Latin need in a line: no spaces, or another direction. */

import {
  hasLeftToRight,
  hasRightToLeft,
  hasWide,
  isRightToLeft,
  isUnspaced,
  isUnspacedPunctuation,
  reordered,
} from '../../../core/text/scripts';
import type { PlacedWord } from './placed';
import { heightOf, type Row } from './rows';

/** White space in heights of the line up to which two words of Chinese or Japanese are one, and beside punctuation. */
const CLOSE = 0.7;
const CLOSE_TO_PUNCTUATION = 1.4;
/** The same beside another script, where a space can be. */
const CLOSE_TO_OTHERS = 0.24;
/** A grid whose cells are this high or narrower has room for Latin letters; a wider one is only evenly set Chinese. */
const NARROW_CELL = 0.75;

/** The widest white space between two words of a row, whose words are given from left to right. */
export function gapBetween(one: PlacedWord, other: PlacedWord, row: readonly PlacedWord[]): number {
  const [from, to] = [row.indexOf(one), row.indexOf(other)].sort((a, b) => a - b) as [number, number];
  return Math.max(...row.slice(from, to).map((word, i) => row[from + i + 1]!.left - word.right));
}

/** What separates a word from the one before it, if Chinese or Japanese decides that. */
export function spaceBeside(before: PlacedWord, word: PlacedWord): '' | ' ' | undefined {
  const [last, first] = [[...before.text].at(-1), [...word.text][0]];
  if (!isUnspaced(last) && !isUnspaced(first)) {
    return undefined;
  }
  const gap = (word.left - before.right) / heightOf([before, word]);
  const isPunctuated = isUnspacedPunctuation(last) || isUnspacedPunctuation(first);
  const close = isUnspaced(last) && isUnspaced(first) ? (isPunctuated ? CLOSE_TO_PUNCTUATION : CLOSE) : CLOSE_TO_OTHERS;
  return gap <= close || (isPunctuated && gap <= CLOSE) ? '' : gap <= CLOSE_TO_PUNCTUATION ? ' ' : undefined;
}

/** Whether a row can have columns of single characters. */
export function hasColumns({ words }: Row, pitch: number): boolean {
  const text = words.map((word) => word.text).join('');
  return !hasRightToLeft(text) && (!hasWide(text) || pitch <= NARROW_CELL * heightOf(words));
}

/** Words of a row, left to right, in the order in which they're read. */
export function inReadingOrder(words: readonly PlacedWord[]): {
  readonly words: readonly PlacedWord[];
  /** The row begins at its right end. */
  readonly fromRight: boolean;
} {
  if (!words.some(({ text }) => hasRightToLeft(text))) {
    return { words, fromRight: false };
  }
  if (isRightToLeft(words.map(({ text }) => text).join(''))) {
    return { words: reordered(words, ({ text }) => text, hasLeftToRight), fromRight: true };
  }
  return { words: withRunsReordered(words), fromRight: false };
}

/** A row that is read from left to right, with each run of words that aren't. */
function withRunsReordered(words: readonly PlacedWord[]): PlacedWord[] {
  const all: PlacedWord[] = [];
  let at = 0;
  while (at < words.length) {
    let end = at;
    // A number between two words that are read from the right is part of their run.
    for (let next = at; next < words.length && !hasLeftToRight(words[next]!.text); next++) {
      end = hasRightToLeft(words[next]!.text) && hasRightToLeft(words[at]!.text) ? next : end;
    }
    all.push(...reordered(words.slice(at, end + 1), ({ text }) => text, hasLeftToRight));
    at = end + 1;
  }
  return all;
}
