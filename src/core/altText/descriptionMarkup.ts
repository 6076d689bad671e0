/** A long description as a block of a document: folded away in `<details>`, every word of it escaped. */
import type { DescriptionBlock, ListItem } from './descriptionBlocks';
import { markdownText } from './escape';

export interface FoldedBlock {
  /** From `<details>` to `</summary>`. */
  readonly head: string;
  readonly body: string;
  readonly tail: string;
}

/** For Markdown and MDX: the blank lines around the body make Markdown of it inside the tags. */
export function foldedMarkdown(blocks: readonly DescriptionBlock[], summary: string): FoldedBlock {
  return {
    head: `<details>\n<summary>${html(summary, false)}</summary>`,
    body: `\n\n${blocks.map(markdownBlock).join('\n\n')}\n\n`,
    tail: '</details>',
  };
}

/** For HTML. `template`: the page is one, in which an at sign may be code. */
export function foldedHtml(
  blocks: readonly DescriptionBlock[],
  summary: string,
  indent: string,
  template: boolean,
): FoldedBlock {
  const lines = blocks.flatMap((block) => htmlLines(block, (text) => html(text, template)));
  return {
    head: `<details>\n${indent}  <summary>${html(summary, template)}</summary>`,
    body: `\n${lines.map((line) => (line.startsWith('\0') ? line.slice(1) : `${indent}  ${line}`)).join('\n')}\n${indent}`,
    tail: '</details>',
  };
}

function markdownBlock(block: DescriptionBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return flowText(block.text);
    case 'list':
      // Four blanks are one level for every reader of Markdown.
      return block.items
        .map(({ depth, ordered, text }) => `${'    '.repeat(depth)}${ordered ? '1.' : '-'} ${flowText(text)}`)
        .join('\n');
    case 'table': {
      const row = (cells: readonly string[]) => `| ${cells.map((cell) => markdownText(cell, true)).join(' | ')} |`;
      return [row(block.header), `|${' --- |'.repeat(block.header.length)}`, ...block.rows.map(row)].join('\n');
    }
    case 'code': {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length));
      const mark = '`'.repeat(longest + 1);
      return `${mark}${block.language}\n${block.text}\n${mark}`;
    }
  }
}

/** Text at the start of a block: nothing in front makes a heading, a list, a table, a directive, or a module of MDX of it. */
function flowText(text: string): string {
  return markdownText(text, false)
    .replace(/^[-+#>=:|]/, (mark) => `\\${mark}`)
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^(?:import|export)\b/, (word) => `&#${word.charCodeAt(0)};${word.slice(1)}`);
}

/** A line that starts with U+0000 keeps its place: blanks count in `<pre>`. */
function htmlLines(block: DescriptionBlock, safe: (text: string) => string): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [`<p>${safe(block.text)}</p>`];
    case 'list':
      return htmlList(block.items, safe);
    case 'table': {
      const cells = (all: readonly string[], open: string, close: string) =>
        `<tr>${all.map((cell) => `${open}${safe(cell)}${close}`).join('')}</tr>`;
      return [
        '<table>',
        `  <thead>${cells(block.header, '<th scope="col">', '</th>')}</thead>`,
        '  <tbody>',
        ...block.rows.map((row) => `    ${cells(row, '<td>', '</td>')}`),
        '  </tbody>',
        '</table>',
      ];
    }
    case 'code': {
      const [first = '', ...rest] = safe(block.text).split('\n');
      const opened = block.language === 'mermaid' ? '<pre class="mermaid">' : '<pre>';
      const last = rest.pop();
      return last === undefined
        ? [`${opened}${first}</pre>`]
        : [`${opened}${first}`, ...rest.map((line) => `\0${line}`), `\0${last}</pre>`];
    }
  }
}

/** Nested by depth; a list's kind is that of its first item. */
function htmlList(items: readonly ListItem[], safe: (text: string) => string): string[] {
  const lines: string[] = [];
  const open: string[] = [];
  const close = () => {
    const tag = open.pop();
    lines.push(`${'  '.repeat(2 * open.length)}</${tag}>`);
    if (open.length > 0) {
      lines.push(`${'  '.repeat(2 * open.length - 1)}</li>`);
    }
  };
  items.forEach(({ depth, ordered, text }, at) => {
    while (open.length > depth + 1) {
      close();
    }
    if (open.length === depth) {
      const tag = ordered ? 'ol' : 'ul';
      lines.push(`${'  '.repeat(2 * depth)}<${tag}>`);
      open.push(tag);
    }
    const holds = (items[at + 1]?.depth ?? 0) > depth;
    lines.push(`${'  '.repeat(2 * depth + 1)}<li>${safe(text)}${holds ? '' : '</li>'}`);
  });
  while (open.length > 0) {
    close();
  }
  return lines;
}

/** Braces and, in templates, at signs too: in a page that is a template they would be run. */
function html(text: string, template: boolean): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(template ? /[{}@$]/g : /[{}]/g, (one) => `&#${one.charCodeAt(0)};`);
}
