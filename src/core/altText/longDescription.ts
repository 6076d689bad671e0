/**
 * A long description below an image: where it may go, in which form, and the proof that nothing else changes. What the
 * model wrote is taken apart and written anew, so that none of its markup reaches the document.
 */
import type { AltDecision } from './decision';
import { descriptionBlocks } from './descriptionBlocks';
import { type FoldedBlock, foldedHtml, foldedMarkdown } from './descriptionMarkup';
import { hasExactlyNewBlock } from './proof';
import type { AltEdit, EditRefusal, ImageReference, OutlineNode, ParseDocument, ParsedDocument } from './types';

/** The line to click on, in the document's language where we know it. */
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

/** Documents of these languages can hold one: `<details>` means there what it means in HTML. */
export function holdsLongDescription({ language, format }: ImageReference): boolean {
  return (
    (['markdown', 'quarto', 'mdx'].includes(language) && ['markdown', 'quarto', 'html', 'jsx'].includes(format)) ||
    (language === 'html' && format === 'html')
  );
}

/** True when the picture says more than an alt can, and the document can hold it. */
export function offersLongDescription(decision: AltDecision, reference: ImageReference): boolean {
  return decision.longDescriptionDue && decision.role !== 'decorative' && holdsLongDescription(reference);
}

/**
 * The insertion that puts `markdown` below the image. Refused with `noForm` where the document's language has no safe
 * form, with `noPlace` where no block can stand near the image (a list, table or quotation of Markdown), and with
 * `notRepresentable` when the result does not read as the old document with this one block more.
 */
export function longDescriptionEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  markdown: string,
  parse: ParseDocument,
): AltEdit | EditRefusal {
  if (!holdsLongDescription(reference)) {
    return { refused: 'noForm' };
  }
  const before = parse(text, languageId);
  const blocks = descriptionBlocks(markdown);
  const outline = before.outline();
  const isHtml = reference.language === 'html';
  const place = isHtml ? placeInHtml(text, outline, reference) : placeInMarkdown(text, outline, reference);
  if (before.error !== undefined || blocks.length === 0) {
    return { refused: before.error === undefined ? 'notRepresentable' : 'unreadable' };
  }
  if (!place) {
    return { refused: 'noPlace' };
  }
  const [tag = 'en'] = (reference.context.language ?? 'en').toLowerCase().split('-');
  const summary = (Object.hasOwn(summaries, tag) && summaries[tag]) || summaries.en!;
  const folded = isHtml
    ? foldedHtml(blocks, summary, place.indent, languageId !== 'html' && languageId !== 'xhtml')
    : foldedMarkdown(blocks, summary);
  return proved(text, languageId, before, folded, place, parse, isHtml);
}

interface Place {
  readonly at: number;
  readonly indent: string;
  /** Line breaks around the block. */
  readonly lead: string;
  readonly trail: string;
}

function proved(
  text: string,
  languageId: string,
  before: ParsedDocument,
  { head, body, tail }: FoldedBlock,
  { at, indent, lead, trail }: Place,
  parse: ParseDocument,
  isHtml: boolean,
): AltEdit | EditRefusal {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const [opening, middle, closing] = [`${lead}${indent}${head}`, body, `${tail}${trail}`].map((part) =>
    part.replaceAll('\n', newline),
  ) as [string, string, string];
  const newText = opening + middle + closing;
  const [from, to] = [at + opening.length, at + opening.length + middle.length];
  const isFine = (node: OutlineNode) => node.start < from || node.end > to || isPlain(node.type, isHtml);
  const edit = { start: at, end: at, newText };
  const after = parse(text.slice(0, at) + newText + text.slice(at), languageId);
  return hasExactlyNewBlock(before, after, edit, isFine) ? edit : { refused: 'notRepresentable' };
}

const ownTags = /^<\/?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|pre)$/;

/** In the body: text, lists, tables and code. No picture, link, definition, comment, expression, nor a tag but our own. */
function isPlain(type: string, isHtml: boolean): boolean {
  return (
    (isHtml && ownTags.test(type)) ||
    !/^(?:<|#|html|tag$|expression$|esm$|link|image|definition|autolink|gfmFootnote|mdx|blockQuote|(?:atx|setext)Heading|thematicBreak|codeIndented)/.test(
      type,
    )
  );
}

/** In these of Markdown a block would end what it stands in, or belong to it. */
const tight = /^(?:list|blockQuote|table|gfmFootnoteDefinition)/;

/** Markdown: after the paragraph, heading or HTML that holds the image, at the margin. */
function placeInMarkdown(text: string, outline: readonly OutlineNode[], reference: ImageReference): Place | undefined {
  const around = outline.filter(
    ({ type, start, end }) => /^[a-z]/i.test(type) && start <= reference.start && reference.end <= end,
  );
  const [holder] = [...around].sort((a, b) => b.end - b.start - (a.end - a.start));
  const start = holder?.start ?? reference.start;
  const at = holder?.end ?? reference.end;
  const isAtMargin = start === 0 || text.charAt(start - 1) === '\n';
  if (around.some(({ type }) => tight.test(type)) || !isAtMargin || !isFlow(openAt(outline, at))) {
    return undefined;
  }
  // Before what follows without a blank line, so that every line break keeps its meaning.
  const tightly = /^[ \t]*\r?\n(?=[ \t]*[^ \t\r\n])/.exec(text.slice(at, at + 2000));
  return tightly
    ? { at: at + tightly[0].length, indent: '', lead: '\n', trail: '\n\n' }
    : { at, indent: '', lead: '\n\n', trail: '' };
}

/** Elements in which a block may stand: the flow containers of the HTML standard, 3.2.5.2.2, as far as images are met there. */
const flowContainers = new Set(
  (
    'html body main article section aside nav header footer div center blockquote figure figcaption li dd td th details ' +
    'form fieldset dialog template noscript'
  ).split(' '),
);
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

const isFlow = (open: readonly string[]) =>
  open.length === 0 || open.every((name) => flowContainers.has(name) || isList(name));
/** Around a container they are no harm; directly around a block they are never met by `placeInHtml`. */
const isList = (name: string) => /^(?:ul|ol|dl|table|thead|tbody|tfoot|tr)$/.test(name);

/** The elements that are open at an offset, outermost first. */
function openAt(outline: readonly OutlineNode[], offset: number): readonly string[] {
  const open: string[] = [];
  for (const { type, end } of outline) {
    if (end > offset) {
      continue;
    }
    follow(open, type);
  }
  return open;
}

function follow(open: string[], type: string): void {
  if (type.startsWith('</')) {
    const at = open.lastIndexOf(type.slice(2));
    if (at >= 0) {
      open.length = at;
    }
  } else if (type.startsWith('<') && !voids.has(type.slice(1))) {
    open.push(type.slice(1));
  }
}

/** HTML: inside the figure's caption when there is one, else after what holds the image in the nearest flow container. */
function placeInHtml(text: string, outline: readonly OutlineNode[], reference: ImageReference): Place | undefined {
  const open = [...openAt(outline, reference.start)];
  const container = open.findLastIndex((name) => flowContainers.has(name));
  const later = outline.filter(({ type, start }) => start >= reference.end && /^<\/?[a-z]/i.test(type));
  let at = container + 1 === open.length ? reference.end : undefined;
  let caption: number | undefined;
  for (const { type, start, end } of later) {
    follow(open, type);
    at = at ?? (open.length === container + 1 && type.startsWith('</') ? end : undefined);
    if (open[container] === 'figure' && type === '</figcaption' && open.length === container + 1) {
      caption = start;
    }
    if (open.length <= container) {
      break;
    }
  }
  const indentAt = (offset: number) => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
  const indent = indentAt(caption ?? reference.start);
  if (caption !== undefined) {
    return { at: caption, indent, lead: '\n', trail: `\n${indent}` };
  }
  return at === undefined ? undefined : { at, indent, lead: '\n', trail: '' };
}
