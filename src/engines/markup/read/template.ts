/** Images in Svelte and Astro: HTML with expressions in braces, scanned without being fooled by what is in them. */
import type { Draft, DraftImage, OutlineNode, TextBlock } from './draft';
import { importsOf } from './imports';
import { endOfString, endOfTemplate, type OpenTag, readTag } from './tag';
import { isImageTag, type TagDialect, tagImage } from './tagImage';

const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

interface Open {
  readonly kind: 'element' | 'braces';
  readonly name: string;
  readonly href?: string | undefined;
}

/** Reads a component of either kind. Never throws. */
export function findTemplate(text: string, kind: 'svelte' | 'astro'): Draft {
  const dialect: TagDialect = {
    format: kind,
    syntax: kind === 'svelte' ? 'svelte' : 'html',
    bracesInQuotes: kind === 'svelte',
  };
  const script = scriptOf(text, kind);
  const modules = importsOf(script);
  const images: (DraftImage & { link?: DraftImage['link'] })[] = [];
  const outline: OutlineNode[] = [];
  const blocks: TextBlock[] = [];
  const stack: Open[] = [];
  let language: string | undefined;
  let at = kind === 'astro' ? (/^\s*---[\s\S]*?\n---/.exec(text)?.[0].length ?? 0) : 0;
  let textFrom = at;
  let level = 0;

  const flush = (end: number) => {
    const words = text.slice(textFrom, end).replace(/<[^>]*>|\{[^}]*\}/g, ' ');
    if (words.trim() !== '') {
      blocks.push({ start: textFrom, end, level, text: words });
    }
  };
  const inBraces = () => stack.at(-1)?.kind === 'braces';

  while (at < text.length) {
    const char = text.charAt(at);
    if (inBraces()) {
      if (char === '"' || char === "'") {
        at = endOfString(text, at, char) + 1;
        continue;
      }
      if (char === '`') {
        at = endOfTemplate(text, at) + 1;
        continue;
      }
      if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        at = end < 0 ? text.length : end + 2;
        continue;
      }
    }
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      const to = end < 0 ? text.length : end + 3;
      outline.push({ type: '#comment', start: at, end: to });
      at = to;
    } else if (char === '{') {
      outline.push({ type: '{', start: at, end: at + 1 });
      stack.push({ kind: 'braces', name: '{' });
      at += 1;
    } else if (char === '}') {
      const opened = stack.findLastIndex((one) => one.kind === 'braces');
      if (opened >= 0) {
        stack.splice(opened);
      }
      outline.push({ type: '}', start: at, end: at + 1 });
      at += 1;
    } else if (char === '<' && text.charAt(at + 1) === '/') {
      at = closeTag(at);
    } else if (char === '<' && /[A-Za-z]/.test(text.charAt(at + 1)) && !(inBraces() && isComparison(text, at))) {
      const tag = readTag(text, at);
      at = tag ? openTag(tag) : at + 1;
    } else {
      at += 1;
    }
  }
  flush(text.length);
  return { images, blocks, outline: () => outline, language };

  function openTag(tag: OpenTag): number {
    const { start, end } = tag;
    outline.push(
      { type: `<${tag.name}`, start, end },
      ...(tag.selfClosing ? [{ type: `</${tag.name}`, start, end }] : []),
    );
    for (const attribute of tag.attributes) {
      if (attribute.name !== 'alt') {
        outline.push({ type: attribute.name, start: attribute.start, end: attribute.end });
      }
    }
    if (
      /^(?:h[1-6]|p|div|section|article|li|ul|ol|table|tr|td|th|header|footer|main|nav|figure|figcaption|button)$/.test(
        tag.name,
      )
    ) {
      flush(tag.start);
      textFrom = tag.end;
      level = /^h[1-6]$/.test(tag.name) ? Number(tag.name.charAt(1)) : 0;
    }
    if (tag.name === 'html') {
      language = tag.attributes.find((one) => one.name === 'lang' && one.kind === 'string')?.raw ?? language;
    }
    if (isImageTag(tag)) {
      const image = tagImage(tag, dialect, modules);
      images.push(image);
      const link = stack.findLast((one) => one.name === 'a' || one.name === 'button' || /Link$/.test(one.name));
      if (link) {
        Object.assign(image, { link: { text: '', ...(link.href !== undefined && { href: link.href }) } });
      }
    }
    if (tag.selfClosing || voidTags.has(tag.name)) {
      return tag.end;
    }
    if (tag.name === 'script' || tag.name === 'style') {
      const end = text.toLowerCase().indexOf(`</${tag.name}`, tag.end);
      textFrom = end < 0 ? text.length : end;
      return textFrom;
    }
    const href = tag.attributes.find((one) => one.name === 'href' || one.name === 'to')?.raw;
    stack.push({ kind: 'element', name: tag.name, href });
    return tag.end;
  }

  function closeTag(start: number): number {
    const end = text.indexOf('>', start);
    const to = end < 0 ? text.length : end + 1;
    const name = text.slice(start + 2, to - 1).trim();
    outline.push({ type: `</${name}`, start, end: to });
    if (!/^(?:a|b|i|em|strong|span|code|small|sup|sub)$/.test(name)) {
      flush(start);
      textFrom = to;
      level = 0;
    }
    const opened = stack.findLastIndex((one) => one.name === name);
    if (opened >= 0) {
      stack.splice(opened);
    }
    return to;
  }
}

/** Inside an expression, `a<b` compares; a tag is where a value is expected. */
function isComparison(text: string, at: number): boolean {
  return (
    /[\w$)\]]\s*$/.test(text.slice(Math.max(0, at - 20), at)) &&
    !/\b(?:return|then|await|yield|as)\s*$|[}>]\s*$/.test(text.slice(Math.max(0, at - 20), at))
  );
}

function scriptOf(text: string, kind: 'svelte' | 'astro'): string {
  if (kind === 'astro') {
    return /^\s*---([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  }
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)].map(([, code]) => code).join('\n');
}
