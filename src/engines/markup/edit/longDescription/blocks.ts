/** Takes a model's long description apart into its elements, with plain words inside. */
import { apart } from '../../../../core/altText/openers';
import { bounds } from '../../../../core/bounds';
import { inertDiagram } from '../../../../core/text/inertDiagram';
import { plainMarkdown } from './plainMarkdown';

export interface ListItem {
  /** From 0; at most one more than the previous item. */
  readonly depth: number;
  readonly ordered: boolean;
  readonly text: string;
}

export type DescriptionBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** Every row has as many cells as the header. */
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** `mermaid` for a diagram; lines unchanged. */
  | { readonly kind: 'code'; readonly language: 'mermaid' | ''; readonly text: string };

const fence = /^\s{0,8}(`{3,}|~{3,})\s*([\w-]*)[^`]*$/;
const item = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s(.*)$/s;
const ruler = /^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$/;
const delimiterCell = /^:?-+:?$/;
/** A line that opens a fence is short. */
const maxFenceLength = 200;
/** Characters that reverse or hide text, and control characters except line breaks and tabs. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef]|(?![\n\t])\p{Cc}/gu;

/**
 * Reads Markdown as models write it. Emphasis, links, and HTML are reduced to their words; nothing else is left out.
 * Whatever opens code in a template engine gets a space inside: `heldDescription` says whether that changes anything.
 */
export function descriptionBlocks(markdown: string): readonly DescriptionBlock[] {
  return read(markdown, apart);
}

/**
 * The Markdown whose words can all be written unchanged: the given one, or the closest, to be shown before it's
 * written. Undefined if there is none.
 */
export function heldDescription(markdown: string): string | undefined {
  if (markdown.length > bounds.longDescription) {
    return undefined;
  }
  const asIs = (words: string) => words;
  const blocks = read(markdown, apart);
  const written = JSON.stringify(blocks);
  const isHeld = (one: string) => JSON.stringify(read(one, asIs)) === written;
  const forms = [() => markdown, () => parted(markdown), () => plainMarkdown(blocks)];
  return forms.find((form) => isHeld(form()))?.();
}

/** With spaces where they will be; first without anything that hides an opener from whoever searches the source. */
function parted(markdown: string): string {
  const lines = textOf(markdown).split('\n');
  for (let at = 0; at < lines.length; at++) {
    const found = fenceAt(lines, at);
    if (found && /^mermaid$/i.test(found.language)) {
      const body = lines.slice(at + 1, found.end);
      if (inertDiagram(withPlainShapes(body.join('\n'))) !== undefined) {
        lines.splice(at + 1, body.length, ...body.map(withPlainShapes));
      }
    }
    at = found?.end ?? at;
  }
  return apart(
    lines
      .join('\n')
      .replace(/\\(?=[{}%$@])/g, '')
      .replace(/&lt;(?=[%?#!])/g, '<')
      .replace(/(?<=[%?#])&gt;/g, '>'),
  );
}

/** As text with one kind of line break, without invisible characters. */
function textOf(markdown: string): string {
  return markdown
    .slice(0, bounds.longDescription)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '');
}

const unquoted = (line: string) => line.replace(/^\s{0,3}(?:>\s?)+/, '');

/** The fence that a line opens, with the line that closes it; the end of the text if none does. */
function fenceAt(
  lines: readonly string[],
  at: number,
): { readonly language: string; readonly end: number } | undefined {
  const line = unquoted(lines[at]!);
  const [, mark, language = ''] = line.length <= maxFenceLength ? (fence.exec(line) ?? []) : [];
  if (mark === undefined) {
    return undefined;
  }
  if (/^(?:markdown|md)$/i.test(language)) {
    // The whole answer in a fence: its end is the fence without a word after it.
    return { language, end: at };
  }
  const end = lines.findIndex((one, index) => index > at && one.trim().startsWith(mark));
  return { language, end: end < 0 ? lines.length : end };
}

function read(markdown: string, words: (text: string) => string): readonly DescriptionBlock[] {
  const plain = (source: string) => words(plainText(source));
  const cells = (row: string) => cellsOf(row).map(plain);
  const lines = textOf(markdown).split('\n');
  const blocks: DescriptionBlock[] = [];
  let paragraph: string[] = [];
  let list: { indent: number; ordered: boolean; lines: string[] }[] = [];
  const flush = () => {
    const text = plain(paragraph.join(' '));
    if (text !== '') {
      blocks.push({ kind: 'paragraph', text });
    }
    const items = listItems(list, plain);
    if (items.length > 0) {
      blocks.push({ kind: 'list', items });
    }
    paragraph = [];
    list = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = unquoted(lines[at]!);
    const opened = fenceAt(lines, at);
    const listed = item.exec(line);
    if (opened) {
      if (opened.end > at) {
        flush();
        blocks.push(...codeBlock(lines.slice(at + 1, opened.end), opened.language, words));
      }
      at = opened.end;
    } else if (line.includes('|') && isDelimiter(lines[at + 1])) {
      flush();
      const rest = lines.slice(at + 2);
      const length = rest.findIndex((one) => !one.includes('|'));
      const rows = rest.slice(0, length < 0 ? undefined : length);
      blocks.push(table(cells(line), rows.map(cells)));
      at += 1 + rows.length;
    } else if (ruler.test(line)) {
      flush();
    } else if (listed) {
      if (paragraph.length > 0) {
        flush();
      }
      const [, indent = '', number, words = ''] = listed;
      list.push({ indent: width(indent), ordered: number !== undefined, lines: [words] });
    } else if (line.trim() === '') {
      // A list continues after a blank line if an item follows.
      while (lines[at + 1]?.trim() === '') {
        at += 1;
      }
      if (list.length === 0 || !item.test(lines[at + 1] ?? '')) {
        flush();
      }
    } else if (list.length > 0 && /^\s/.test(line)) {
      list.at(-1)?.lines.push(line);
    } else {
      if (list.length > 0 || /^#{1,6}\s/.test(line)) {
        flush();
      }
      paragraph.push(line.replace(/^#{1,6}\s+/, ''));
      if (/^#{1,6}\s/.test(line)) {
        flush();
      }
    }
  }
  flush();
  return blocks;
}

function isDelimiter(line: string | undefined): boolean {
  const row = line?.trim().replace(/^\||\|$/g, '') ?? '';
  return row.includes('-') && row.split('|').every((cell) => delimiterCell.test(cell.trim()));
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): DescriptionBlock {
  return {
    kind: 'table',
    header,
    rows: rows.map((all) =>
      header.map((_, at) => (at === header.length - 1 ? all.slice(at).join(' ') : (all[at] ?? ''))),
    ),
  };
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/);
}

function listItems(
  all: readonly { indent: number; ordered: boolean; lines: string[] }[],
  plain: (source: string) => string,
): ListItem[] {
  const indents: number[] = [];
  return all.flatMap(({ indent, ordered, lines }) => {
    const text = plain(lines.join(' '));
    while (indents.length > 0 && indent <= indents.at(-1)!) {
      indents.pop();
    }
    if (text === '') {
      return [];
    }
    indents.push(indent);
    return [{ depth: indents.length - 1, ordered, text }];
  });
}

function codeBlock(lines: readonly string[], language: string, words: (text: string) => string): DescriptionBlock[] {
  const source = lines.join('\n');
  const diagram = language.toLowerCase() === 'mermaid' ? inertDiagram(withPlainShapes(source)) : undefined;
  const text = words(diagram ?? source)
    .replace(/^\n+/, '')
    .trimEnd();
  return text === '' ? [] : [{ kind: 'code', language: diagram === undefined ? '' : 'mermaid', text }];
}

/**
 * Site generators run what is in doubled braces and brackets, even in code; Mermaid draws a different shape for them.
 */
function withPlainShapes(diagram: string): string {
  return diagram.replace(/\{\{+/g, '{').replace(/\}\}+/g, '}').replace(/\[\[+/g, '[').replace(/\]\]+/g, ']');
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };

/**
 * Signs after a backslash mean nothing: each becomes a letter that doesn't occur in any text while the others are read.
 */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const asLetter = Array.from(punctuation, (_, at) => String.fromCharCode(0xfdd0 + at)).join('');

/** The words of a line, without emphasis marks, URLs, and layout tags. */
function plainText(source: string): string {
  return source
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => asLetter[punctuation.indexOf(mark)]!)
    .replace(/<\/?(?:details|summary|p|br|b|i|em|strong|sub|sup|u|code|div|span)\b[^<>]{0,200}>/gi, ' ')
    .replace(/!?\[([^[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
    .replace(/(?<!`)(`+)(?!`)([^`]+)\1(?!`)/g, '$2')
    .replace(/(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s*])\1(?![\w*])/g, '$2')
    .replace(/(?<![\w_])(_{1,3})(?=[^\s_])([^_]+)(?<=[^\s_])\1(?![\w_])/g, '$2')
    .replace(/~~([^~]+)~~/g, '$1')
    .replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[\ufdd0-\ufdef]/g, (letter) => punctuation[asLetter.indexOf(letter)]!)
    .replace(/\s+/g, ' ')
    .trim();
}
