/**
 * LaTeX that a model may have written on an image's instructions: it typesets text, tables, and formulas, and does
 * nothing else.
 */
import { latexCommands, latexEnvironments } from './latexNames';

/**
 * What TeX takes for one token: a command by its longest possible name (which can contain an at sign in packages, and
 * other letters in newer engines), a sign after a backslash, a comment.
 */
const token = /\\([\p{L}\p{M}@]+)|\\[\s\S]|%[^\n]*/gu;
/** A character by its code, wherever it is, even in a command's name. */
const code = /\^(?=\^)/g;
/** Only braces and a name: a command could create another name. */
const environment = /\{([A-Za-z]+\*?)\}/y;
/** Comments control tools: TeX itself in the first line, editors, arara. Plain words control none. */
const plainComment = /^%[\p{L}\p{M}\p{N} .,()%\t]*$/u;

/**
 * LaTeX in which every command and environment that isn't on the list becomes words, and no comment controls a tool.
 */
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
