/** A document line by line, with offsets; line ends are `\n` or `\r\n`. */

export interface Line {
  readonly text: string;
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** Columns of leading white space. */
  readonly indent: number;
  readonly blank: boolean;
}

export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    const end = next > start && text.charCodeAt(next - 1) === 13 && newline >= 0 ? next - 1 : next;
    const line = text.slice(start, end);
    const blank = line.trim() === '';
    lines.push({ text: line, start, end, blank, indent: blank ? 0 : line.length - line.trimStart().length });
    if (newline < 0) {
      break;
    }
    start = newline + 1;
  }
  return lines;
}

/** The line break that the document uses. */
export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
