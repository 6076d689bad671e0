/** Points at what a language's own parser doesn't accept. Nothing is repaired. */
import type { Shaped } from './shape';

/** Where a parser stopped. */
export interface SyntaxFault {
  /** Offset in the text, UTF-16 units. */
  readonly at: number;
  /** The parser's own message, in English. */
  readonly message: string;
}

/** VS Code IDs of the languages that can be parsed. */
const parsedLanguages: ReadonlySet<string> = new Set([
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'json',
]);

/** Parses the text if it's in such a language, and points at where that fails. */
export async function checkSyntax(
  shaped: Shaped,
  parser: { findFault(text: string, languageId: string): Promise<SyntaxFault | undefined> },
): Promise<Shaped> {
  const { text, language } = shaped;
  const fault =
    language !== undefined && parsedLanguages.has(language) ? await parser.findFault(text, language) : undefined;
  return fault ? withFault(shaped, fault) : shaped;
}

/** The text with a doubt where its parser stopped; a lone bracket or quote there names it. */
function withFault(shaped: Shaped, { at, message }: SyntaxFault): Shaped {
  const { text } = shaped;
  // For whitespace, the text after it on its line is meant; at the end of a line, the text before it.
  const blank = /^[^\S\n]*/.exec(text.slice(at))?.[0].length ?? 0;
  const next = /^[\w$]+|^\S/.exec(text.slice(at + blank))?.[0];
  const last = text.slice(0, at).trimEnd().length;
  const [start, end] = next ? [at + blank, at + blank + next.length] : [Math.max(0, last - 1), last];
  const others = shaped.doubts.filter((doubt) => !doubt.unbalanced || doubt.end <= start || doubt.start >= end);
  const doubt = { start, end, kind: 'syntax', alternatives: [], fault: message } as const;
  return { ...shaped, doubts: [...others, doubt].sort((a, b) => a.start - b.start) };
}
