/** Where a long description can go: after what contains the image, where the document's language allows a block. */
import type { ImageReference } from '../../../../core/altText/types';
import type { OutlineNode } from '../../read/draft';

export interface Place {
  readonly at: number;
  /** Before every line: what keeps it in its list, quotation, or directive. */
  readonly prefix: string;
  /** For readability, before lines in which spaces don't count. */
  readonly indent: string;
  /** Line breaks around the block. */
  readonly lead: string;
  readonly trail: string;
  /** In a list without blank lines between its items, because a blank line would change them all. */
  readonly tight?: boolean;
}

/** Undefined if no block can go anywhere. `outline` is that of `text`. */
export type FindPlace = (text: string, outline: readonly OutlineNode[], reference: ImageReference) => Place | undefined;

const isList = ({ type }: OutlineNode) => /^list(?:Ordered|Unordered)$/.test(type);
const isContainer = (node: OutlineNode) => isList(node) || node.type === 'blockQuote';
/** In these Markdown nodes, a block would end its container, or belong to it. */
const closed = /^(?:table|gfmFootnoteDefinition)/;
/** What opens items and quotations, at the start of a line. */
const opening = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*$/;

/** Markdown: after the paragraph, heading, or HTML that contains the image, in the same item or quotation. */
export const placeInMarkdown: FindPlace = (text, outline, reference) => {
  const holds = ({ start, end }: OutlineNode) => start <= reference.start && reference.end <= end;
  const size = ({ start, end }: OutlineNode) => end - start;
  const around = outline.filter((node) => /^[a-z]/i.test(node.type) && holds(node)).sort((a, b) => size(b) - size(a));
  const inner = around.findLast(isContainer);
  const holder = around.find((node) => !isContainer(node) && node.start >= (inner?.start ?? 0));
  const { start, end } = holder ?? reference;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (around.some(({ type }) => closed.test(type)) || !(inner ? opening : /^$/).test(before)) {
    return undefined;
  }
  if (!isFlow(openAt(outline, end))) {
    return undefined;
  }
  const prefix = before.replace(/[^>\t]/g, ' ');
  const blank = prefix.trimEnd();
  const tight = inner !== undefined && isList(inner) && isTight(inner, outline);
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end, end + 2000));
  const next = rest ? /^[^\r\n]*/.exec(text.slice(end + rest[0].length))![0] : '';
  const follows = next.startsWith(prefix) && next.slice(prefix.length).trim() !== '';
  if (rest && follows) {
    // Before what follows without a blank line, so that every line break keeps its meaning.
    return tight
      ? undefined
      : { at: end + rest[0].length, prefix, indent: '', lead: `${blank}\n`, trail: `\n${blank}\n` };
  }
  return { at: end, prefix, indent: '', lead: tight ? '\n' : `\n${blank}\n`, trail: '', tight };
};

/** CommonMark 0.31.2, 5.3: a list is loose if there is a blank line between its items, or between the blocks of one. */
function isTight(list: OutlineNode, outline: readonly OutlineNode[]): boolean {
  const inside = outline.filter(({ start, end }) => list.start <= start && end <= list.end);
  const nested = inside.filter(
    (node) => isContainer(node) && node !== list && node.end - node.start < list.end - list.start,
  );
  return !inside.some(
    ({ type, start }) => type === 'lineEndingBlank' && !nested.some((one) => one.start <= start && start < one.end),
  );
}

/**
 * Elements that can contain a block: the flow containers in the HTML standard, 3.2.5.2.2, as far as images occur there.
 */
const flowContainers = new Set(
  (
    'html body main article section aside nav header footer div center blockquote figure figcaption li dd td th details ' +
    'form fieldset dialog template noscript'
  ).split(' '),
);
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

const isFlow = (open: readonly OutlineNode[]) =>
  open.every((tag) => flowContainers.has(nameOf(tag)) || /^(?:ul|ol|dl|table|thead|tbody|tfoot|tr)$/.test(nameOf(tag)));

/** The element of a tag; empty for the fragment of JSX, `{` for an expression. */
const nameOf = ({ type }: OutlineNode) => type.replace(/^<\/?/, '');
const isTag = ({ type }: OutlineNode) => /^(?:<\/?(?:[a-z]|$)|[{}]$)/i.test(type);

/** The tags and expressions that are open at an offset, outermost first. */
function openAt(outline: readonly OutlineNode[], offset: number): OutlineNode[] {
  const open: OutlineNode[] = [];
  for (const node of outline) {
    if (node.end <= offset && isTag(node)) {
      follow(open, node);
    }
  }
  return open;
}

function follow(open: OutlineNode[], node: OutlineNode): void {
  if (node.type.startsWith('</') || node.type === '}') {
    const name = node.type === '}' ? '{' : nameOf(node);
    const at = open.findLastIndex((one) => nameOf(one) === name);
    if (at >= 0) {
      open.length = at;
    }
  } else if (!voids.has(nameOf(node))) {
    open.push(node);
  }
}

/** What a language of tags requires of a place besides HTML's own rules. */
export interface TagRules {
  /** Whether the open elements (outermost first) end in something that can contain a block. */
  readonly takes: (open: readonly string[]) => boolean;
  /**
   * Elements that may be left on the way from the image to that place; a component may handle its children in its own
   * way.
   */
  readonly leaves: RegExp;
  /** Attributes that make an element appear and disappear, or stay alone: what comes after it wouldn't follow. */
  readonly alone?: RegExp;
  /** The same, as text between the image and the place. */
  readonly parted?: RegExp;
}

const takesBlock = (open: readonly string[]) => flowContainers.has(open.at(-1) ?? '');
const takesOrTop = (open: readonly string[]) => open.length === 0 || takesBlock(open);
const elementsAndLinks = /^[a-z][a-z0-9]*$|[lL]ink$/;

/** By grammar. At the top level of a document, nothing is open. */
export const tagRules = {
  html: { takes: takesOrTop, leaves: /./ },
  svelte: { takes: takesOrTop, leaves: elementsAndLinks, alone: /^animate:/, parted: /\{[/:]/ },
  astro: { takes: takesOrTop, leaves: elementsAndLinks },
  // A second element beside a component's root changes what the component is.
  vue: {
    takes: (open) => takesBlock(open) && open.join() !== 'template',
    leaves: elementsAndLinks,
    alone: /^v-(?:if|else|else-if|for|show)$/,
  },
  // A fragment can contain what its surroundings can.
  jsx: {
    takes: (open) => takesBlock(open) || (open.at(-1) === '' && (open.length === 1 || takesBlock(open.slice(0, -1)))),
    leaves: elementsAndLinks,
  },
} satisfies Record<string, TagRules>;

/**
 * Languages of tags: inside the figure's caption if there is one, otherwise after what contains the image in the
 * nearest container.
 */
export function placeInTags({ takes, leaves, alone, parted }: TagRules): FindPlace {
  return (text, unsorted, reference) => {
    const outline = unsorted.filter(isTag).sort((a, b) => a.start - b.start);
    const open = openAt(outline, reference.start);
    if (!isClosed(text, reference)) {
      open.push({ type: `<${reference.tag}`, start: reference.start, end: reference.end });
    }
    const names = open.map(nameOf);
    let kept = names.length;
    while (kept >= 0 && !takes(names.slice(0, kept))) {
      kept -= 1;
    }
    const left = open.slice(Math.max(0, kept));
    const attributes = [
      ...reference.attributes,
      ...left.flatMap((tag) =>
        unsorted.filter(({ start, end }) => tag.start < start && end <= tag.end).map(({ type }) => type),
      ),
    ];
    if (
      kept < 0 ||
      !left.every((tag) => tag.start === reference.start || leaves.test(nameOf(tag))) ||
      attributes.some((name) => alone?.test(name))
    ) {
      return undefined;
    }
    const { after, caption } = endsOf(outline, open, kept, reference.end);
    const at = caption ?? after;
    if (at === undefined || parted?.test(text.slice(reference.end, at))) {
      return undefined;
    }
    const line = text.lastIndexOf('\n', (caption ?? reference.start) - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(line))![0];
    return { at, prefix: '', indent, lead: '\n', trail: caption === undefined ? '' : `\n${indent}` };
  };
}

/** An element without an end tag: one of HTML's own, or one that says so. */
function isClosed(text: string, { tag, end, language }: ImageReference): boolean {
  const closesItself = language !== 'html' && text.slice(0, end).endsWith('/>');
  return closesItself || (language !== 'jsx' && voids.has(tag.toLowerCase()));
}

/** Where the open elements beyond the first `kept` end, and where the caption of the surrounding figure does. */
function endsOf(
  outline: readonly OutlineNode[],
  open: OutlineNode[],
  kept: number,
  from: number,
): { readonly after: number | undefined; readonly caption: number | undefined } {
  const inFigure = kept > 0 && nameOf(open[kept - 1]!) === 'figure';
  let after = kept === open.length ? from : undefined;
  let caption: number | undefined;
  for (const node of outline.filter(({ start }) => start >= from)) {
    follow(open, node);
    if (open.length < kept) {
      break;
    }
    if (open.length === kept && (node.type.startsWith('</') || node.type === '}')) {
      after ??= node.end;
      caption = inFigure && node.type === '</figcaption' ? node.start : caption;
    }
  }
  return { after, caption };
}

/** reStructuredText: after the directive and what is indented below it, with the same indentation. Not in tables. */
export const placeInRst: FindPlace = (text, _outline, reference) => {
  const from = text.lastIndexOf('\n', reference.start - 1) + 1;
  const prefix = text.slice(from, reference.start);
  const deeper = new RegExp(`^(?:[^\\S\\n]*\\n)*${prefix}[ \\t]+\\S.*\\n?`);
  const isSubstitution = /^\.\. +\|/.test(text.slice(reference.start));
  if (!/^[ \t]*$/.test(prefix) || isSubstitution || /\s/.test(reference.src.raw) || isInRstTable(text, from, prefix)) {
    return undefined;
  }
  let rest = text.slice(reference.end).replace(/^[^\n]*\n?/, '');
  for (let more = deeper.exec(rest); more; more = deeper.exec(rest)) {
    rest = rest.slice(more[0].length);
  }
  const at = text.slice(0, text.length - rest.length).trimEnd().length;
  const follows = /^[ \t]*\r?\n[ \t]*\S/.test(text.slice(at));
  return { at, prefix, indent: '', lead: '\n\n', trail: follows ? '\n' : '' };
};

/** True below a table directive, going up line by line to smaller indentation. */
function isInRstTable(text: string, from: number, prefix: string): boolean {
  let indent = prefix.length;
  for (const line of text.slice(0, from).split('\n').reverse()) {
    const own = line.length - line.trimStart().length;
    if (line.trim() !== '' && own < indent) {
      indent = own;
      if (/^\s*\.\. +(?:\|[^|]*\| +)?[\w-]*table::/.test(line)) {
        return true;
      }
    }
  }
  return false;
}

/** AsciiDoc: after an image that is a block of its own, outside tables and not attached to a list item. */
export const placeInAsciidoc: FindPlace = (text, outline, reference) => {
  const before = text.slice(0, reference.start).split(/\r?\n/).slice(0, -1);
  const first = before.findLastIndex((line) => !/^(?:\[.*\]|\.[^\s.].*|\/\/(?!\/).*)\s*$/.test(line));
  const isAlone = first < 0 || /^\s*$|^(?:={4,}|\*{4,}|_{4,}|--)\s*$|^={1,6}\s/.test(before[first]!);
  const tables = outline.filter(({ type, start }) => type === 'table' && start < reference.start).length;
  if (reference.tag !== 'image::' || !isAlone || tables % 2 === 1) {
    return undefined;
  }
  const follows = /^[ \t]*\r?\n[ \t]*\S/.test(text.slice(reference.end));
  return { at: reference.end, prefix: '', indent: '', lead: '\n\n', trail: follows ? '\n' : '' };
};
