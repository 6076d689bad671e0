import MarkdownIt, { type Token } from 'markdown-it';

/** One block of a Markdown text as a tree, with everything that is needed to draw it. */
export interface Block {
  /** `paragraph heading fence code_block blockquote bullet_list ordered_list list_item hr table thead tbody tr th td`, or `plain`. */
  readonly type: string;
  /** Inline Markdown of a paragraph, heading or cell; the text of code. */
  readonly text: string;
  /** A fence's info string. */
  readonly info: string;
  /** Tight list items hold their text without a paragraph. */
  readonly tight: boolean;
  /** First number of an ordered list. */
  readonly start: number | undefined;
  readonly align: 'left' | 'right' | 'center' | undefined;
  /** Level below the answer's own heading, from 1, without gaps whatever the text does. */
  readonly depth: number;
  readonly children: readonly Block[];
  /** Equal keys draw the same. */
  readonly key: string;
}

/** Link definitions of a text, by their normalized label. */
export type References = Record<string, { readonly title: string; readonly href: string }>;

export interface ParsedText {
  readonly blocks: readonly Block[];
  readonly references: References;
}

const options = { html: false, linkify: true, breaks: true } as const;

/** Blocks only: their content is parsed when it is drawn. */
const blockParser = new MarkdownIt(options);
blockParser.core.ruler.enableOnly(['normalize', 'block']);

const inlineParser = new MarkdownIt(options);
// Words like README.md or main.rs are file names here, not URLs. Which links may be opened is decided where they
// are drawn, so that a refused one still shows its text.
inlineParser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
inlineParser.validateLink = () => true;
blockParser.validateLink = () => true;

/** The inline tokens of one paragraph, heading or cell. */
export function parseInline(text: string, references: References): readonly Token[] {
  return inlineParser.parseInline(text, { references })[0]?.children ?? [];
}

/** A parser for a growing text. Only the text from the last top-level block on is parsed again. */
export function createBlockParser(): (text: string) => ParsedText {
  let settledText = '';
  let settled: readonly Block[] = [];
  let settledHeadings: readonly number[] = [];
  let references: References = {};
  let referencesKey = '{}';
  let version = 0;
  return (raw) => {
    const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
    // A link definition may change blocks far above it, so a text that has one is read as a whole.
    const whole = definition.test(text) || !text.startsWith(settledText);
    const [base, before, headings] = whole ? ['', [], []] : [settledText, settled, settledHeadings];
    const env: { references?: References } = {};
    const grown = text.slice(base.length);
    const tokens = blockParser.parse(grown, env);
    const key = JSON.stringify(env.references ?? {});
    if (key !== referencesKey) {
      references = env.references ?? {};
      referencesKey = key;
      version += 1;
    }
    const tail = readTopBlocks({ tokens, at: 0, headings, version }, grown);
    const lastLine = tail.at(-1)?.line ?? 0;
    const settledTail = tail.slice(0, -1);
    settledText = text.slice(0, offsetOfLine(text, base.length, lastLine));
    settled = [...before, ...settledTail.map((one) => one.block)];
    settledHeadings = settledTail.at(-1)?.headings ?? headings;
    const last = tail.at(-1);
    return { blocks: last === undefined ? settled : [...settled, last.block], references };
  };
}

const definition = /^[ >]*\[[^\]\n\r\u2028\u2029]+\]:/m;

/** Index in `text` of the line `line` counted from `from`, which is the start of a line. */
function offsetOfLine(text: string, from: number, line: number): number {
  let at = from;
  for (let n = 0; n < line; n++) {
    at = text.indexOf('\n', at) + 1;
  }
  return at;
}

interface TopBlock {
  readonly block: Block;
  readonly line: number;
  /** The levels of the headings that are open after this block, outermost first. */
  readonly headings: readonly number[];
}

/** The tokens, and how far they have been read. */
interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  /** The levels of the headings that are open, outermost first. */
  headings: readonly number[];
  /** The version of the link definitions. */
  readonly version: number;
}

function readTopBlocks(reading: Reading, source: string): readonly TopBlock[] {
  const { tokens } = reading;
  const lines = source.split('\n');
  const found: TopBlock[] = [];
  while (reading.at < tokens.length) {
    const [line, end] = tokens[reading.at]!.map ?? [0, 0];
    const after = endOfBlock(tokens, reading.at);
    if (isTooMuch(tokens, reading.at, after)) {
      const text = lines.slice(line, end).join('\n').trimEnd();
      found.push({ block: { ...plain, text, key: `plain\u0001${text}` }, line, headings: reading.headings });
      reading.at = after;
    } else {
      // Read first, because a heading counts as open after itself.
      const block = readBlock(reading, true);
      found.push({ block, line, headings: reading.headings });
    }
  }
  return found;
}

function readBlock(reading: Reading, isTop: boolean): Block {
  const token = reading.tokens[reading.at]!;
  reading.at += 1;
  const type = token.type.replace(/_open$/, '');
  const { text, children } = token.nesting === 1 ? readContent(reading) : { text: token.content, children: [] };
  const style = String(token.attrGet('style') ?? '');
  const start = token.attrGet('start');
  const parts = {
    type,
    text,
    info: type === 'fence' ? token.info.trim() : '',
    tight: token.hidden,
    start: start === null ? undefined : Number(start),
    align: (['left', 'right', 'center'] as const).find((side) => style.endsWith(`:${side}`)),
    depth: type === 'heading' ? headingDepth(reading, Number(token.tag.slice(1)), isTop) : 0,
  };
  const linked = text.includes('[') && !isCode(type) ? reading.version : 0;
  const own = [type, parts.info, parts.tight, parts.start, parts.align, parts.depth, linked, text].join('\u0001');
  return { ...parts, children, key: [own, ...children.map((child) => child.key)].join('\u0002') };
}

/** The content of a block, up to the token that closes it. */
function readContent(reading: Reading): Pick<Block, 'text' | 'children'> {
  const { tokens } = reading;
  const children: Block[] = [];
  let text = '';
  while (tokens[reading.at] !== undefined && tokens[reading.at]!.nesting !== -1) {
    if (tokens[reading.at]!.type === 'inline') {
      text = tokens[reading.at]!.content;
      reading.at += 1;
    } else {
      children.push(readBlock(reading, false));
    }
  }
  reading.at += 1;
  return { text, children };
}

/** Headings inside quotes and lists belong to the section around them. */
function headingDepth(reading: Reading, level: number, isTop: boolean): number {
  if (!isTop) {
    return reading.headings.length + 1;
  }
  reading.headings = [...reading.headings.filter((one) => one < level), level];
  return reading.headings.length;
}

/** Index after the token that closes the block which begins at `from`. */
function endOfBlock(tokens: readonly Token[], from: number): number {
  let at = from;
  for (let depth = 0; at < tokens.length; at++) {
    depth += tokens[at]!.nesting;
    if (depth === 0) {
      return at + 1;
    }
  }
  return at;
}

/** Nested quotes and lists. The parser leaves out anything deeper. */
const deepest = 99;

/** Tokens of one top-level block: 3,000 items, or a table of 10,000 cells. A larger block is drawn as plain text. */
const maxTokens = 30_000;

function isTooMuch(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > maxTokens) {
    return true;
  }
  for (let at = from; at < to; at++) {
    if (tokens[at]!.level >= deepest) {
      return true;
    }
  }
  return false;
}

/** A block that is drawn as it is written. */
const plain: Omit<Block, 'text' | 'key'> = {
  type: 'plain',
  info: '',
  tight: false,
  start: undefined,
  align: undefined,
  depth: 0,
  children: [],
};

export function isCode(type: string): boolean {
  return type === 'fence' || type === 'code_block';
}
