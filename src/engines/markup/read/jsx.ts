/** Images in JSX and TSX, with Babel's parser and error recovery: a half-typed file still shows its images. */
import { type ParserPlugin, parse, parseExpression } from '@babel/parser';
import { imageTags } from './attribute';
import { type Draft, type DraftImage, slot, type TextBlock } from './draft';
import { attributeOf, children, list, type Node, outlineOf, tagName } from './jsxTree';
import { bindings, evaluate, literal, type Scope } from './jsxValues';

interface Around {
  readonly link?: { readonly href?: string; readonly text: string };
  readonly caption?: string;
}

/** Reads a module, `typed` as TSX. `error` is Babel's message if nothing could be read. */
export function findJsx(text: string, typed: boolean): Draft {
  if (!text.includes('<')) {
    return { images: [], blocks: [], outline: () => [] };
  }
  const plugins: ParserPlugin[][] = typed
    ? [['jsx', 'typescript', 'decorators']]
    : [
        ['jsx', 'flow', 'decorators'],
        ['jsx', 'typescript', 'decorators'],
      ];
  let error = '';
  for (const choice of plugins) {
    try {
      const file = parse(text, {
        sourceType: 'unambiguous',
        allowReturnOutsideFunction: true,
        errorRecovery: true,
        attachComment: false,
        plugins: choice,
      });
      return collect(file.program as unknown as Node, 0, text);
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
    }
  }
  return { images: [], blocks: [], outline: () => [], error };
}

/** Reads one expression at `offset` of a document; one that can't be parsed contains no images. */
export function findJsxExpression(source: string, offset: number, scope: Scope): Draft {
  try {
    const node = parseExpression(`(${source}\n)`, { errorRecovery: true, plugins: ['jsx', 'typescript'] });
    return collect(node as unknown as Node, offset - 1, `(${source}`, scope);
  } catch (cause) {
    return { images: [], blocks: [], outline: () => [], error: cause instanceof Error ? cause.message : String(cause) };
  }
}

function collect(root: Node, shift: number, text: string, outer?: Scope): Draft {
  const scope = new Map([...(outer ?? []), ...bindings(root)]);
  const images: DraftImage[] = [];
  const blocks: TextBlock[] = [];
  visit(root, {});

  function visit(node: Node, around: Around) {
    let inner = around;
    if (node.type === 'JSXElement') {
      const opening = node.openingElement as Node;
      const name = tagName(opening.name as Node);
      if (isImage(name, opening)) {
        images.push(image(opening, name, around, scope, shift, text));
      }
      inner = aroundChildren(node, name, opening, around);
      const level = /^h[1-6]$/.test(name) ? Number(name.charAt(1)) : 0;
      if (level > 0 || /^(?:p|li|figcaption|td|th|dd|blockquote|summary)$/.test(name)) {
        const words = textOf(node);
        if (words !== '') {
          blocks.push({ start: node.start + shift, end: node.end + shift, level, text: words });
        }
      }
    }
    for (const child of children(node)) {
      visit(child, inner);
    }
  }
  return { images: images.sort((a, b) => a.start - b.start), blocks, outline: () => outlineOf(root, shift) };
}

function aroundChildren(node: Node, name: string, opening: Node, around: Around): Around {
  if (name === 'a' || name === 'button' || /(?:^|\.)(?:Link|NavLink|Button)$/.test(name)) {
    const target = attributeOf(opening, 'href') ?? attributeOf(opening, 'to');
    const href = target && literal(target.value as Node | null);
    return { ...around, link: { text: textOf(node), ...(typeof href === 'string' && { href }) } };
  }
  if (name === 'figure') {
    const caption = list(node.children).find(
      (child) => child.type === 'JSXElement' && tagName((child.openingElement as Node).name as Node) === 'figcaption',
    );
    return caption ? { ...around, caption: textOf(caption) } : around;
  }
  return around;
}

function isImage(name: string, opening: Node): boolean {
  if (name === 'input') {
    const type = attributeOf(opening, 'type');
    return type !== undefined && literal(type.value as Node | null) === 'image';
  }
  if (name === 'area') {
    return attributeOf(opening, 'href') !== undefined;
  }
  if (name === 'picture' || name === 'image') {
    return false;
  }
  return name === 'Picture' || name === 'Img' || imageTags.has(name.toLowerCase());
}

function image(opening: Node, name: string, around: Around, scope: Scope, shift: number, document: string): DraftImage {
  const src = attributeOf(opening, 'src') ?? attributeOf(opening, 'srcSet');
  const alt = attributeOf(opening, 'alt');
  const all = list(opening.attributes);
  const named = all.filter((one) => one.type === 'JSXAttribute').map((one) => tagName(one.name as Node));
  const text = (of: string) => {
    const value = literal((attributeOf(opening, of)?.value ?? undefined) as Node | undefined);
    return typeof value === 'string' ? value : undefined;
  };
  const role = text('role');
  const hidden = attributeOf(opening, 'aria-hidden');
  return {
    format: 'jsx',
    tag: name,
    start: opening.start + shift,
    end: opening.end + shift,
    src: source(src, scope, shift, document),
    alt: altSlot(opening, alt, src, shift),
    title: text('title'),
    link: around.link,
    caption: around.caption,
    attributes: named,
    spread: all.some((one) => one.type === 'JSXSpreadAttribute'),
    exempt:
      role === 'presentation' ||
      role === 'none' ||
      (hidden !== undefined && [true, 'true'].includes((literal(hidden.value as Node | null) ?? '') as string)) ||
      named.includes('aria-label') ||
      named.includes('aria-labelledby'),
  };
}

function altSlot(opening: Node, alt: Node | undefined, src: Node | undefined, shift: number): DraftImage['alt'] {
  if (!alt) {
    const name = opening.name as Node;
    const types = opening.typeArguments as Node | null | undefined;
    const at = (src?.end ?? types?.end ?? name.end) + shift;
    return slot({ value: undefined, start: at, end: at, syntax: 'jsx', prefix: ' alt="', suffix: '"' });
  }
  const value = alt.value as Node | null;
  if (!value) {
    // A bare `alt` is the boolean true: no text.
    return slot({
      value: undefined,
      start: alt.end + shift,
      end: alt.end + shift,
      syntax: 'jsx',
      prefix: '="',
      suffix: '"',
    });
  }
  const known = literal(value);
  const quote = ((value.extra as { raw?: string } | undefined)?.raw ?? '').startsWith("'") ? "'" : '"';
  return slot({
    value: typeof known === 'string' ? known : undefined,
    dynamic: known === undefined,
    start: value.start + shift,
    end: value.end + shift,
    syntax: 'jsx',
    prefix: quote,
    suffix: quote,
  });
}

function source(src: Node | undefined, scope: Scope, shift: number, document: string): DraftImage['src'] {
  const value = src?.value as Node | null | undefined;
  if (!src || !value) {
    return { raw: '', value: undefined };
  }
  const quotes = value.type === 'StringLiteral' || value.type === 'JSXExpressionContainer' ? 1 : 0;
  const at = { start: value.start + quotes + shift, end: value.end - quotes + shift };
  const known = literal(value);
  const raw = document.slice(value.start + quotes, value.end - quotes);
  if (typeof known === 'string') {
    return { raw, value: known, ...at };
  }
  const expression = value.expression as Node | undefined;
  const bound = expression && evaluate(expression, scope);
  return { raw, value: bound?.value, ...at, ...(bound?.module && { module: bound.module }) };
}

function textOf(node: Node): string {
  if (node.type === 'JSXText') {
    return node.value as string;
  }
  if (node.type === 'JSXExpressionContainer') {
    const known = literal(node);
    return typeof known === 'string' ? known : ' ';
  }
  return list(node.children).map(textOf).join('').replace(/\s+/g, ' ').trim();
}
