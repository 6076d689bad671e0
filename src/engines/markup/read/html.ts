/**
 * Images in HTML and in what is nearly HTML. Reads with parse5's tokenizer, not its tree builder: a tag is found
 * anywhere, in fragments, templates, and pages that no two browsers would repair the same way.
 */
import { Token, Tokenizer, TokenizerMode } from 'parse5';
import { lookUp } from '../../../core/lookUp';
import { attributeSlot, imageTags, missingSlot, type WrittenAttribute } from './attribute';
import { type Draft, type DraftImage, type OutlineNode, slot, type TextBlock } from './draft';
import { blankBlade } from './serverCode';

export interface HtmlOptions {
  /** `vue` reads `:alt`, `v-bind:alt`, and `v-bind="…"`. */
  readonly dialect?: 'html' | 'vue';
  /** Positions inside a Markdown table; given for HTML inside Markdown. */
  readonly inTable?: (offset: number) => boolean;
}

/** Stands for one character of template code that was blanked out; no document uses it. */
export const blank = '\ue000';

const rawText: Readonly<Record<string, keyof typeof TokenizerMode>> = {
  script: 'SCRIPT_DATA',
  style: 'RAWTEXT',
  xmp: 'RAWTEXT',
  iframe: 'RAWTEXT',
  noembed: 'RAWTEXT',
  noframes: 'RAWTEXT',
  title: 'RCDATA',
  textarea: 'RCDATA',
};
const inline = new Set(
  'a abbr b bdi bdo br cite code data dfn em font i img kbd mark q s samp small span strong sub sup time u var wbr picture source'.split(
    ' ',
  ),
);

interface OpenLink {
  readonly name: string;
  readonly href: string | undefined;
  readonly images: { link?: DraftImage['link'] }[];
  text: string;
}

/** Finds `<img>`, `<input type="image">`, `<area href>`, and image components in `text`. Never throws. */
export function findHtml(text: string, options: HtmlOptions = {}): Draft {
  const vue = options.dialect === 'vue';
  const images: (DraftImage & { link?: DraftImage['link']; caption?: string })[] = [];
  const blocks: TextBlock[] = [];
  const outline: OutlineNode[] = [];
  const links: OpenLink[] = [];
  const figures: { from: number; caption: string | undefined }[] = [];
  let language: string | undefined;
  let svgDepth = 0;
  let captionStart = -1;
  let level = 0;
  let inCode = false;
  let run = { start: -1, end: -1, text: '' };

  const flush = () => {
    if (run.start >= 0 && run.text.trim() !== '') {
      blocks.push({ start: run.start, end: run.end, level, text: run.text });
    }
    run = { start: -1, end: -1, text: '' };
  };
  const addText = (token: Token.CharacterToken) => {
    if (inCode) {
      return;
    }
    const { startOffset, endOffset } = token.location!;
    run.start = run.start < 0 ? startOffset : run.start;
    run.end = endOffset;
    run.text += token.chars;
    const link = links.at(-1);
    if (link) {
      link.text += token.chars;
    }
  };

  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onComment: (token) => note('#comment', token.location!),
      onDoctype: (token) => note('#doctype', token.location!),
      onCharacter: addText,
      onWhitespaceCharacter: addText,
      onNullCharacter: addText,
      onEof: flush,
      onParseError: null,
      onStartTag: (token) => startTag(token),
      onEndTag: (token) => endTag(token),
    },
  );

  function note(type: string, at: Token.Location) {
    outline.push({ type, start: at.startOffset, end: at.endOffset });
  }

  /** Components differ from elements by their capitals. */
  function asWritten(at: Token.Location, name: string): string {
    return vue ? (/^<\/?([^\s/>]+)/.exec(text.slice(at.startOffset, at.endOffset))?.[1] ?? name) : name;
  }

  function startTag(token: Token.TagToken) {
    const name = token.tagName;
    const at = token.location!;
    note(`<${asWritten(at, name)}`, at);
    if (vue && token.selfClosing) {
      note(`</${asWritten(at, name)}`, at);
    }
    for (const [attribute, range] of Object.entries(at.attrs ?? {})) {
      if (!isAltName(attribute)) {
        note(attribute, range);
      }
    }
    const mode = lookUp(rawText, name);
    if (mode && svgDepth === 0 && !(token.selfClosing && vue)) {
      tokenizer.state = TokenizerMode[mode];
      inCode = mode !== 'RCDATA';
    }
    if (!inline.has(name) || imageTags.has(name)) {
      flush();
    }
    if (/^h[1-6]$/.test(name)) {
      level = Number(name.charAt(1));
    } else if (name === 'svg' || name === 'math') {
      svgDepth += token.selfClosing ? 0 : 1;
      tokenizer.inForeignNode = svgDepth > 0;
    } else if (name === 'figure') {
      figures.push({ from: images.length, caption: undefined });
    } else if (name === 'figcaption') {
      captionStart = blocks.length;
    } else if (name === 'html') {
      language = Token.getTokenAttr(token, 'lang') ?? language;
    } else if (name === 'a' || name === 'button' || name.endsWith('link')) {
      if (!token.selfClosing) {
        const href = Token.getTokenAttr(token, 'href') ?? Token.getTokenAttr(token, 'to') ?? undefined;
        links.push({ name, href, images: [], text: '' });
      }
    }
    if (isImage(token, svgDepth > 0)) {
      const image = htmlImage(text, token, vue, options.inTable?.(at.startOffset));
      images.push(image);
      links.at(-1)?.images.push(image);
    }
  }

  function endTag(token: Token.TagToken) {
    const name = token.tagName;
    inCode = false;
    note(`</${asWritten(token.location!, name)}`, token.location!);
    if (!inline.has(name)) {
      flush();
    }
    if (/^h[1-6]$/.test(name)) {
      level = 0;
    } else if (name === 'svg' || name === 'math') {
      svgDepth = Math.max(0, svgDepth - 1);
      tokenizer.inForeignNode = svgDepth > 0;
    } else if (name === 'figcaption' && captionStart >= 0) {
      const figure = figures.at(-1);
      if (figure) {
        figure.caption = blocks
          .slice(captionStart)
          .map((block) => block.text)
          .join(' ');
      }
      captionStart = -1;
    } else if (name === 'figure') {
      const figure = figures.pop();
      if (figure?.caption !== undefined) {
        for (const image of images.slice(figure.from)) {
          image.caption ??= figure.caption;
        }
      }
    }
    const opened = links.findLastIndex((link) => link.name === name);
    if (opened >= 0) {
      for (const link of links.splice(opened)) {
        settle(link);
      }
    }
  }

  tokenizer.write(text, true);
  links.forEach(settle);
  return { images, blocks, outline: () => outline, language };
}

function settle(link: OpenLink) {
  for (const image of link.images) {
    image.link = { text: link.text.replaceAll(blank, ' ').trim(), ...(link.href !== undefined && { href: link.href }) };
  }
}

function isAltName(name: string): boolean {
  return name === 'alt';
}

function isImage(token: Token.TagToken, inSvg: boolean): boolean {
  const name = token.tagName;
  if (name === 'input') {
    return Token.getTokenAttr(token, 'type')?.toLowerCase() === 'image';
  }
  if (name === 'area') {
    return Token.getTokenAttr(token, 'href') !== null;
  }
  if (name === 'picture' || (name === 'image' && inSvg)) {
    // A component called Picture has a source of its own; the element doesn't.
    return name === 'picture' && Token.getTokenAttr(token, 'src') !== null;
  }
  return imageTags.has(name);
}

function htmlImage(text: string, token: Token.TagToken, vue: boolean, isInTable?: boolean): DraftImage {
  const at = token.location!;
  const tag = /^<([^\s/>]+)/.exec(text.slice(at.startOffset, at.endOffset))?.[1] ?? token.tagName;
  const attributes = new Map<string, WrittenAttribute>();
  for (const { name, value } of token.attrs) {
    const range = at.attrs?.[name];
    if (range) {
      attributes.set(name, { name, value, start: range.startOffset, end: range.endOffset });
    }
  }
  const source = attributes.get('src') ?? attributes.get('data-src') ?? attributes.get('srcset');
  const bound = vue ? (attributes.get(':src') ?? attributes.get('v-bind:src')) : undefined;
  const literal = attributes.get('alt');
  const boundAlt = vue ? (attributes.get(':alt') ?? attributes.get('v-bind:alt')) : undefined;
  const alt = literal ?? boundAlt;
  const dynamic = alt !== undefined && (alt === boundAlt || alt.value.includes(blank));
  const role = attributes.get('role')?.value.trim().toLowerCase();
  // A source without quotes can be followed by a slash that HTML counts as part of the value and CommonMark doesn't.
  const beside = source ?? bound;
  const isQuoted = beside !== undefined && /["']$/.test(text.slice(beside.start, beside.end));
  const where = isQuoted ? beside.end : at.startOffset + 1 + tag.length;
  const inTable = isInTable === true;
  const syntax = isInTable === undefined ? 'html' : 'htmlInMarkdown';
  return {
    format: vue ? 'vue' : 'html',
    tag,
    start: at.startOffset,
    end: at.endOffset,
    src: htmlSource(text, source, bound),
    alt: alt
      ? alt === literal && alt.start === alt.end
        ? slot({ value: alt.value, start: alt.start, end: alt.end, syntax })
        : attributeSlot(text, alt, syntax, { inTable, dynamic })
      : missingSlot(where, 'alt', syntax, inTable),
    title: attributes.get('title')?.value,
    attributes: [...attributes.keys()],
    spread: vue && (attributes.has('v-bind') || attributes.has('v-bind:')),
    exempt:
      role === 'presentation' ||
      role === 'none' ||
      attributes.get('aria-hidden')?.value === 'true' ||
      [...attributes.keys()].some((name) => /^(?::|v-bind:)?aria-label(?:ledby)?$/.test(name)),
  };
}

function htmlSource(
  text: string,
  source: WrittenAttribute | undefined,
  bound: WrittenAttribute | undefined,
): DraftImage['src'] {
  const attribute = source ?? bound;
  if (!attribute) {
    return { raw: '', value: undefined };
  }
  const written = /^[^=]*=\s*(["']?)/.exec(text.slice(attribute.start, attribute.end));
  const start = attribute.start + (written?.[0].length ?? attribute.end - attribute.start);
  const end = attribute.end - (written?.[1] ? 1 : 0);
  const raw = text.slice(start, Math.max(start, end));
  if (!source) {
    const literal = /^\s*(?:require\(\s*)?(['"`])([^'"`]+)\1\s*\)?\s*$/.exec(attribute.value);
    return { raw, value: literal?.[2], start, end };
  }
  const value = source.name === 'srcset' ? source.value.trim().split(/[\s,]/)[0] : source.value;
  return { raw, value: value?.includes(blank) ? undefined : value?.trim(), start, end };
}

/** Blanks out server and template code (`<?php … ?>`, `<% … %>`, `{{ … }}`, `{% … %}`), keeping every offset. */
export function blankTemplates(text: string): string {
  return blankBlade(text, blank).replace(
    /<\?(?!xml\b)[\s\S]*?(?:\?>|$)|<%[\s\S]*?%>|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g,
    (code) => code.replace(/[^\r\n]/g, blank),
  );
}
