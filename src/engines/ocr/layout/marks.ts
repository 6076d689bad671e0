/** Recognizes the brackets that macOS Terminal draws at both edges of a line with a prompt, and removes them. */
import type { PlacedWord } from './placed';
import type { Row } from './rows';

const CLOSING = /^[\]|)}]$/;
const OPENING = /^[[|({]/;
/** A bracket this many cells after everything else in its line belongs to the window. */
const FAR = 12;

/**
 * Rows without such marks; the same rows if they have fewer than two, or if other rows reach as far to the left: the marks are
 * in the window's margin, the brackets of a progress bar aren't.
 */
export function withoutMarks(rows: readonly Row[], pitch: number): readonly Row[] {
  const far = rows.filter(({ words }) => {
    const [last, before] = [words.at(-1), words.at(-2)];
    return last && before && CLOSING.test(last.text) && last.left - before.right >= FAR * pitch;
  });
  const edge = Math.max(...rows.flatMap(({ words }) => words.map((word) => word.right)));
  const marked = new Set(far.filter(({ words }) => Math.abs(words.at(-1)!.right - edge) < 0.6 * pitch));
  if (marked.size < 2) {
    return rows;
  }
  const left = Math.min(...[...marked].map(({ words }) => words[0]!.left));
  const isOpened = rows.every((row) => {
    const first = row.words[0];
    const isAtEdge = first !== undefined && first.left < left + 0.6 * pitch;
    return marked.has(row) ? isAtEdge && OPENING.test(first.text) : !isAtEdge;
  });
  return isOpened && rows.some((row) => !marked.has(row))
    ? rows.map((row) => (marked.has(row) ? bare(row) : row))
    : rows;
}

function bare({ words, baseline }: Row): Row {
  return { baseline, words: [...withoutFirst(words[0]!), ...words.slice(1, -1)] };
}

/** The word without its first character and the glyph of it. */
function withoutFirst(word: PlacedWord): PlacedWord[] {
  const text = [...word.text].slice(1).join('');
  const glyphs = word.glyphs.slice(1);
  return text === '' || glyphs.length === 0
    ? []
    : [{ ...word, text, otherwise: undefined, left: glyphs[0]![0], glyphs }];
}
