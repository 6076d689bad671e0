/**
 * Tables that only Pandoc knows: their columns are counted in characters, so a longer word breaks them (Pandoc manual,
 * "Tables", 2024).
 */
import type { OutlineNode } from './draft';
import { type Line, linesOf } from './lines';

const gridBorder = /^ *\+(?:[-=:]+\+)+ *$/;
const gridLine = /^ *[+|]/;
const dashes = /^ *-{3,} *$/;
const columns = /^ *-+(?: +-+)+ *$/;

/** Every line of such tables, named by its content: no edit can change one. */
export function pandocTables(text: string): readonly OutlineNode[] {
  const lines = linesOf(text);
  const found = new Set<Line>();
  for (let at = 0; at < lines.length; ) {
    const { text: line } = lines[at]!;
    const isGrid = gridBorder.test(line);
    const end = isGrid
      ? endOfGrid(lines, at)
      : columns.test(line) && line.includes('--')
        ? endOfColumns(lines, at)
        : at;
    const start = isGrid || end === at ? at : startOfHead(lines, at);
    for (const one of lines.slice(start, end)) {
      found.add(one);
    }
    at = Math.max(end, at + 1);
  }
  return [...found].map(({ text: type, start, end }) => ({ type, start, end }));
}

function endOfGrid(lines: readonly Line[], from: number): number {
  let at = from + 1;
  while (at < lines.length && gridLine.test(lines[at]!.text)) {
    at += 1;
  }
  return at;
}

function startOfHead(lines: readonly Line[], from: number): number {
  let at = from;
  while (at > 0 && !lines[at - 1]!.blank) {
    at -= 1;
  }
  return at;
}

/** A table with blank lines in it has a line of dashes below and, if it has a header, above. */
function endOfColumns(lines: readonly Line[], from: number): number {
  const head = lines[startOfHead(lines, from)]!;
  const blank = nextBlank(lines, from);
  const isRule = (line: Line | undefined) => line !== undefined && (dashes.test(line.text) || columns.test(line.text));
  if (head !== lines[from] ? !dashes.test(head.text) : isRule(lines[blank - 1]) && blank - 1 > from) {
    return blank;
  }
  for (let at = blank; at < lines.length; at++) {
    if (isRule(lines[at]) && (lines[at + 1]?.blank ?? true)) {
      return at + 1;
    }
  }
  return blank;
}

function nextBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && !lines[at]!.blank) {
    at += 1;
  }
  return at;
}
