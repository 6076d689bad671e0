/** Words on a page → text with its layout: indentation, blank lines, one column after another. */

import { toParagraphs } from '../../../core/text/paragraph';
import { findTable, type Table, toMarkdownTable } from '../../../core/text/table';
import type { Box, OcrLine, OcrResult, OcrWord, TextMode } from '../../../core/text/types';
import { median, quantile } from '../statistics';
import { toBlocks } from './columns';
import { type Columns, columnsOf, findGrid, type Grid, lengthOf } from './grid';
import { withoutGutter } from './gutter';
import { withoutMarks } from './marks';
import type { PlacedWord } from './placed';
import { heightOf, type ReadRows, type Row, toRows } from './rows';
import { gapBetween, hasColumns, inReadingOrder, spaceBeside } from './scripts';

/** A line of text; `words` is empty for a blank line. */
interface TextLine {
  readonly text: string;
  readonly words: readonly { readonly word: PlacedWord; readonly text: string; readonly at: number }[];
  readonly monospace: boolean;
}

/** Reads rows of monospaced text again, in their columns; may find more rows. Top to bottom. */
export type RowReader = (rows: readonly Row[], columns: Columns) => ReadRows;

/** No more than this many consecutive blank lines are kept. */
const MOST_BLANK_LINES = 3;
/** How far from the only block of a page its lines may begin or end, in heights of a line. */
const FAR = 12;

/**
 * Lays words out as text. `text` keeps columns apart and treats monospaced rows as code; `code` treats every row as
 * code if there is a grid; `table` makes Markdown of the page's table, if it has one; `paragraph` joins wrapped lines.
 */
export function layOut(
  words: readonly PlacedWord[],
  mode: TextMode,
  readRows: RowReader = (rows) => ({ rows }),
): OcrResult {
  const written = words.filter(isRead);
  const unread = words.filter((word) => !isRead(word));
  const lines: TextLine[] = [];
  const blocks = mode === 'table' && written.length > 0 ? [written] : toBlocks(written);
  // A brace alone may be far from the only block, but it's in it.
  const reach = heightOf(written) * (blocks.length === 1 ? FAR : 1);
  for (const block of blocks) {
    const own = linesOf(block, within(block, unread, reach), mode, readRows);
    if (lines.length > 0 && own.length > 0) {
      lines.push({ text: '', words: [], monospace: false });
    }
    lines.push(...own);
  }
  const result = resultOf(lines);
  if (mode === 'paragraph') {
    return withText(result, toParagraphs(result.text, { monospace: result.monospace }));
  }
  const table = mode === 'table' ? findTable(result) : undefined;
  return table ? withText(result, withTable(table)) : result;
}

function withTable({ before, rows, after }: Table): string {
  return [before, toMarkdownTable(rows), after].filter((part) => part !== '').join('\n\n');
}

/** The result with another text; words are looked up in it one after another. */
function withText(result: OcrResult, text: string): OcrResult {
  let from = 0;
  const lines = result.lines.map((line) => ({
    ...line,
    words: line.words.map((word) => {
      const start = text.indexOf(word.text, from);
      from = start < 0 ? from : start + word.text.length;
      return { ...word, start: start < 0 ? undefined : start };
    }),
  }));
  return { ...result, text, lines };
}

const isRead = ({ text }: PlacedWord) => text.trim() !== '';

function linesOf(
  block: readonly PlacedWord[],
  unread: readonly PlacedWord[],
  mode: TextMode,
  readRows: RowReader,
): TextLine[] {
  const rows = toRows([...block, ...unread]);
  const found = mode === 'table' ? undefined : gridOf(rows);
  if (!found) {
    const written = toRows(block);
    return spaced(written, written.map(proportionalLine(written)));
  }
  const grid = mode === 'code' ? { ...found, rows: rows.map(() => true) } : found;
  const stripped = stripRows(withoutMarks(rows, grid.pitch), grid.rows, grid.pitch);
  const onGrid = stripped.filter((_, i) => grid.rows[i]);
  const columns = columnsOf(onGrid, grid.pitch);
  const again = readRows(onGrid, columns);
  const read = again.rows.map((row) => ({ ...row, words: row.words.filter(isRead) }));
  const margin = Math.min(...read.flatMap(({ words }) => (words[0] ? [columns.first(words[0])] : [])));
  const proportional = proportionalLine(stripped);
  const lines = [
    ...read.map((row) => ({
      row,
      line: gridLine(row, margin, columns, again.isJudged ? (text) => text : plainQuotes),
    })),
    ...stripped.filter((_, i) => !grid.rows[i]).map((row) => ({ row, line: proportional(row) })),
  ].sort((one, other) => one.row.baseline - other.row.baseline);
  return spaced(
    lines.map(({ row }) => row),
    lines.map(({ line }) => line),
    again.step,
  );
}

/** Those of the words that are in a block or next to its lines, `reach` pixels away at most. */
function within(block: readonly PlacedWord[], words: readonly PlacedWord[], reach: number): PlacedWord[] {
  const [left, top, width, height] = boxAround(block);
  const near = 1.5 * heightOf(block);
  return words.filter(
    (word) =>
      word.left >= left - reach &&
      word.right <= left + width + reach &&
      word.top >= top - near &&
      word.bottom <= top + height + near,
  );
}

/** The grid without the rows that only seem to be on it; nothing if no row is. */
function gridOf(rows: readonly Row[]): Grid | undefined {
  const found = findGrid(rows);
  const own = found?.rows.map((isOnGrid, i) => isOnGrid && hasColumns(rows[i]!, found.pitch));
  return found && own?.includes(true) ? { ...found, rows: own } : undefined;
}

/** Removes line numbers from the rows on the grid. */
function stripRows(rows: readonly Row[], onGrid: readonly boolean[], pitch: number): Row[] {
  const kept = withoutGutter(
    rows.filter((_, i) => onGrid[i]),
    pitch,
  );
  let next = 0;
  return rows.map((row, i) => (onGrid[i] ? kept[next++]! : row));
}

/** A line of monospaced text: spaces are counted in grid cells. */
function gridLine(row: Row, margin: number, columns: Columns, spell: (text: string) => string): TextLine {
  let text = '';
  const words: { word: PlacedWord; text: string; at: number }[] = [];
  row.words.forEach((word, i) => {
    const before = row.words[i - 1];
    const spaces = columns.first(word) - (before ? columns.last(before) + 1 : margin);
    const close = before && spaces <= 2 ? spaceBeside(before, word) : undefined;
    text += close ?? ' '.repeat(Math.max(0, spaces));
    const own = spell(word.text);
    words.push({ word, text: own, at: text.length });
    text += own;
  });
  return { text, words, monospace: true };
}

/** A line of proportional text: indented only if clearly set in; wide gaps become three spaces. */
function proportionalLine(rows: readonly Row[]): (row: Row) => TextLine {
  const words = rows.flatMap((row) => row.words);
  const left = Math.min(...words.map((word) => word.left));
  const right = Math.max(...words.map((word) => word.right));
  const wide = words.filter((word) => lengthOf(word.text) >= 4);
  const sample = (wide.length > 0 ? wide : words).map((word) => (word.right - word.left) / lengthOf(word.text));
  const width = median(sample);
  return (row) => {
    let text = '';
    const placed: { word: PlacedWord; text: string; at: number }[] = [];
    const { words, fromRight } = inReadingOrder(row.words);
    words.forEach((word, i) => {
      const before = words[i - 1];
      const indent = Math.round((fromRight ? right - word.right : word.left - left) / width);
      const gap = before ? gapBetween(before, word, row.words) / width : 0;
      const space = () => (gap > 3.5 ? '   ' : ' ');
      text += before ? (spaceBeside(before, word) ?? space()) : ' '.repeat(indent >= 3 ? indent : 0);
      placed.push({ word, text: word.text, at: text.length });
      text += word.text;
    });
    return { text, words: placed, monospace: false };
  };
}

/** Restores blank lines where rows are farther apart than usual. */
function spaced(rows: readonly Row[], lines: readonly TextLine[], step?: number): TextLine[] {
  const distances = rows.slice(1).map((row, i) => row.baseline - rows[i]!.baseline);
  const usual = step ?? quantile(distances, 0.35);
  return lines.flatMap((line, i) => {
    const blank = i > 0 && usual > 0 ? Math.round(distances[i - 1]! / usual) - 1 : 0;
    const gaps = Array.from({ length: Math.max(0, Math.min(MOST_BLANK_LINES, blank)) }, () => ({
      text: '',
      words: [],
      monospace: line.monospace,
    }));
    return [...gaps, line];
  });
}

/** Typographic quotes and dashes are rare in code and terminals: where only Tesseract read them, it means the plain ones. */
function plainQuotes(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, '-');
}

function resultOf(lines: readonly TextLine[]): OcrResult {
  let text = '';
  const read: OcrLine[] = [];
  let monospace = 0;
  lines.forEach((line, i) => {
    const start = text.length + (i > 0 ? 1 : 0);
    text += (i > 0 ? '\n' : '') + line.text;
    if (line.words.length > 0) {
      const words = line.words.map((one): OcrWord => wordOf(one.word, one.text, start + one.at));
      read.push({ text: line.text, box: boxAround(line.words.map((one) => one.word)), confidence: mean(words), words });
      monospace += line.monospace ? 1 : 0;
    }
  });
  return {
    text,
    lines: read,
    monospace: read.length > 0 && monospace > 0.5 * read.length,
    confidence: mean(read.flatMap((line) => line.words)),
  };
}

function wordOf(word: PlacedWord, text: string, start: number): OcrWord {
  const otherwise = word.otherwise === undefined ? undefined : plainQuotes(word.otherwise);
  return {
    text,
    box: boxAround([word]),
    confidence: word.confidence,
    ...(otherwise !== undefined && otherwise !== plainQuotes(text) && { otherwise }),
    start,
  };
}

/** The box around words, in whole pixels. */
export function boxAround(words: readonly PlacedWord[]): Box {
  const left = Math.min(...words.map((word) => word.left));
  const top = Math.min(...words.map((word) => word.top));
  const right = Math.max(...words.map((word) => word.right));
  const bottom = Math.max(...words.map((word) => word.bottom));
  return [Math.round(left), Math.round(top), Math.round(right - left), Math.round(bottom - top)];
}

function mean(words: readonly OcrWord[]): number {
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}
