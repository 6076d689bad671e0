/** Finds the table in a reading by the white space between its columns. */
import type { OcrResult, OcrWord } from './types';

export interface Table {
  /** Rows of equal length; the first is the header. */
  readonly rows: readonly (readonly string[])[];
  /** Text above and below, as it was read. */
  readonly before: string;
  readonly after: string;
}

/** White space between two cells is at least this many word heights wide; between words, it's about a third. */
const CELL_GAP = 0.9;
/** White space between two columns, with the words of all rows overlaid. */
const COLUMN_GAP = 0.5;
/** A row that is nearer to the one above than this share of the usual distance continues its cells. */
const CONTINUED = 0.75;

interface Row {
  readonly words: readonly OcrWord[];
  readonly middle: number;
}

/** The table on a page; undefined if there aren't two rows with two cells. */
export function findTable(result: OcrResult): Table | undefined {
  const words = result.lines.flatMap((line) => line.words).filter((word) => !/^[|│┃¦]+$/.test(word.text));
  const height = median(words.map((word) => word.box[3]));
  const rows = rowsOf(words, height);
  const isRow = rows.map((row) => segmentsOf(row.words, CELL_GAP * height).length > 1);
  const first = isRow.indexOf(true);
  const last = isRow.lastIndexOf(true);
  const columns = columnsOf(
    rows.filter((_, i) => isRow[i]).flatMap((row) => segmentsOf(row.words, CELL_GAP * height)),
    COLUMN_GAP * height,
  );
  if (isRow.filter(Boolean).length < 2 || columns.length < 2) {
    return undefined;
  }
  return {
    rows: joinContinued(rows.slice(first, last + 1), columns),
    before: textOf(rows.slice(0, first)),
    after: textOf(rows.slice(last + 1)),
  };
}

/** GitHub's tables; columns of numbers are right-aligned. */
export function toMarkdownTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => cell.replace(/\\/g, '\\\\').replace(/\|/g, '\\|').replace(/\s+/g, ' ')),
  );
  const count = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(3, ...cells.map((row) => [...(row[i] ?? '')].length)),
  );
  const right = widths.map((_, i) => isNumeric(cells.slice(1).map((row) => row[i] ?? '')));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, i) => pad(row[i] ?? '', width, right[i] === true)).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function rowsOf(words: readonly OcrWord[], height: number): Row[] {
  const rows: { words: OcrWord[]; middle: number }[] = [];
  const middleOf = ({ box }: OcrWord) => box[1] + box[3] / 2;
  for (const word of [...words].sort((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.at(-1);
    if (row && middleOf(word) - row.middle < 0.5 * height) {
      row.words.push(word);
      row.middle += (middleOf(word) - row.middle) / row.words.length;
    } else {
      rows.push({ words: [word], middle: middleOf(word) });
    }
  }
  return rows.map((row) => ({ ...row, words: row.words.sort((a, b) => a.box[0] - b.box[0]) }));
}

interface Span {
  readonly left: number;
  readonly right: number;
}

/** The words of a row between wide gaps. */
function segmentsOf(words: readonly OcrWord[], gap: number): Span[] {
  const spans: { left: number; right: number }[] = [];
  for (const { box } of words) {
    const last = spans.at(-1);
    if (last && box[0] - last.right < gap) {
      last.right = Math.max(last.right, box[0] + box[2]);
    } else {
      spans.push({ left: box[0], right: box[0] + box[2] });
    }
  }
  return spans;
}

/** The combined extent of the cells in all rows. A cell that spans white space that most rows keep is left out. */
function columnsOf(cells: readonly Span[], gap: number): Span[] {
  const union = (spans: readonly Span[]) => {
    const found: { left: number; right: number }[] = [];
    for (const span of [...spans].sort((a, b) => a.left - b.left)) {
      const last = found.at(-1);
      if (last && span.left - last.right < gap) {
        last.right = Math.max(last.right, span.right);
      } else {
        found.push({ ...span });
      }
    }
    return found;
  };
  const all = union(cells);
  // The widest tenth may be titles that span columns; without them, more columns may show.
  const byWidth = [...cells].sort((a, b) => a.right - a.left - (b.right - b.left));
  const narrow = union(byWidth.slice(0, Math.ceil(0.95 * byWidth.length)));
  return narrow.length > all.length ? narrow : all;
}

function joinContinued(rows: readonly Row[], columns: readonly Span[]): string[][] {
  const usual = median(rows.slice(1).map((row, i) => row.middle - rows[i]!.middle));
  const table: string[][] = [];
  rows.forEach((row, i) => {
    const cells = cellsOf(row, columns);
    const above = table.at(-1);
    const near = i > 0 && row.middle - rows[i - 1]!.middle < CONTINUED * usual;
    if (above && near && cells[0] === '') {
      cells.forEach((cell, column) => {
        above[column] = `${above[column] ?? ''} ${cell}`.trim();
      });
    } else {
      table.push(cells);
    }
  });
  return table;
}

function cellsOf(row: Row, columns: readonly Span[]): string[] {
  const cells = columns.map((): string[] => []);
  for (const word of row.words) {
    const middle = word.box[0] + word.box[2] / 2;
    const distance = ({ left, right }: Span) => Math.max(left - middle, middle - right, 0);
    const nearest = columns.reduce((best, column, i) => (distance(column) < distance(columns[best]!) ? i : best), 0);
    cells[nearest]!.push(word.text);
  }
  return cells.map((cell) => cell.join(' '));
}

const textOf = (rows: readonly Row[]) => rows.map((row) => row.words.map((word) => word.text).join(' ')).join('\n');

function isNumeric(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim());
  return (
    filled.length > 0 && filled.every((cell) => /^[-+−~<>≈]?[$€£]?\s?\d[\d.,\s]*\s?(%|[a-zA-Z°µ/²³]{1,4})?$/.test(cell))
  );
}

function pad(cell: string, width: number, right: boolean): string {
  const white = ' '.repeat(Math.max(0, width - [...cell].length));
  return right ? white + cell : cell + white;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
