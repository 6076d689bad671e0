/** The path or URL of an image in a line of text. */
import { bounds } from './bounds';
import { imageEnding } from './image/extensions';

const apart = /[\s"'`<>()[\]{}|]+/g;
const ending = new RegExp(imageEnding, 'gi');

/**
 * Whatever reads like the path or URL of an image: the one at `at`, otherwise the first, searching up to
 * `bounds.cursorReach` on either side. Undefined if there is none.
 */
export function imageLinkAt(line: string, at: number): string | undefined {
  const from = Math.max(0, at - bounds.cursorReach);
  const near = line.slice(from, at + bounds.cursorReach);
  let first: string | undefined;
  for (const { text, start } of words(near)) {
    for (const link of linksIn(text)) {
      const begin = from + start + link.start;
      first ??= link.text;
      if (begin <= at && at <= begin + link.text.length) {
        return link.text;
      }
    }
  }
  return first;
}

interface Piece {
  readonly text: string;
  readonly start: number;
}

function* words(text: string): Generator<Piece> {
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(apart)) {
    yield { text: text.slice(start, index), start };
    start = index + gap.length;
  }
  yield { text: text.slice(start), start };
}

/** Each ends with its file's extension, or with a query. */
function* linksIn(word: string): Generator<Piece> {
  let start = 0;
  for (const { index, 0: found } of word.matchAll(ending)) {
    const isQuery = word[index + found.length] === '?';
    const end = isQuery ? word.length : index + found.length;
    if (index > start) {
      yield { text: word.slice(start, end), start };
      start = end;
    }
  }
}
