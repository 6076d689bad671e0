/** An image from an opening tag with expressions, for Svelte, Astro, and MDX. */
import type { AltSyntax, ImageFormat } from '../../../core/altText/types';
import { imageTags } from './attribute';
import { decodeHtml } from './decodeHtml';
import { type DraftImage, slot } from './draft';
import type { OpenTag, TagAttribute } from './tag';

export interface TagDialect {
  readonly format: ImageFormat;
  readonly syntax: AltSyntax;
  /** A quoted value can contain `{expressions}`. */
  readonly bracesInQuotes: boolean;
}

/** True for elements and components that show an image. */
export function isImageTag(tag: OpenTag): boolean {
  if (tag.name === 'input') {
    return tag.attributes.some((one) => one.name === 'type' && one.raw.toLowerCase() === 'image');
  }
  if (tag.name === 'picture' || tag.name === 'image') {
    return false;
  }
  return tag.name === 'Picture' || imageTags.has(tag.name.toLowerCase());
}

/** Builds the image; `modules` maps imported names to their modules. */
export function tagImage(tag: OpenTag, dialect: TagDialect, modules: ReadonlyMap<string, string>): DraftImage {
  const named = (name: string) => tag.attributes.find((one) => one.name === name);
  const src = named('src') ?? named('srcset');
  const alt = named('alt');
  const text = (one: TagAttribute | undefined) => (one ? literal(one, dialect) : undefined);
  const expression = src && src.kind !== 'string' ? (src.kind === 'shorthand' ? src.name : src.raw.trim()) : undefined;
  const module = expression === undefined ? undefined : modules.get(/^[\w$]+/.exec(expression)?.[0] ?? '');
  const inline = expression && /^(?:import|require)\(\s*(["'`])([^"'`$]+)\1\s*\)$/.exec(expression)?.[2];
  const source = module ?? inline;
  const role = text(named('role'));
  return {
    format: dialect.format,
    tag: tag.name,
    start: tag.start,
    end: tag.end,
    src: src
      ? {
          raw: src.raw,
          value: text(src),
          start: src.rawStart,
          end: src.rawStart + src.raw.length,
          ...(source && { module: source }),
        }
      : { raw: '', value: undefined },
    alt: altSlot(tag, alt, src, dialect),
    title: text(named('title')),
    attributes: tag.attributes.filter((one) => one.kind !== 'spread').map((one) => one.name),
    spread: tag.attributes.some((one) => one.kind === 'spread'),
    exempt:
      role === 'presentation' ||
      role === 'none' ||
      text(named('aria-hidden')) === 'true' ||
      tag.attributes.some((one) => one.name === 'aria-label' || one.name === 'aria-labelledby'),
  };
}

function altSlot(tag: OpenTag, alt: TagAttribute | undefined, src: TagAttribute | undefined, dialect: TagDialect) {
  const { syntax } = dialect;
  if (!alt) {
    const at = src?.end ?? tag.start + 1 + tag.name.length;
    return slot({ value: undefined, start: at, end: at, syntax, prefix: ' alt="', suffix: '"' });
  }
  if (alt.kind === 'bare') {
    return slot({ value: '', start: alt.end, end: alt.end, syntax, prefix: '="', suffix: '"' });
  }
  const value = literal(alt, dialect);
  const quote = alt.quote === "'" ? "'" : '"';
  const unquoted = alt.kind === 'string' && alt.quote === '';
  return slot({
    value,
    dynamic: value === undefined,
    start: alt.kind === 'shorthand' ? alt.start : unquoted ? alt.rawStart : alt.rawStart - 1,
    end: alt.end,
    syntax,
    prefix: alt.kind === 'shorthand' ? 'alt="' : quote,
    suffix: quote,
  });
}

/** The value of an attribute that needs no evaluation. */
function literal(one: TagAttribute, dialect: TagDialect): string | undefined {
  if (one.kind === 'string') {
    return dialect.bracesInQuotes && one.raw.includes('{') ? undefined : decodeHtml(one.raw);
  }
  if (one.kind === 'template') {
    return one.raw.includes('${') || one.raw.includes('\\') ? undefined : one.raw;
  }
  if (one.kind === 'expression') {
    const string = /^\s*(["'`])([^"'`\\$\r\n]*)\1\s*$/.exec(one.raw);
    return string?.[2];
  }
  return one.kind === 'bare' ? '' : undefined;
}
