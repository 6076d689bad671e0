/** Re-indents text for the place where it is inserted. */
import { bounds } from '../bounds';

export interface Place {
  /** What is on the line before the place. */
  readonly linePrefix: string;
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of a level if the editor indents with spaces. */
  readonly tabSize: number;
}

/** Share of the lines that must be on whole levels for their indentation to become tabs, level by level. */
const REGULAR = 0.9;

/**
 * The text as it's inserted in a place: the first line at the cursor, the others with the indentation of its line.
 * Spaces stay spaces if the editor indents with spaces (a tab becomes `tabSize` columns); otherwise, each level becomes
 * a tab. Indentation that all lines share is removed unless the place is the start of a line. Nothing else is changed.
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
      // After text on the line, there is nothing to indent relative to.
      const own = i === 0 && !isBlank(linePrefix) ? 0 : columns[i]! - shared;
      const levels = insertSpaces ? 0 : Math.floor(own / level);
      const mine = '\t'.repeat(levels) + ' '.repeat(own - levels * level);
      return (i > 0 ? base : '') + mine + rest;
    })
    .join('\n');
}

/** For offsets in the text's first 500,000 characters, their positions in the result of `fitToEditor`. */
export function fittedOffsets(text: string, fitted: string): (offset: number) => number {
  const [ours, theirs] = [lineStarts(text), lineStarts(fitted)];
  const rest = (of: string, start: number) => start + splitIndent(lineFrom(of, start)).indent.length;
  return (offset) => {
    const line = lineAt(ours, offset);
    const start = theirs[line] ?? fitted.length + 1;
    return Math.max(start, rest(fitted, start) + offset - rest(text, ours[line]!));
  };
}

/** Where each line begins; for a text too long to be fitted, only at its start. */
export function lineStarts(whole: string): readonly number[] {
  const text = whole.slice(0, bounds.fittedText);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** The line of an offset, from 0. */
export function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    [low, high] = starts[middle]! <= offset ? [middle, high] : [low, middle - 1];
  }
  return low;
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
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

/** Columns of one level in the text itself: its most frequent step inwards, if the lines are on it. */
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
  // One more column is the star of a comment.
  const regular = level === undefined ? [] : columns.filter((column) => column % level <= 1);
  return regular.length >= REGULAR * columns.length ? level : undefined;
}
