/** Where a long description may stand: after what holds the image, where the document's language lets a block stand. */
import type { ImageReference } from '../../../../core/altText/types';
import type { OutlineNode } from '../../read/draft';

export interface Place {
  readonly at: number;
  /** In front of every line: what keeps it in its list, quotation or directive. */
  readonly prefix: string;
  /** For the eye, in front of lines in which blanks do not count. */
  readonly indent: string;
  /** Line breaks around the block. */
  readonly lead: string;
  readonly trail: string;
  /** In a list whose items stand close together: a blank line would part them all. */
  readonly tight?: boolean;
}

/** Undefined where no block can stand. `outline` is that of `text`. */
export type FindPlace = (text: string, outline: readonly OutlineNode[], reference: ImageReference) => Place | undefined;

const isList = ({ type }: OutlineNode) => /^list(?:Ordered|Unordered)$/.test(type);
const isContainer = (node: OutlineNode) => isList(node) || node.type === 'blockQuote';
/** In these of Markdown a block would end what it stands in, or belong to it. */
const closed = /^(?:table|gfmFootnoteDefinition)/;
/** What opens items and quotations, at the start of a line. */
const opening = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*$/;

/** Markdown: after the paragraph, heading or HTML that holds the image, in the same item or quotation. */
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

/** CommonMark 0.31.2, 5.3: a list is loose when a blank line stands between its items, or between the blocks of one. */
function isTight(list: OutlineNode, outline: readonly OutlineNode[]): boolean {
  const inside = outline.filter(({ start, end }) => list.start <= start && end <= list.end);
  const nested = inside.filter(
    (node) => isContainer(node) && node !== list && node.end - node.start < list.end - list.start,
  );
  return !inside.some(
    ({ type, start }) => type === 'lineEndingBlank' && !nested.some((one) => one.start <= start && start < one.end),
  );
}

/** Elements in which a block may stand: the flow containers of the HTML standard, 3.2.5.2.2, as far as images are met there. */
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

/** What a language of tags asks of a place beside what HTML does. */
export interface TagRules {
  /** Whether what is open (outermost first) ends in something that takes a block. */
  readonly takes: (open: readonly string[]) => boolean;
  /** Elements that may be left on the way from the image to there; a component may treat its children in its own way. */
  readonly leaves: RegExp;
  /** Attributes that make an element come and go, or stand alone: what stands after it would not go along. */
  readonly alone?: RegExp;
  /** The same, as text between the image and the place. */
  readonly parted?: RegExp;
}

const takesBlock = (open: readonly string[]) => flowContainers.has(open.at(-1) ?? '');
const takesOrTop = (open: readonly string[]) => open.length === 0 || takesBlock(open);
const elementsAndLinks = /^[a-z][a-z0-9]*$|[lL]ink$/;

/** By grammar. At the top of a document nothing is open. */
export const tagRules = {
  html: { takes: takesOrTop, leaves: /./ },
  svelte: { takes: takesOrTop, leaves: elementsAndLinks, alone: /^animate:/, parted: /\{[/:]/ },
  astro: { takes: takesOrTop, leaves: elementsAndLinks },
  // A second element beside the root of a component changes what the component is.
  vue: {
    takes: (open) => takesBlock(open) && open.join() !== 'template',
    leaves: elementsAndLinks,
    alone: /^v-(?:if|else|else-if|for|show)$/,
  },
  // A fragment takes what is around it to take.
  jsx: {
    takes: (open) => takesBlock(open) || (open.at(-1) === '' && (open.length === 1 || takesBlock(open.slice(0, -1)))),
    leaves: elementsAndLinks,
  },
} satisfies Record<string, TagRules>;

/** Languages of tags: inside the figure's caption when there is one, else after what holds the image in the nearest container. */
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

/** An element without end tag: HTML's own, or one that says so. */
function isClosed(text: string, { tag, end, language }: ImageReference): boolean {
  const closesItself = language !== 'html' && text.slice(0, end).endsWith('/>');
  return closesItself || (language !== 'jsx' && voids.has(tag.toLowerCase()));
}

/** Where what is open beyond the first `kept` ends, and where the caption of the figure around does. */
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

/** reStructuredText: after the directive and what is indented below it, as far in as it stands. Not in tables. */
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

/** True below the directive of a table, going up line by line to what is indented less. */
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

/** AsciiDoc: after an image that is a block of its own, outside of tables and not tied to an item of a list. */
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
