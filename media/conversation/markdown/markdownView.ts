import { element } from '../../kit/dom';
import { type Block, createBlockParser, isCode, type ParsedText, type References } from './blocks';
import { codeBlockOf, createCodeBlock } from './code';
import { drawInline } from './inline';
import type { MarkdownContext } from './links';

/** A growing Markdown text as DOM. A block whose source did not change keeps its nodes. */
export interface MarkdownView {
  readonly node: HTMLElement;
  /** Draws the text; cheap when it only grew at its end. */
  readonly update: (text: string) => void;
  /** The text as it would be spoken. */
  readonly plainText: () => string;
}

/** Heading level of the article that holds the text; its own headings come below it. */
const articleHeading = 2;

export function createMarkdownView(context: MarkdownContext): MarkdownView {
  const node = element('div', { class: 'markdown' });
  const parse = createBlockParser();
  let shown: ParsedText = { blocks: [], references: {} };
  let drawn = '';
  return {
    node,
    update: (text) => {
      if (text === drawn) {
        return;
      }
      drawn = text;
      const next = parse(text);
      reconcile(node, shown.blocks, next.blocks, next.references, context);
      shown = next;
    },
    plainText: () => [...node.children].map(spokenText).join('\n'),
  };
}

function spokenText(block: Element): string {
  const copy = block.cloneNode(true) as Element;
  for (const extra of copy.querySelectorAll('.codeHeader')) {
    extra.remove();
  }
  for (const line of copy.querySelectorAll('br, li, tr, p, blockquote, pre, h3, h4, h5, h6')) {
    line.before('\n');
  }
  for (const cell of copy.querySelectorAll('th, td')) {
    cell.append(' ');
  }
  return (copy.textContent ?? '').replace(/\n{2,}/g, '\n').trim();
}

function reconcile(
  parent: Element,
  before: readonly Block[],
  after: readonly Block[],
  references: References,
  context: MarkdownContext,
): void {
  // Asked for by its index, a live list is counted anew after each change.
  const nodes = [...parent.children];
  after.forEach((block, index) => {
    const old = before[index];
    const child = nodes[index];
    if (old === undefined || child === undefined) {
      parent.append(create(block, references, context));
    } else if (old !== block && old.key !== block.key) {
      if (!patch(child, old, block, references, context)) {
        child.replaceWith(create(block, references, context));
      }
    }
  });
  for (const extra of nodes.slice(after.length)) {
    extra.remove();
  }
}

/** Where the children of a block's node are. */
function slotOf(node: Element, block: Block): Element {
  return block.type === 'table' ? node.firstElementChild! : node;
}

function patch(node: Element, old: Block, next: Block, references: References, context: MarkdownContext): boolean {
  const same =
    old.type === next.type &&
    old.info === next.info &&
    old.tight === next.tight &&
    old.start === next.start &&
    old.align === next.align &&
    old.depth === next.depth;
  if (!same) {
    return false;
  }
  if (isCode(next.type)) {
    codeBlockOf(node)?.update(codeText(next));
  } else if (hasInline(next)) {
    node.replaceChildren(drawInline(next.text, references, context));
  } else {
    reconcile(slotOf(node, next), old.children, next.children, references, context);
  }
  return true;
}

function hasInline(block: Block): boolean {
  return ['paragraph', 'heading', 'th', 'td'].includes(block.type);
}

function codeText(block: Block): string {
  return block.text.replace(/\n$/, '');
}

function create(block: Block, references: References, context: MarkdownContext): HTMLElement {
  if (isCode(block.type)) {
    return createCodeBlock(block.info.split(/\s/)[0] ?? '', codeText(block), context).node;
  }
  const node = emptyNode(block, context);
  if (hasInline(block)) {
    node.append(drawInline(block.text, references, context));
  } else {
    reconcile(slotOf(node, block), [], block.children, references, context);
  }
  return node;
}

function emptyNode(block: Block, context: MarkdownContext): HTMLElement {
  switch (block.type) {
    case 'heading':
      return element(headingTags[Math.min(articleHeading + block.depth, 6)] ?? 'h6', { dir: 'auto' });
    case 'paragraph':
      return block.tight ? element('div', { dir: 'auto' }) : element('p', { dir: 'auto' });
    case 'blockquote':
      return element('blockquote', { dir: 'auto' });
    case 'bullet_list':
      return element('ul', { dir: 'auto' });
    case 'ordered_list':
      return element('ol', { dir: 'auto', start: block.start === undefined ? undefined : String(block.start) });
    case 'list_item':
      return element('li');
    case 'plain':
      return element('div', { class: 'plain', dir: 'auto' }, block.text);
    case 'hr':
      return element('hr');
    case 'table':
      return element(
        'div',
        { class: 'tableBox', tabindex: '0', role: 'region', 'aria-label': context.strings.table },
        element('table', { dir: 'auto' }),
      );
    case 'thead':
      return element('thead');
    case 'tbody':
      return element('tbody');
    case 'tr':
      return element('tr');
    case 'th':
      return element('th', { scope: 'col', class: block.align && `align-${block.align}` });
    case 'td':
      return element('td', { class: block.align && `align-${block.align}` });
    default:
      return element('div', { dir: 'auto' }, block.text);
  }
}

const headingTags: readonly ('h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6')[] = ['h1', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
