/** Re-indents text to the place where it goes. */
import { bounds } from '../bounds';

export interface Place {
  /** What stands on the line before the place. */
  readonly linePrefix: string;
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of a level when the editor indents by spaces. */
  readonly tabSize: number;
}

/** Share of the lines that must stand on whole levels for their indentation to become tabs, level by level. */
const REGULAR = 0.9;

/**
 * The text as it goes in at a place: the first line at the cursor, the others under the indentation of its line. Spaces
 * stay spaces where the editor indents by spaces (a tab becomes `tabSize` columns); else each level becomes a tab.
 * Indentation that all lines share is dropped unless the place is the start of a line. Nothing else is changed.
 */
export function fitToEditor(text: string, { linePrefix, insertSpaces, tabSize }: Place): string {
  if (text.length > bounds.fittedText) {
    return text;
  }
  const lines = text.split('\n').map(splitIndent);
  const columns = lines.map((line) => columnsOf(line.indent, tabSize));
  const filled = columns.filter((_, i) => !isBlank(lines[i]!.rest));
  const shared =
    linePrefix === '' || filled.length === 0 ? 0 : filled.reduce((least, columns) => Math.min(least, columns));
  const base = splitIndent(linePrefix).indent;
  const level = levelOf(filled.map((count) => count - shared)) ?? tabSize;
  return lines
    .map(({ indent, rest }, i) => {
      if (isBlank(rest)) {
        return indent + rest;
      }
      // After text on the line there is nothing to indent against.
      const own = i === 0 && !isBlank(linePrefix) ? 0 : columns[i]! - shared;
      const levels = insertSpaces ? 0 : Math.floor(own / level);
      const mine = '\t'.repeat(levels) + ' '.repeat(own - levels * level);
      return (i > 0 ? base : '') + mine + rest;
    })
    .join('\n');
}

/** Where an offset of the text lies in what `fitToEditor` made of it. */
export function fittedOffset(text: string, fitted: string, offset: number): number {
  const line = text.slice(0, offset).split('\n').length - 1;
  const start = (of: string) => of.split('\n', line).reduce((sum, one) => sum + one.length + 1, 0);
  const rest = (of: string) => start(of) + splitIndent(of.split('\n')[line] ?? '').indent.length;
  return Math.max(start(fitted), rest(fitted) + offset - rest(text));
}

const isBlank = (text: string) => text.trim() === '';

function splitIndent(line: string): { readonly indent: string; readonly rest: string } {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return { indent, rest: line.slice(indent.length) };
}

function columnsOf(indent: string, tabSize: number): number {
  let columns = 0;
  for (const character of indent) {
    columns = character === '\t' ? (Math.floor(columns / tabSize) + 1) * tabSize : columns + 1;
  }
  return columns;
}

/** Columns of one level of the text itself: its most frequent step inwards, when the lines stand on it. */
function levelOf(columns: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  let last = 0;
  for (const column of columns) {
    const step = column - last;
    if (step >= 2 && step <= 8) {
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    last = column;
  }
  const [level] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
  // One column more is the star of a comment.
  const regular = level === undefined ? [] : columns.filter((column) => column % level <= 1);
  return regular.length >= REGULAR * columns.length ? level : undefined;
}
