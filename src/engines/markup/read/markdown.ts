/**
 * Images in Markdown, with the HTML, wiki links, and Learn directives inside it. A document is split where nothing can
 * be open (an unindented line after a blank line), and each piece is read once and remembered: after a keystroke, only
 * the piece that changed is read again.
 */
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { type Draft, type DraftImage, moved, type OutlineNode, type TextBlock } from './draft';
import { findHtml } from './html';
import { findDirectives } from './markdownDirectives';
import type { MarkdownImage, Range } from './markdownMedia';
import { type MarkdownPart, readMarkdown } from './markdownTokens';
import { pandocTables } from './pandocTables';
import { brokenTags, quartoImage } from './quarto';

/** Pieces are split at headings, and elsewhere if they exceed this many characters. */
const pieceLength = 2048;
const rememberedPieces = 4096;
/** Most recently read last. */
const pieces = new Map<string, MarkdownPart>();

export interface MarkdownOptions {
  readonly quarto?: boolean;
}

/** Reads Markdown as GitHub does: CommonMark with GFM, front matter, and raw HTML. Never throws. */
export function findMarkdown(text: string, options: MarkdownOptions = {}): Draft {
  const parts = readPieces(text);
  const definitions = new Map<string, { url: string; title: string | undefined }>();
  for (const { part } of parts) {
    for (const { label, url, title } of part.definitions) {
      if (!definitions.has(label)) {
        definitions.set(label, { url, title });
      }
    }
  }

  const images: DraftImage[] = [];
  const blocks: TextBlock[] = [];
  const html: Range[] = [];
  const tables: Range[] = [];
  const opaque: Range[] = [];
  const hasDirectives = text.includes('![[') || text.includes(':::image');
  for (const { at, part } of parts) {
    const shift = (range: Range): Range => ({ start: range.start + at, end: range.end + at });
    for (const image of part.images) {
      images.push(withDefinitions(moved(image, at), definitions));
    }
    for (const { start, end, level } of part.blocks) {
      blocks.push({ start: start + at, end: end + at, level });
    }
    html.push(...part.html.map(shift));
    tables.push(...part.tables.map(shift));
    if (hasDirectives) {
      opaque.push(...part.opaque.map(shift));
    }
  }

  const inTable = (offset: number) => tables.some((table) => table.start <= offset && offset < table.end);
  const markup = html.length > 0 ? findHtml(onlyHtml(text, html), { inTable }) : undefined;
  const directives = hasDirectives ? findDirectives(text, opaque, inTable) : [];
  const found = options.quarto ? images.map((image) => quartoImage(text, image)) : images;
  return {
    images: [...found, ...(markup?.images ?? []), ...directives].sort((a, b) => a.start - b.start || a.end - b.end),
    blocks: [...blocks, ...(markup?.blocks ?? [])].sort((a, b) => a.start - b.start),
    language: frontMatterLanguage(text) ?? markup?.language,
    outline: () => {
      const hidden = [...directives, ...(options.quarto ? found : [])];
      const entries = parts.flatMap(({ at, part }) =>
        part.outline.map((entry) => ({ type: entry.type, start: entry.start + at, end: entry.end + at })),
      );
      const ofPandoc = options.quarto ? [...pandocTables(text), ...brokenTags(text, markup?.images ?? [])] : [];
      return [...withoutInside([...entries, ...(markup?.outline() ?? [])], hidden), ...ofPandoc];
    },
  };
}

/**
 * What the entries cover besides `ranges`, where alt text may read as Markdown of its own: those inside are left out,
 * and those that begin or end with one are cut there.
 */
function withoutInside(entries: readonly OutlineNode[], ranges: readonly Range[]): readonly OutlineNode[] {
  if (ranges.length === 0) {
    return entries;
  }
  return entries.flatMap((entry) => {
    let { start, end } = entry;
    for (const range of ranges) {
      start = range.start <= start && start < range.end ? Math.max(start, range.end) : start;
      end = range.start < end && end <= range.end ? Math.min(end, range.start) : end;
    }
    return start < end || entry.start === entry.end ? [{ type: entry.type, start, end }] : [];
  });
}

/** A reference's source and title come from its definition, wherever that is. */
function withDefinitions(
  found: MarkdownImage,
  definitions: ReadonlyMap<string, { url: string; title: string | undefined }>,
): DraftImage {
  if (found.reference === undefined && found.linkReference === undefined) {
    return found;
  }
  const { reference, linkReference, ...image } = found;
  const target = reference === undefined ? undefined : definitions.get(reference);
  const href = linkReference === undefined ? undefined : definitions.get(linkReference)?.url;
  return {
    ...image,
    ...(target && { src: { ...image.src, value: target.url }, title: target.title }),
    ...(href !== undefined && image.link && { link: { ...image.link, href } }),
  };
}

interface Piece {
  readonly at: number;
  readonly part: MarkdownPart;
}

/** Reads piece by piece. Labels defined anywhere count everywhere, so the set is found first and checked afterwards. */
function readPieces(text: string): readonly Piece[] {
  let labels = candidateLabels(text);
  for (let round = 0; ; round++) {
    const result = readWith(text, labels);
    const actual = [...new Set(result.flatMap(({ part }) => part.definitions.map(({ label }) => label)))].sort();
    if (round === 2 || actual.join('\n') === labels.join('\n')) {
      return result;
    }
    labels = actual;
  }
}

function readWith(text: string, labels: readonly string[]): readonly Piece[] {
  const cuts = [...safeCuts(text), text.length];
  const result: Piece[] = [];
  let from = 0;
  for (let index = 0; index < cuts.length; index++) {
    const to = cuts[index]!;
    const part = readPiece(text.slice(from, to), labels, from === 0);
    if (part.unclosed && index + 1 < cuts.length) {
      continue;
    }
    result.push({ at: from, part });
    from = to;
  }
  return result;
}

function readPiece(text: string, labels: readonly string[], first: boolean): MarkdownPart {
  // Only labels that the piece mentions can matter to it.
  const used = text.includes(']') ? labels.filter((label) => mentions(text, label)) : [];
  const key = `${first ? 'F' : '-'}${used.join('\n')}\0${text}`;
  const known = pieces.get(key);
  if (known) {
    pieces.delete(key);
    pieces.set(key, known);
    return known;
  }
  const part = readMarkdown(text, used, 'markdown', first);
  pieces.set(key, part);
  if (pieces.size > rememberedPieces) {
    pieces.delete(pieces.keys().next().value!);
  }
  return part;
}

const mentioned = new Map<string, ReadonlySet<string>>();

/** Every bracketed label in the piece, normalized; nested brackets are escaped in labels, so none is missed. */
function mentions(text: string, label: string): boolean {
  let labels = mentioned.get(text);
  if (!labels) {
    labels = new Set(
      [...text.matchAll(/\[((?:[^[\]\\]|\\[\s\S])*)\]/g)].map(([, inner]) => normalizeIdentifier(inner!)),
    );
    if (mentioned.size > rememberedPieces) {
      mentioned.clear();
    }
    mentioned.set(text, labels);
  }
  return labels.has(label);
}

function candidateLabels(text: string): string[] {
  const found = new Set<string>();
  for (const [, label] of text.matchAll(/\[((?:[^[\]\\]|\\[\s\S]){1,999})\]:/g)) {
    found.add(normalizeIdentifier(label!));
  }
  return [...found].sort();
}

/** Offsets of unindented lines after a blank line, outside fences; the reader checks whether one was right. */
function safeCuts(text: string): readonly number[] {
  const cuts: number[] = [];
  let fence = '';
  let blankBefore = false;
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const first = text.charCodeAt(at);
    if (fence !== '' || first === 0x60 || first === 0x7e || first === 0x20) {
      const mark = /^ {0,3}([`~]{3,})/.exec(text.slice(at, Math.min(next, at + 80)))?.[1];
      if (mark && fence === '') {
        fence = mark;
      } else if (mark?.startsWith(fence)) {
        fence = '';
        blankBefore = false;
        at = next;
        continue;
      }
    }
    const isBlank = /^[ \t\r\n]*$/.test(text.slice(at, next));
    const atMargin = !isBlank && first !== 0x20 && first !== 0x09;
    // A list continues after a blank line, so its items stay together.
    if (blankBefore && atMargin && fence === '' && at > 0 && !/^(?:[-*+]|\d+[.)])[ \t]/.test(text.slice(at, at + 12))) {
      const heading = /^#{1,6}[ \t]/.test(text.slice(at, at + 8));
      if ((heading && at - from > 256) || at - from > pieceLength) {
        cuts.push(at);
        from = at;
      }
    }
    blankBefore = isBlank;
    at = next;
  }
  return cuts;
}

/** The document with everything but its HTML blanked out: offsets stay the same, and tags of one element meet again. */
function onlyHtml(text: string, ranges: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const range of ranges) {
    if (range.start < at) {
      continue;
    }
    result += ' '.repeat(range.start - at) + withoutContainers(closed(text.slice(range.start, range.end)));
    at = range.end;
  }
  return result + ' '.repeat(text.length - at);
}

/** Inside a quotation, every line starts with `>`, which isn't part of the HTML. */
function withoutContainers(html: string): string {
  return html.replace(/\n[ \t]*(?:>[ \t]?)+/g, (prefix) => `\n${' '.repeat(prefix.length - 1)}`);
}

/** A raw text element that stays open would swallow the tags after it: GitHub disarms it, and so do we. */
function closed(html: string): string {
  return html
    .replace(
      /<(script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)(?=[\s/>])/gi,
      (tag, name: string, at: number) =>
        new RegExp(`</${name}`, 'i').test(html.slice(at)) ? tag : ' '.repeat(tag.length),
    )
    .replace(/<!--(?![\s\S]*?-->)/g, '    ');
}

function frontMatterLanguage(text: string): string | undefined {
  const front = /^---[ \t]*\r?\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  return (
    front &&
    /^(?:lang|language|locale)[ \t]*:[ \t]*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)["']?[ \t]*$/m
      .exec(front)?.[1]
      ?.replaceAll('_', '-')
  );
}
