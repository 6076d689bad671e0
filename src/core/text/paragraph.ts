/** Joins the lines of prose that were broken only because the page was narrow. */

import { isUnspaced } from './scripts';

/** A line this much shorter than the widest could have held the next word, so it ended on purpose. */
const SHORT = 0.85;
const listItem = /^\s*([-*•–·‣]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;

/**
 * Paragraphs with one line each and a blank line between them; list items keep their own lines. A word that was
 * hyphenated at the end of a line is joined in prose; in monospaced text, only line breaks at a real hyphen are joined,
 * and the hyphen stays.
 */
export function toParagraphs(text: string, options: { readonly monospace?: boolean } = {}): string {
  const blocks = text
    .split(/\n[ \t]*\n+/)
    .map((block) => block.split('\n').filter((line) => line.trim()))
    .filter((lines) => lines.length > 0);
  const compounds = compoundsOf(text);
  return (
    blocks.map((lines) => unwrap(lines, compounds, options.monospace === true)).join('\n\n') +
    (text.endsWith('\n') ? '\n' : '')
  );
}

/** The words with a hyphen between letters, concatenated: little to search for each line. */
function compoundsOf(text: string): string {
  return text
    .split(/[^\p{L}-]+/u)
    .filter((word) => /\p{L}-\p{L}/u.test(word))
    .join(' ');
}

function unwrap(lines: readonly string[], compounds: string, monospace: boolean): string {
  const width = Math.max(...lines.map((line) => line.length));
  const pieces: string[] = [];
  /** The pieces' endings. */
  let end = '';
  const add = (piece: string) => {
    pieces.push(piece);
    end = (end + piece).slice(-endLength);
  };
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const text = line.trim();
    if (before === undefined) {
      add(text);
    } else if (staysApart(before.trimEnd(), line.trimEnd(), width)) {
      add(`\n${text}`);
    } else {
      const joint = jointOf(end, text, compounds, monospace);
      if (joint === 'hyphen') {
        pieces.push(pieces.pop()!.slice(0, -1));
        end = end.slice(0, -1);
      }
      add(joint === 'space' ? ` ${text}` : text);
    }
  });
  return pieces.join('');
}

/** Enough of a text's end to see how it continues: a word of 100 letters, its hyphen, and what comes before it. */
const endLength = 210;

function staysApart(before: string, line: string, width: number): boolean {
  const word = /\S+/.exec(line)?.[0] ?? '';
  return listItem.test(line) || before.length + 1 + word.length <= SHORT * width;
}

/** What goes between a text with this end and its next line: a space, nothing, or nothing without the hyphen. */
function jointOf(done: string, line: string, compounds: string, monospace: boolean): 'space' | 'none' | 'hyphen' {
  const head = /(?<!\p{L})(\p{L}{1,100})-$/u.exec(done)?.[1];
  const tail = /^\p{Ll}[\p{L}]*/u.exec(line)?.[0];
  if (isUnspaced([...done.slice(-2)].at(-1)) && isUnspaced([...line.slice(0, 2)][0])) {
    return 'none';
  }
  if (head === undefined || tail === undefined) {
    return /\p{L}-$/u.test(done) && /^\p{L}/u.test(line) ? 'none' : 'space';
  }
  // A compound that the text hyphenates elsewhere keeps its hyphen.
  const compound = compounds.includes(`${head}-${tail}`);
  return monospace || compound ? 'none' : 'hyphen';
}
