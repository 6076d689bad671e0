/**
 * Writes alt text in the language of its place. Two forms: `readable`, as a person would write it, and `strict`, with
 * everything doubtful as a numeric character reference. Neither is trusted: `edit.ts` parses the result again.
 */
import { inert } from '../../../core/altText/openers';
import type { AltSlot, AltSyntax } from '../../../core/altText/types';
import { asciidocAlt } from './asciidocText';

export type EscapeForm = 'readable' | 'strict';

type Escape = (alt: string, form: EscapeForm, slot: AltSlot) => string | undefined;

const never = /(?!)/g;
const lineBreaks = /[\r\n\u2028\u2029]/g;
/** What Python's `str.splitlines` and docutils' tab expansion change. */
const pythonBreaks = /[\t\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

const escapes: Readonly<Record<AltSyntax, Escape>> = {
  markdown: (alt, form) => (form === 'strict' ? numeric(alt) : markdown(alt)),
  mdx: (alt, form) => (form === 'strict' ? numeric(alt) : markdown(alt)),
  html: (alt, form, slot) => (form === 'strict' ? numeric(alt) : attribute(alt, slot)),
  htmlInMarkdown: (alt, form, slot) => (form === 'strict' ? numeric(alt) : markdownAttribute(alt, slot)),
  svelte: (alt, form, slot) => (form === 'strict' ? numeric(alt) : attribute(alt, slot)),
  jsx: (alt, form, slot) => (form === 'strict' ? numeric(alt) : attribute(alt, slot)),
  rst: (alt) => reStructuredText(alt),
  asciidocBlock: (alt, form, slot) => asciidocAlt(alt, form === 'strict' || slot.inTable ? 'cell' : 'block'),
  asciidocInline: (alt, form, slot) => asciidocAlt(alt, form === 'strict' || slot.inTable ? 'cell' : 'inline'),
  quarto: (alt, form, slot) => (form === 'strict' ? numeric(alt) : pandocAttribute(alt, slot.inTable)),
  wiki: (alt) => (/[\r\n[\]|]/.test(alt) ? undefined : alt),
  learn: (alt) => (/[\r\n"]/.test(alt) ? undefined : alt),
  json: (alt) => JSON.stringify(alt).slice(1, -1),
};

/** The text that replaces `slot`, or undefined if this place can't hold the alt text. */
export function writeAlt(alt: string, slot: AltSlot, form: EscapeForm): string | undefined {
  const escaped = escapes[slot.syntax](alt, form, slot);
  if (escaped === undefined) {
    return undefined;
  }
  const written = slot.prefix + inert(escaped, slot.syntax) + slot.suffix;
  return slot.json ? JSON.stringify(written).slice(1, -1) : written;
}

/** The closest alt text that every syntax can hold: one line, curly quotes, no brackets, no control characters. */
export function nearestAlt(alt: string): string {
  return alt
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(/"([^"]*)"/g, '\u201c$1\u201d')
    .replace(/"/g, '\u201d')
    .replace(/'/g, '\u2019')
    .replace(/--+/g, '\u2013')
    .replace(/\.\.\./g, '\u2026')
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/\|/g, '/')
    .replace(/\\/g, '/')
    .replace(/</g, '\u2039')
    .replace(/>/g, '\u203a')
    .trim();
}

/** Letters, digits, and the punctuation that has no meaning inside alt text in any language. */
export function plainestAlt(alt: string): string {
  return nearestAlt(alt)
    .replace(/[^\p{L}\p{M}\p{N}\u2019\u201c\u201d .,;!?%-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/%+/g, '%')
    .replace(/\bwww\./gi, 'www ')
    .trim();
}

/** Every character that has a meaning in any of the languages, as `&#…;`. */
function numeric(alt: string): string {
  return alt.replace(/[^\p{L}\p{N} ]|^ | $/gu, (one) => {
    const code = one.codePointAt(0) ?? 0;
    return code > 0x7f && code !== 0x2028 && code !== 0x2029 && code !== 0x85 ? one : `&#${code};`;
  });
}

/**
 * CommonMark 0.31.2, 2.4 and 2.5, and GFM's strikethrough and table bars, so that readers with other rules find the
 * same. marked counts brackets, or decodes them before it looks for links: except for a plain pair they are references,
 * and so is a backslash before one. In kramdown, a bar makes a table of any line, a caret at the start a footnote, and
 * a colon after a bracket a URL. A tilde can't be escaped outside CommonMark, and strikes nothing out if it's the only
 * one. Line breaks, tabs, and outer spaces are references.
 */
function markdown(alt: string): string {
  return alt
    .replace(/&(?=#?[\p{L}\d]+;)/gu, '&amp;')
    .replace(/\\(?=[\\[\]]|$)/g, '&#92;')
    .replace(alt.indexOf('~') === alt.lastIndexOf('~') ? never : /~/g, '&#126;')
    .replace(/[\\*|]/g, '\\$&')
    .replace(/\[([^[\]]*)\](?![([:])|[[\]]/g, (one, inside?: string) =>
      inside === undefined ? `&#${one.charCodeAt(0)};` : `\\[${inside}\\]`,
    )
    .replace(/_/g, (bar, at: number, all: string) => (isWord(all, at - 1) && isWord(all, at + 1) ? bar : `\\${bar}`))
    .replace(/^[ ^]|\t| $/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(lineBreaks, (one) => `&#${one.charCodeAt(0)};`);
}

/** Prose in Markdown or MDX on one line, other than alt text. */
export function markdownText(text: string): string {
  return inert(markdown(text), 'markdown');
}

function isWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at));
}

/** The HTML standard, 13.1.2.3: an ampersand that starts a reference, and the quote that ends the value. */
function attribute(alt: string, slot: AltSlot): string {
  const quote = slot.suffix.startsWith("'") ? "'" : '"';
  return alt.replace(/&(?=#|\p{L})/gu, '&amp;').replace(/["'\r\n\u2028\u2029|]/g, (one) => {
    if (one === '"' || one === "'") {
      return one !== quote ? one : one === '"' ? '&quot;' : '&#39;';
    }
    return one === '|' && !slot.inTable ? one : `&#${one.charCodeAt(0)};`;
  });
}

/**
 * Python-Markdown looks for links and emphasis before it looks for tags, which end at the first `>`; so does kramdown in
 * a tag whose attributes it doesn't know.
 */
function markdownAttribute(alt: string, slot: AltSlot): string {
  return attribute(alt, slot).replace(/[[\]*~\\\t>]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (one) =>
    one === '>' ? '&gt;' : `&#${one.charCodeAt(0)};`,
  );
}

/**
 * Pandoc's quoted values begin with no whitespace of any kind, and contain no tab, and in a table no bar. Anything that
 * may be in a link or a span is found by its brackets, code, and tags first, wherever they are.
 */
function pandocAttribute(alt: string, inTable: boolean): string {
  return alt
    .replace(/&(?=#|\p{L})/gu, '&amp;')
    .replace(/[\\"]/g, '\\$&')
    .replace(inTable ? /\|/g : never, '&#124;')
    .replace(/[\t[\]`<]|^\s|\s$/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(lineBreaks, (one) => `&#${one.charCodeAt(0)};`);
}

/**
 * Docutils reads no document with a line of more than 10,000 characters (docutils, configuration, line_length_limit).
 */
const rstLineLimit = 9_900;

/**
 * Docutils keeps an option's text unchanged: there is no escape, so spaces at the ends and unusual line breaks can't be
 * represented.
 */
function reStructuredText(alt: string): string | undefined {
  if (pythonBreaks.test(alt) || alt.includes('\n') || alt !== alt.trim() || alt.length > rstLineLimit) {
    return undefined;
  }
  return alt === '' ? '' : ` ${alt}`;
}
