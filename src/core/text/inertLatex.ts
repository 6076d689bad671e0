/** What a model wrote as LaTeX by an image's wish: it sets text, tables and formulas, and does nothing else. */
import { latexCommands, latexEnvironments } from './latexNames';

/**
 * What TeX takes for one token: a command by its longest possible name (an at sign is a letter of it in packages, other
 * letters in newer engines), a sign behind a backslash, a comment.
 */
const token = /\\([\p{L}\p{M}@]+)|\\[\s\S]|%[^\n]*/gu;
/** A character by its code, wherever it stands, in a command's name too. */
const code = /\^(?=\^)/g;
/** Nothing but braces and a name: a command could make another name of it. */
const environment = /\{([A-Za-z]+\*?)\}/y;
/** Comments steer tools: TeX itself in the first line, editors, arara. Plain words steer none. */
const plainComment = /^%[\p{L}\p{M}\p{N} .,()%\t]*$/u;

/** LaTeX in which every command and environment that is not on the list is words, and no comment speaks to a tool. */
export function inertLatex(source: string): string {
  const text = source.replace(code, '^ ');
  return text.replace(token, (written: string, name: string | undefined, at: number) => {
    if (written.startsWith('%')) {
      return plainComment.test(written) ? written : '%';
    }
    const isEnvironment = name === 'begin' || name === 'end';
    const isKnown = isEnvironment
      ? latexEnvironments.has(nameAt(text, at + written.length))
      : name === undefined || name === '@' || latexCommands.has(name);
    return isKnown ? written : `\\textbackslash ${written.slice(1)}`;
  });
}

function nameAt(text: string, at: number): string {
  environment.lastIndex = at;
  return environment.exec(text)?.[1] ?? '';
}
