/**
 * Extracted text in its place in a document. In prose, none of it opens a template, a directive, or a command: whatever
 * would is written as a character reference and reads the same, with a space inside where engines read the page after
 * its references are decoded. In code, the text stays as it was read.
 */
import { markupLanguage } from '../altText/languages';
import { apartAfterDecoding, inert, opensTemplate } from '../altText/openers';
import type { MarkupLanguage } from '../altText/types';

export interface ProseText {
  readonly text: string;
  /** The position in it of an offset in the extracted text. */
  readonly at: (offset: number) => number;
  /** Writes other text for this place in the same way. */
  readonly write: (text: string) => string;
  /** True if the result would still open something, because there are no references here. */
  readonly opens: boolean;
}

/** What else begins code or commands, besides template engines: tags, directives, MDX modules, front matter. */
const inMarkdown = /<[a-z/!]|&(?:#|[a-z]+;)|^[ \t]{0,40}:::|:\p{L}[\w-]{0,60}[[{]|^(?:import|export)\b|^---/imu;
const inTags = /<[a-z/!]|&(?:#|[a-z]+;)/i;
const inAsciidoc =
  /&#|\{[\w-]+|\+\+|(?<=[\p{L}\p{N}_-])::?[^\s[]{0,200}\[|<<|\[\[|^(?:\[|\/{4}|-{4}|\.{4}|`{3})|\$\$|%%/mu;

/** Single characters, so that half an opener doesn't open anything either. */
const markdownExtra = /(?<=^[ \t]{0,40}):(?=::)|:(?=\p{L}[\w-]{0,60}[[{])|^[ie](?=mport\b|xport\b)|^-(?=--)/gmu;
const asciidocMarks =
  /[{}[\]<>@`]|\+(?=\+)|(?<=\+)\+|(?<=[\p{L}\p{N}_-]):(?!\s)|(?<=:):|\$(?=\$)|%(?=%)|^[/.-](?=[/.-]{3})/gmu;

const reference = (one: string) => `&#${one.codePointAt(0)};`;
const ampersands = (text: string) => text.replace(/&(?=#|\p{L})/gu, '&amp;');
const ofTags = (text: string) => inert(ampersands(text), 'html');
const ofMarkdown = (text: string) => ofTags(text).replace(markdownExtra, reference);

interface Form {
  readonly opens: RegExp;
  /** A single brace begins an expression. */
  readonly hasBraces?: boolean;
  /** Undefined if a language has no references. */
  readonly write?: (text: string) => string;
  /** Whether a place is prose, judging by what comes before it. */
  readonly isProse: (before: string) => boolean;
}

const tags: Form = { opens: inTags, write: ofTags, isProse: inRunningTags };
const markdown: Form = { opens: inMarkdown, write: ofMarkdown, isProse: inRunningMarkdown };
/** Languages of documents; in code files, text is code. */
const forms: Readonly<Partial<Record<MarkupLanguage, Form>>> = {
  markdown,
  quarto: markdown,
  mdx: { ...markdown, hasBraces: true },
  html: tags,
  vue: { ...tags, isProse: (before) => isOpen(before, 'template') && inRunningTags(before) },
  svelte: { ...tags, hasBraces: true },
  astro: { ...tags, hasBraces: true, isProse: (before) => !inFrontMatter(before) && inRunningTags(before) },
  asciidoc: {
    opens: inAsciidoc,
    write: (text) => ampersands(text).replace(asciidocMarks, reference),
    isProse: (before) => !inFence(before, /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,})/),
  },
  rst: { opens: /^\.\. /m, isProse: () => true },
};

/**
 * The text as it is to follow `before` in a document of that language; undefined for text that is meant to be code in
 * it.
 */
export function proseText(text: string, languageId: string, before: string | undefined): ProseText {
  const language = markupLanguage(languageId) ?? 'jsx';
  const form = forms[language];
  const asRead: ProseText = { text, at: (offset) => offset, write: (one) => one, opens: false };
  const isCode =
    (form?.hasBraces === true && /[{}]/.test(text)) ||
    (/^(?:blade|razor|aspnetcorerazor)$/.test(languageId) && text.includes('@'));
  // The first half may be in the document.
  const opens =
    opensTemplate(`${before?.at(-1) ?? ''}${text}`) ||
    isCode ||
    (before !== undefined && form?.opens.test(text) === true);
  if (!form || !opens) {
    return asRead;
  }
  if (before === undefined || !form.write || !form.isProse(before)) {
    return { ...asRead, opens: true };
  }
  const ofLanguage = form.write;
  const write = (one: string) => ofLanguage(apartAfterDecoding(one, language));
  const written = write(text);
  return { text: written, at: (offset) => offsetIn(written, text, offset), write, opens: false };
}

/** Each character that was read is one character of the text, or one reference; spaces may be between them. */
function offsetIn(written: string, read: string, offset: number): number {
  const one = /&(?:amp|lt|gt|#\d+);|[\s\S]/y;
  let count = 0;
  while (count < offset && one.lastIndex < written.length) {
    const [found = ''] = one.exec(written) ?? [];
    count += found === ' ' && read[count] !== ' ' ? 0 : 1;
  }
  return one.lastIndex;
}

function inRunningTags(before: string): boolean {
  const isPassed = (open: string, close: string) => before.lastIndexOf(open) > before.lastIndexOf(close);
  return !(
    isOpen(before, 'script') ||
    isOpen(before, 'style') ||
    isPassed('<!--', '-->') ||
    isPassed('<?', '?>') ||
    isPassed('<%', '%>') ||
    isPassed('{{', '}}') ||
    isPassed('{%', '%}')
  );
}

function inRunningMarkdown(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isInCode = (line.match(/`/g)?.length ?? 0) % 2 === 1;
  return !isInCode && !inFrontMatter(before) && !inFence(before, /^(?:`{3,}|~{3,})/) && inRunningTags(before);
}

/** True inside an element whose text is raw; `template` counts unless it contains the page. */
function isOpen(before: string, name: string): boolean {
  const lower = before.toLowerCase();
  return lower.lastIndexOf(`<${name}`) > lower.lastIndexOf(`</${name}`);
}

function inFrontMatter(before: string): boolean {
  const [first, ...lines] = before.split('\n');
  return first?.trimEnd() === '---' && lines.length > 0 && !lines.some((line) => line.trimEnd() === '---');
}

/** True between a line that begins with a fence and the next one that begins with the same. */
function inFence(before: string, fence: RegExp): boolean {
  let open: string | undefined;
  for (const line of before.split('\n').slice(0, -1)) {
    const mark = fence.exec(line.replace(/^[\s>]*/, ''))?.[0];
    if (mark !== undefined) {
      open = open === undefined ? mark : mark.startsWith(open) ? undefined : open;
    }
  }
  return open !== undefined;
}
