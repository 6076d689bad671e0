/** A model's long description, taken apart: what it consists of, with plain words inside. */
import { bounds } from '../../bounds';

import { inertDiagram } from '../../text/inertDiagram';
import { apart } from '../openers';

export interface ListItem {
  /** From 0; at most one more than the item before. */
  readonly depth: number;
  readonly ordered: boolean;
  readonly text: string;
}

export type DescriptionBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** Every row has as many cells as the header. */
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** `mermaid` for a diagram; lines as they are. */
  | { readonly kind: 'code'; readonly language: 'mermaid' | ''; readonly text: string };

const fence = /^\s{0,8}(`{3,}|~{3,})\s*([\w-]*)[^`]*$/;
const item = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s(.*)$/s;
const ruler = /^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$/;
const delimiterCell = /^:?-+:?$/;
/** A line that opens a fence is short. */
const longestFence = 200;
/** Characters that turn or hide text, and control characters but for line breaks and tabs. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?![\n\t])\p{Cc}/gu;

/** Reads Markdown as models write it. Emphasis, links and HTML are reduced to their words; nothing else is left out. */
export function descriptionBlocks(markdown: string): readonly DescriptionBlock[] {
  const lines = markdown
    .slice(0, bounds.longDescription)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .split('\n');
  const blocks: DescriptionBlock[] = [];
  let paragraph: string[] = [];
  let list: { indent: number; ordered: boolean; lines: string[] }[] = [];
  const flush = () => {
    const text = plain(paragraph.join(' '));
    if (text !== '') {
      blocks.push({ kind: 'paragraph', text });
    }
    const items = listItems(list);
    if (items.length > 0) {
      blocks.push({ kind: 'list', items });
    }
    paragraph = [];
    list = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.replace(/^\s{0,3}(?:>\s?)+/, '');
    const opened = line.length <= longestFence ? fence.exec(line) : null;
    const listed = item.exec(line);
    if (opened) {
      const [, mark = '', language = ''] = opened;
      if (/^(?:markdown|md)$/i.test(language)) {
        // The whole answer in a fence: its end is the fence without a word that follows.
        continue;
      }
      const end = lines.findIndex((one, index) => index > at && one.trim().startsWith(mark));
      const code = lines.slice(at + 1, end < 0 ? undefined : end);
      flush();
      blocks.push(...codeBlock(code, language));
      at = end < 0 ? lines.length : end;
    } else if (line.includes('|') && isDelimiter(lines[at + 1])) {
      flush();
      const rest = lines.slice(at + 2);
      const length = rest.findIndex((one) => !one.includes('|'));
      const rows = rest.slice(0, length < 0 ? undefined : length);
      blocks.push(table(line, rows));
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
      // A list goes on after a blank line when an item follows.
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

function table(header: string, rows: readonly string[]): DescriptionBlock {
  const names = cells(header);
  return {
    kind: 'table',
    header: names,
    rows: rows.map((row) => {
      const all = cells(row);
      return names.map((_, at) => (at === names.length - 1 ? all.slice(at).join(' ') : (all[at] ?? '')));
    }),
  };
}

function cells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(plain);
}

function listItems(all: readonly { indent: number; ordered: boolean; lines: string[] }[]): ListItem[] {
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

function codeBlock(lines: readonly string[], language: string): DescriptionBlock[] {
  // Site generators run what stands in such braces, in code too; Mermaid draws another shape.
  const source = lines.join('\n').replace(/\{\{+/g, '{').replace(/\}\}+/g, '}');
  const diagram =
    language.toLowerCase() === 'mermaid'
      ? inertDiagram(source.replace(/\[\[+/g, '[').replace(/\]\]+/g, ']'))
      : undefined;
  const text = apart(diagram ?? source)
    .replace(/^\n+/, '')
    .trimEnd();
  return text === '' ? [] : [{ kind: 'code', language: diagram === undefined ? '' : 'mermaid', text }];
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of a line, without marks for emphasis, addresses and tags of layout. */
function plain(source: string): string {
  const words = source
    .replace(/<\/?(?:details|summary|p|br|b|i|em|strong|sub|sup|u|code|div|span)\b[^<>]{0,200}>/gi, ' ')
    .replace(/!?\[([^[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
    .replace(/(?<!`)(`+)(?!`)([^`]+)\1(?!`)/g, '$2')
    .replace(/(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s*])\1(?![\w*])/g, '$2')
    .replace(/(?<![\w_])(_{1,3})(?=[^\s_])([^_]+)(?<=[^\s_])\1(?![\w_])/g, '$2')
    .replace(/~~([^~]+)~~/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return apart(words);
}
