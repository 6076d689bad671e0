/** Joins the lines of running text that were broken only because the page was narrow. */

/** A line this far short of the widest could have held the next word: it ended on purpose. */
const SHORT = 0.85;
const listItem = /^\s*([-*•–·‣]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;

/**
 * Paragraphs with one line each and a blank line between them; items of lists keep lines of their own. A word that was
 * hyphenated at the end of a line is joined in prose; in monospaced text only line breaks at a real hyphen are joined, and
 * the hyphen stays.
 */
export function toParagraphs(text: string, options: { readonly monospace?: boolean } = {}): string {
  const blocks = text
    .split(/\n[ \t]*\n+/)
    .map((block) => block.split('\n').filter((line) => line.trim()))
    .filter((lines) => lines.length > 0);
  return (
    blocks.map((lines) => unwrap(lines, text, options.monospace === true)).join('\n\n') +
    (text.endsWith('\n') ? '\n' : '')
  );
}

function unwrap(lines: readonly string[], all: string, monospace: boolean): string {
  const width = Math.max(...lines.map((line) => line.length));
  return lines
    .map((line) => line.trimEnd())
    .reduce((done, line, i) => {
      const before = lines[i - 1];
      if (before === undefined) {
        return line.trim();
      }
      return staysApart(before.trimEnd(), line, width)
        ? `${done}\n${line.trim()}`
        : join(done, line.trim(), all, monospace);
    }, '');
}

function staysApart(before: string, line: string, width: number): boolean {
  const word = /\S+/.exec(line)?.[0] ?? '';
  return listItem.test(line) || before.length + 1 + word.length <= SHORT * width;
}

function join(done: string, line: string, all: string, monospace: boolean): string {
  const head = /(?<!\p{L})(\p{L}{1,100})-$/u.exec(done)?.[1];
  const tail = /^\p{Ll}[\p{L}]*/u.exec(line)?.[0];
  if (head === undefined || tail === undefined) {
    return /\p{L}-$/u.test(done) && /^\p{L}/u.test(line) ? done + line : `${done} ${line}`;
  }
  // A compound that the text writes with its hyphen elsewhere keeps it.
  const compound = all.includes(`${head}-${tail}`);
  return monospace || compound ? done + line : done.slice(0, -1) + line;
}
