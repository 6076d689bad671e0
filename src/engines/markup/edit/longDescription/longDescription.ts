/**
 * A long description below an image: where it can go, in which form, and the verification that nothing else changes.
 * The model's text is taken apart and written again, so that none of its markup reaches the document.
 */

import { type DescribedLanguage, holdsLongDescription } from '../../../../core/altText/longDescription';
import type { AltEdit, EditRefusal, ImageReference } from '../../../../core/altText/types';
import { lookUp } from '../../../../core/lookUp';
import { type ParsedDocument, parseDocument } from '../../read/parse';
import { hasExactlyNewBlock } from '../proof';
import { type DescriptionBlock, descriptionBlocks, heldDescription } from './blocks';
import { asciidocWriter, rstWriter } from './light';
import { type DescriptionWriter, keptLine, markdownWriter, type TagDialect, tagDialects, tagWriter } from './markup';
import {
  type FindPlace,
  type Place,
  placeInAsciidoc,
  placeInMarkdown,
  placeInRst,
  placeInTags,
  type TagRules,
  tagRules,
} from './places';

/** The line to click, in the document's language if we know it. */
const summaries: Readonly<Record<string, string>> = {
  de: 'Beschreibung des Bildes',
  en: 'Description of the image',
  es: 'Descripción de la imagen',
  fr: 'Description de l’image',
  it: 'Descrizione dell’immagine',
  ja: '画像の説明',
  nl: 'Beschrijving van de afbeelding',
  pl: 'Opis obrazu',
  pt: 'Descrição da imagem',
  zh: '图片说明',
};

/** How a language holds a long description. */
interface DescriptionForm {
  readonly place: FindPlace;
  readonly writer: DescriptionWriter;
  /** For a list without blank lines between its items; without this form, there is no place in it. */
  readonly tightWriter?: DescriptionWriter;
  /** Types of nodes that are allowed in the body. */
  readonly allows: RegExp;
  /** Characters of the longest line. */
  readonly maxLineLength?: number;
}

/** In a Markdown body: no picture, link, definition, comment, or expression, and no tags but our own. */
const inMarkdown =
  /^(?!<|#|html|tag$|expression$|esm$|link|image|definition|autolink|gfmFootnote|mdx|blockQuote(?!Prefix|Marker)|(?:atx|setext)Heading|thematicBreak|codeIndented)/;
const inTags = /^(?:<\/?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|pre)|scope|class)$/;
const inMarkdownOrTags = new RegExp(`${inMarkdown.source}|${inTags.source}`);
const markdown: DescriptionForm = { place: placeInMarkdown, writer: markdownWriter, allows: inMarkdown };
const tags = (rules: TagRules, dialect: TagDialect): DescriptionForm => ({
  place: placeInTags(rules),
  writer: tagWriter(dialect),
  allows: inTags,
});

const forms: Readonly<Record<DescribedLanguage, DescriptionForm>> = {
  markdown: { ...markdown, tightWriter: tagWriter(tagDialects.inMarkdown), allows: inMarkdownOrTags },
  quarto: markdown,
  mdx: markdown,
  html: tags(tagRules.html, tagDialects.html),
  vue: tags(tagRules.vue, tagDialects.vue),
  svelte: tags(tagRules.svelte, tagDialects.html),
  astro: tags(tagRules.astro, tagDialects.html),
  jsx: {
    ...tags(tagRules.jsx, tagDialects.jsx),
    // Expressions that are only text.
    allows: new RegExp(
      `${inTags.source}|^(?:className|JSX(?:Element|Text|Identifier)|StringLiteral|[{}]|Template(?:Literal|Element))$`,
    ),
  },
  // Docutils reads no document with a longer line (docutils, configuration, line_length_limit).
  rst: { place: placeInRst, writer: rstWriter, allows: /^(?:line|list-table)$/, maxLineLength: 9_900 },
  asciidoc: { place: placeInAsciidoc, writer: asciidocWriter, allows: /^(?:line|delimiter|table)$/ },
};

function formOf(reference: ImageReference): DescriptionForm | undefined {
  return holdsLongDescription(reference) ? forms[reference.language as DescribedLanguage] : undefined;
}

/**
 * The insertion that puts `markdown` below the image. Refused with `noForm` if the document's language has no safe
 * form, with `noPlace` if no block can go near the image, and with `notRepresentable` if the result doesn't read as the
 * old document plus this one block, or contains other words: then with the closest Markdown, if there is one.
 */
export function longDescriptionEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  markdownText: string,
  before = parseDocument(text, languageId),
): AltEdit | EditRefusal {
  const form = formOf(reference);
  if (!form) {
    return { refused: 'noForm' };
  }
  const blocks = descriptionBlocks(markdownText);
  if (before.error !== undefined || blocks.length === 0) {
    return { refused: before.error === undefined ? 'notRepresentable' : 'unreadable' };
  }
  const place = form.place(text, before.outline(), reference);
  const writer = place?.tight ? form.tightWriter : form.writer;
  if (!place || !writer) {
    return { refused: 'noPlace' };
  }
  const [tag = 'en'] = (reference.context.language ?? 'en').toLowerCase().split('-');
  const summary = lookUp(summaries, tag) ?? summaries.en!;
  const attempt = (all: readonly DescriptionBlock[]) => {
    const written = write(text, all, summary, writer, place);
    const after = parseDocument(text.slice(0, place.at) + written.newText + text.slice(place.at), languageId);
    return isProved(before, after, written, place.at, form) ? written : undefined;
  };
  const written = attempt(blocks);
  const held = heldDescription(markdownText);
  if (written && held === markdownText) {
    return { start: place.at, end: place.at, newText: written.newText };
  }
  if (written) {
    return { refused: 'notRepresentable', ...(held !== undefined && { nearest: held }) };
  }
  return { refused: attempt([{ kind: 'paragraph', text: 'A' }]) ? 'notRepresentable' : 'noPlace' };
}

interface Written {
  readonly newText: string;
  /** The body's position in it. */
  readonly from: number;
  readonly to: number;
}

function write(
  text: string,
  blocks: readonly DescriptionBlock[],
  summary: string,
  writer: DescriptionWriter,
  { prefix, indent, lead, trail }: Place,
): Written {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = (one: string) =>
    one === ''
      ? prefix.trimEnd()
      : one.startsWith(keptLine)
        ? prefix + one.slice(keptLine.length)
        : prefix + indent + one;
  const part = (lines: readonly string[]) => lines.map(line).join('\n').replaceAll('\n', newline);
  const body = blocks.flatMap((block) => (writer.spaced ? ['', ...writer.block(block)] : writer.block(block)));
  const tail = writer.tail(text);
  const head = lead.replaceAll('\n', newline) + part(writer.head(summary, text)) + newline;
  const middle = part(body);
  const end = [...(writer.spaced && tail.length > 0 ? [''] : []), ...tail];
  const closing = (end.length > 0 ? newline : '') + part(end) + trail.replaceAll('\n', newline);
  return { newText: head + middle + closing, from: head.length, to: head.length + middle.length };
}

function isProved(
  before: ParsedDocument,
  after: ParsedDocument,
  { newText, from, to }: Written,
  at: number,
  { allows, maxLineLength: longestLine = Number.POSITIVE_INFINITY }: DescriptionForm,
): boolean {
  return (
    newText.split('\n').every((line) => line.length <= longestLine) &&
    hasExactlyNewBlock(
      before,
      after,
      { start: at, end: at, newText },
      (node) => node.start < at + from || node.end > at + to || allows.test(node.type),
    )
  );
}
