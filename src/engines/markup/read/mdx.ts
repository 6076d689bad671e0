/** Images in MDX: Markdown's own, tags, and JSX inside expressions and exports. */
import { type Draft, type DraftImage, moved, type OutlineNode, type TextBlock } from './draft';
import { findJsx, findJsxExpression } from './jsx';
import { scopeOf } from './jsxValues';
import { type MarkdownPart, readMarkdown } from './markdownTokens';
import { readTag } from './tag';
import { isImageTag, type TagDialect, tagImage } from './tagImage';

const dialect: TagDialect = { format: 'jsx', syntax: 'jsx', bracesInQuotes: false };

/** Reads MDX. `error` is the grammar's message for a document that can't be parsed. */
export function findMdx(text: string): Draft {
  let part: MarkdownPart;
  try {
    part = readMarkdown(text, [], 'mdx', true);
  } catch (cause) {
    return { images: [], blocks: [], outline: () => [], error: cause instanceof Error ? cause.message : String(cause) };
  }
  const definitions = new Map(part.definitions.map((one) => [one.label, one]));
  const esm = part.mdx.filter((one) => one.kind === 'esm');
  const scope = scopeOf(esm.map((one) => text.slice(one.start, one.end)).join('\n'));
  const modules = new Map([...scope].flatMap(([name, bound]) => (bound.module ? [[name, bound.module] as const] : [])));

  const images: DraftImage[] = part.images.map(({ reference, linkReference: _link, ...image }) => {
    const target = reference === undefined ? undefined : definitions.get(reference);
    return target ? { ...image, src: { ...image.src, value: target.url }, title: target.title } : image;
  });
  const blocks: TextBlock[] = [...part.blocks];
  const inner: Draft[] = [];
  const links: { name: string; href: string | undefined }[] = [];
  const attributes: OutlineNode[] = [];
  for (const { kind, start, end } of part.mdx) {
    if (kind === 'expression') {
      inner.push(findJsxExpression(text.slice(start + 1, end - 1), start + 1, scope));
    } else if (kind === 'esm') {
      inner.push(shifted(findJsx(text.slice(start, end), true), start));
    } else if (text.startsWith('</', start)) {
      const name = text.slice(start + 2, end - 1).trim();
      const opened = links.findLastIndex((link) => link.name === name);
      links.splice(opened < 0 ? links.length : opened);
    } else {
      const tag = readTag(text, start);
      if (!tag) {
        continue;
      }
      for (const one of tag.attributes) {
        if (one.name !== 'alt') {
          attributes.push({ type: one.name, start: one.start, end: one.end });
        }
      }
      if (isImageTag(tag)) {
        const link = links.at(-1);
        images.push({
          ...tagImage(tag, dialect, modules),
          ...(link && { link: { text: '', ...(link.href !== undefined && { href: link.href }) } }),
        });
      } else if (!tag.selfClosing && (tag.name === 'a' || /Link$|^button$/.test(tag.name))) {
        links.push({
          name: tag.name,
          href: tag.attributes.find((one) => one.name === 'href' || one.name === 'to')?.raw,
        });
      }
    }
  }
  images.push(...inner.flatMap((draft) => draft.images));
  blocks.push(...inner.flatMap((draft) => draft.blocks));
  return {
    images: images.sort((a, b) => a.start - b.start),
    blocks: blocks.sort((a, b) => a.start - b.start),
    outline: () => {
      const own = part.outline.filter(
        (entry) => !part.mdx.some(({ start, end }) => start <= entry.start && entry.end <= end),
      );
      const places = part.mdx.map(({ kind, start, end }) => ({ type: kind, start, end }));
      return [...own, ...places, ...attributes, ...inner.flatMap((draft) => draft.outline())];
    },
  };
}

function shifted(draft: Draft, by: number): Draft {
  return {
    images: draft.images.map((image) => moved(image, by)),
    blocks: draft.blocks.map((block) => ({ ...block, start: block.start + by, end: block.end + by })),
    outline: () => draft.outline().map((entry) => ({ ...entry, start: entry.start + by, end: entry.end + by })),
  };
}
