/** One stretch of Markdown through micromark: images, links, text blocks, definitions, and HTML, with exact offsets. */
import { parse, postprocess, preprocess } from 'micromark';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { mdxjs } from 'micromark-extension-mdxjs';
import { decodeString } from 'micromark-util-decode-string';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Event, Extension, Token } from 'micromark-util-types';
import type { OutlineNode, TextBlock } from './draft';
import { createMediaReader, type MarkdownImage, type Range } from './markdownMedia';

export interface Definition {
  readonly label: string;
  readonly url: string;
  readonly title: string | undefined;
}

export interface MarkdownPart {
  readonly images: readonly MarkdownImage[];
  readonly blocks: readonly TextBlock[];
  readonly outline: readonly OutlineNode[];
  readonly definitions: readonly Definition[];
  /** HTML, whole nodes with their containers' prefixes still inside. */
  readonly html: readonly Range[];
  /** MDX: tags, expressions, and ESM. */
  readonly mdx: readonly (Range & { readonly kind: 'tag' | 'expression' | 'esm' })[];
  readonly tables: readonly Range[];
  /** Ranges with only code, HTML, front matter, images, and definitions. */
  readonly opaque: readonly Range[];
  /** A fence or an HTML block runs to the end: what follows belongs to it. */
  readonly unclosed: boolean;
}

export type MarkdownDialect = 'markdown' | 'mdx';

const gfmOnly: Extension[] = [gfm()];
const gfmAndFront: Extension[] = [gfm(), frontmatter(['yaml', 'toml'])];
const mdxOnly: Extension[] = [gfm(), frontmatter(['yaml', 'toml']), mdxjs()];

const opaqueTypes = new Set([
  'codeFenced',
  'codeIndented',
  'codeText',
  'htmlFlow',
  'htmlText',
  'yaml',
  'toml',
  'image',
  'definition',
  'mdxjsEsm',
  'mdxFlowExpression',
  'mdxTextExpression',
]);

/**
 * Reads `text`, in which `defined` (normalized labels) counts as defined. `first` allows front matter. Throws
 * micromark's `VFileMessage` for broken MDX, and for nothing else.
 */
export function readMarkdown(
  text: string,
  defined: readonly string[],
  dialect: MarkdownDialect,
  first: boolean,
): MarkdownPart {
  const parser = parse({ extensions: dialect === 'mdx' ? mdxOnly : first ? gfmAndFront : gfmOnly });
  parser.defined.push(...defined);
  const events: Event[] = postprocess(parser.document().write(preprocess()(text, undefined, true)));

  const part = {
    images: [] as MarkdownImage[],
    blocks: [] as TextBlock[],
    outline: [] as OutlineNode[],
    definitions: [] as Definition[],
    html: [] as Range[],
    mdx: [] as (Range & { kind: 'tag' | 'expression' | 'esm' })[],
    tables: [] as Range[],
    opaque: [] as Range[],
  };
  let table = 0;
  const media = createMediaReader(
    text,
    dialect,
    () => table > 0,
    (image) => part.images.push(image),
  );
  let definition: { label?: string; url: string; title: string | undefined } | undefined;
  let last: Range & { type: string } = { type: '', start: 0, end: 0 };

  for (const [phase, token] of events) {
    const start = token.start.offset;
    const end = token.end.offset;
    if (phase === 'exit') {
      if (token.type === 'image' || token.type === 'link') {
        media.close();
      } else if (token.type === 'definition' && definition?.label !== undefined) {
        part.definitions.push({ label: definition.label, url: definition.url, title: definition.title });
        definition = undefined;
      } else if ((token.type as string) === 'table') {
        table -= 1;
      }
      continue;
    }
    // Lines of HTML are left to the HTML parser: alt text added at a line's end makes the line longer.
    if (!media.inImage() && token.type !== 'htmlFlowData' && token.type !== 'htmlTextData') {
      part.outline.push({ type: token.type, start, end });
    }
    if (opaqueTypes.has(token.type)) {
      part.opaque.push({ start, end });
    }
    enter(token, start, end);
  }

  function enter(token: Token, start: number, end: number) {
    switch (token.type as string) {
      case 'image':
      case 'link':
        media.open(token.type as 'image' | 'link', start, end);
        break;
      case 'labelText':
        media.part('label', { start, end });
        break;
      case 'resourceDestinationString':
        media.part('destination', { start, end });
        break;
      case 'resourceTitleString':
        media.part('title', { start, end });
        break;
      case 'referenceString':
        media.refer(text.slice(start, end));
        break;
      case 'data':
      case 'codeTextData':
      case 'autolinkProtocol':
      case 'autolinkEmail':
        media.say(start, text.slice(start, end));
        break;
      case 'characterEscape':
      case 'characterReference':
        media.say(start, decodeString(text.slice(start, end)));
        break;
      case 'lineEnding':
        media.say(start, '\n');
        break;
      case 'htmlFlow':
      case 'htmlText':
        part.html.push({ start, end });
        last = { type: token.type, start, end };
        break;
      case 'codeFenced':
        last = { type: token.type, start, end };
        break;
      case 'mdxJsxFlowTag':
      case 'mdxJsxTextTag':
        part.mdx.push({ kind: 'tag', start, end });
        break;
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        part.mdx.push({ kind: 'expression', start, end });
        break;
      case 'mdxjsEsm':
        part.mdx.push({ kind: 'esm', start, end });
        break;
      case 'table':
        table += 1;
        part.tables.push({ start, end });
        break;
      case 'atxHeading':
        part.blocks.push({ start, end, level: /^\s*#+/.exec(text.slice(start, end))?.[0].trim().length ?? 1 });
        break;
      case 'setextHeading':
        part.blocks.push({ start, end, level: /=\s*$/.test(text.slice(start, end)) ? 1 : 2 });
        break;
      case 'paragraph':
      case 'tableRow':
        part.blocks.push({ start, end, level: 0 });
        break;
      case 'definition':
        definition = { url: '', title: undefined };
        break;
      case 'definitionLabelString':
        if (definition) {
          definition.label = normalizeIdentifier(text.slice(start, end));
        }
        break;
      case 'definitionDestinationString':
        if (definition) {
          definition.url = decodeString(text.slice(start, end));
        }
        break;
      case 'definitionTitleString':
        if (definition) {
          definition.title = decodeString(text.slice(start, end));
        }
        break;
    }
  }

  return { ...part, unclosed: isUnclosed(text, last) };
}

/** CommonMark 0.31.2, 4.5 and 4.6: what a blank line doesn't end. */
function isUnclosed(text: string, last: Range & { type: string }): boolean {
  if (last.type === '' || text.slice(last.end).trim() !== '') {
    return false;
  }
  const source = text.slice(last.start, last.end);
  if (last.type === 'codeFenced') {
    const opening = /^[`~]{3,}/.exec(source)?.[0] ?? '```';
    const lines = source.trimEnd().split('\n');
    const closing = /^[ \t>]*([`~]{3,})[ \t]*$/.exec(lines.at(-1) ?? '')?.[1];
    return lines.length < 2 || !closing?.startsWith(opening);
  }
  const kinds: readonly [RegExp, RegExp][] = [
    [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
    [/^<!--/, /-->/],
    [/^<\?/, /\?>/],
    [/^<!\[CDATA\[/, /\]\]>/],
    [/^<![A-Za-z]/, />/],
  ];
  return kinds.some(([opens, closes]) => opens.test(source) && !closes.test(source.slice(2)));
}
