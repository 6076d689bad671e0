/** Recognizes an editor's line numbers and removes them. */

import { median } from '../statistics';
import type { PlacedWord } from './placed';
import type { Row } from './rows';

const NUMBER = /^[\dOolI|]{1,5}[.,:]?$/;

/** Rows without their line numbers; the same rows if they have none. Rows that contained nothing else stay, empty. */
export function withoutGutter(rows: readonly Row[], pitch: number): readonly Row[] {
  const numbers = rows.map(numberOf);
  const numbered = numbers.flatMap((number, i) => (number === undefined ? [] : [{ number, i }]));
  let follows = 0;
  for (let k = 1; k < numbered.length; k++) {
    const step = numbered[k]!.number - numbered[k - 1]!.number;
    follows += step >= 1 && step <= numbered[k]!.i - numbered[k - 1]!.i + 2 ? 1 : 0;
  }
  const edge = median(numbered.map(({ i }) => rows[i]!.words[0]!.right));
  const aligned = numbered.filter(({ i }) => Math.abs(rows[i]!.words[0]!.right - edge) < 0.6 * pitch);
  if (numbered.length < 3 || follows < 0.7 * (numbered.length - 1) || aligned.length < 0.7 * numbered.length) {
    return rows;
  }
  const first = aligned[0]!.i;
  const last = aligned.at(-1)!.i;
  if (aligned.length < 0.6 * (last - first + 1)) {
    return rows;
  }
  const [from, to] = spread(rows, first, last, edge);
  return rows.map((row, i) => (i < from || i > to ? row : { ...row, words: trim(row.words, edge, pitch) }));
}

function numberOf(row: Row): number | undefined {
  const text = row.words[0]?.text ?? '';
  return NUMBER.test(text)
    ? Number(
        text
          .replace(/[.,:]$/, '')
          .replace(/[Oo]/g, '0')
          .replace(/[lI|]/g, '1'),
      )
    : undefined;
}

/** Includes rows above and below whose number was misread. */
function spread(rows: readonly Row[], first: number, last: number, edge: number): [number, number] {
  const pitch = median(rows.slice(first + 1, last + 1).map((row, i) => row.baseline - rows[first + i]!.baseline));
  const reaches = (one: number, other: number) =>
    rows[other] !== undefined &&
    Math.abs(rows[other].baseline - rows[one]!.baseline) < 1.4 * pitch &&
    rows[other].words[0]!.left < edge;
  let from = first;
  let to = last;
  while (reaches(from, from - 1)) {
    from--;
  }
  while (reaches(to, to + 1)) {
    to++;
  }
  return [from, to];
}

/** Removes what is in the number column, and cuts words that begin in it. */
function trim(words: readonly PlacedWord[], edge: number, pitch: number): PlacedWord[] {
  return words.flatMap((word) => {
    if (word.right <= edge + 0.6 * pitch) {
      return [];
    }
    if (word.left >= edge - 0.5 * pitch) {
      return [word];
    }
    const glyphs = word.glyphs.filter(([left, right]) => (left + right) / 2 > edge + 0.2 * pitch);
    const text = [...word.text].slice(word.glyphs.length - glyphs.length).join('');
    return text === '' || glyphs.length === 0
      ? []
      : [{ ...word, text, otherwise: undefined, left: glyphs[0]![0], glyphs }];
  });
}
