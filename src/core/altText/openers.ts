/**
 * What template engines, site generators, and preprocessors take for code. They read a document as text, before any
 * parser of its language does, so a model's words must not look like code to them anywhere in the document.
 */
import type { AltSyntax, ImageReference, MarkupLanguage } from './types';

/**
 * What every opener consists of: braces (Liquid, Jinja, Nunjucks, Twig, Handlebars, Mustache, Vue, Angular, Svelte,
 * Astro, MDX, Blade, Hugo, Quarto, MyST, expression languages), at signs (Razor, Blade), backticks (knitr, MyST,
 * Dataview), angle brackets (PHP, ERB, EJS, JSP, Templater), brackets followed by a sign (Thymeleaf, FreeMarker),
 * doubled ones, dollar signs, and percent signs. Single characters, so that half an opener doesn't open anything
 * either.
 */
const active = /[{}@`<]|(?<=[%?#]|--)>|\[(?=[[(%#]|\/#)|(?<=\[)\[|\](?=\])|\$(?=\$)|%(?=[%}])/g;
/** In Markdown, brackets are already escaped; a colon before a word names a directive, a role, or an emoji. */
const activeInMarkdown = /[{}@`<]|(?<=[%?#]|--)>|:(?=\p{L})|\$(?=\$)|%(?=[%}])|(?:^|(?<=\[))%/gu;
/** What remains of them in AsciiDoc, and passthroughs. */
const activeInAsciidoc = /@|\+(?=\+)|%(?=%)/g;

/** How a syntax expresses a character without writing it; syntaxes that can't aren't listed. */
const references: Partial<Record<AltSyntax, (written: string) => string>> = {
  markdown: (written) => written.replace(activeInMarkdown, reference),
  mdx: (written) => written.replace(activeInMarkdown, reference),
  html: (written) => written.replace(active, reference),
  htmlInMarkdown: (written) => written.replace(active, reference),
  svelte: (written) => written.replace(active, reference),
  jsx: (written) => written.replace(active, reference),
  quarto: (written) => written.replace(active, reference),
  asciidocBlock: (written) => written.replace(activeInAsciidoc, reference),
  asciidocInline: (written) => written.replace(activeInAsciidoc, reference),
  json: (written) => written.replace(active, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
};

function reference(one: string): string {
  return one === '<' ? '&lt;' : one === '>' ? '&gt;' : `&#${one.charCodeAt(0)};`;
}

/** Escaped alt text, with a character reference for anything that could open code. */
export function inert(written: string, syntax: AltSyntax): string {
  return references[syntax]?.(written) ?? written;
}

const never = /(?!)/;
/**
 * Nunjucks and Twig, if they're given the finished page (as Hexo does, and Grav can); even the end of a comment alone
 * is an error.
 */
const inFinishedPages = /\{[{%#]|#\}/;
/** Quarto's shortcodes, which it also looks for in the attributes of the parsed document. */
const inAttributes = /\{\{[<%]/;
/**
 * Engines that first take a page apart see no references: Angular's interpolation, the expressions of Facelets and
 * Genshi.
 */
const inParsedPages = /\{[{%#!]|[$#]\{|#\}/;

/**
 * Astro's compiler decodes an attribute and writes it into JavaScript with its backslashes unescaped: a quotation mark
 * after one ends the string, and a template string reads a carriage return as a line break. What then looks like a
 * reference is decoded by the page once more.
 */
const inAstro = /\\|\r|&(?:#|[a-z]{2,}\d*(?:;|(?![\w=])))/i;

/**
 * What would be code although it's written with references. Whatever is compiled once, from its source, reads them as
 * words.
 */
const afterDecoding: Readonly<Record<MarkupLanguage, RegExp>> = {
  markdown: inFinishedPages,
  quarto: inAttributes,
  notebook: inFinishedPages,
  rst: inFinishedPages,
  asciidoc: never,
  html: inParsedPages,
  vue: never,
  svelte: never,
  astro: inAstro,
  jsx: never,
  mdx: never,
};

/** Openers, for syntaxes without references. */
const openers =
  /\{[{%#!<$@*=]|[}%#]\}|[$#@*~%]\{|<[%?#]|[%?#]>|@\(|\[[[%]|\]\]|%%|\$\$|\+\+\+|`(?:r[ #]|[={$])|\}`|:[\w.+-]+:`|`:\w|\|[^\s|][^|]*\|/;
/** What another reader might decode. */
const entity = /&(?=#|\p{L})/u;

/**
 * What a Markdown reader that doesn't know this syntax takes for more than words: elements and comments, links,
 * includes and images, code, emphasis (CommonMark 0.31.2, 6), GFM's strikethrough and bare URLs, highlights. A lone `<`
 * or star isn't one.
 */
const markup =
  /<(?=[a-z/!?])|[[\]`]|\*(?=\S)|(?<![\p{L}\p{N}])_(?=\S)|~(?=\S)[^~]*(?<=\S)~|==(?=\S)|\\(?=[!-/:-@[-`{-~])|:\/\/|\bwww\.|\w@\w/iu;

const opensInMarkdown = (alt: string) => openers.test(alt) || entity.test(alt) || markup.test(alt);

const unsaid: Partial<Record<AltSyntax, (alt: string) => boolean>> = {
  // Docutils knows no HTML and keeps an option's text unchanged.
  rst: (alt) => openers.test(alt),
  wiki: opensInMarkdown,
  learn: opensInMarkdown,
};

/**
 * The text with spaces inside anything that would be code in a page of that language although it's written with
 * references.
 */
export function apartAfterDecoding(text: string, language: MarkupLanguage): string {
  const code = afterDecoding[language];
  let parted = '';
  let rest = text;
  for (let found = code.exec(rest); found; found = code.exec(rest)) {
    parted += `${rest.slice(0, found.index + 1)} `;
    rest = rest.slice(found.index + 1);
  }
  return parted + rest;
}

/** True if some text contains a complete opener of a template engine. */
export function opensTemplate(text: string): boolean {
  return openers.test(text);
}

/**
 * True if alt text in this place could only be written as code that some engine runs, or as markup that a page shows.
 */
export function opensCode(alt: string, { alt: slot, language }: ImageReference): boolean {
  return afterDecoding[language].test(alt) || unsaid[slot.syntax]?.(alt) === true;
}

/** Text whose exact characters don't matter, with a space inside everything that opens code in any of the engines. */
export function apart(text: string): string {
  return text
    .replace(
      /\{(?=[{%#!<$@*=])|[$#@*~%](?=\{)|<(?=[%?#!])|@(?=[({])|\[(?=[[(%])|[}%#](?=\})|[%?#](?=>)|`(?=r[ #]|[={$])/g,
      '$& ',
    )
    .replace(/\](?=\])|%(?=%)|\$(?=\$)|\+(?=\+\+)/g, '$& ');
}
