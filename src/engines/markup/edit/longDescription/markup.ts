/** A long description in Markdown and in tags: line by line, with every word escaped. */

import { markdownText } from '../escape';
import type { DescriptionBlock, ListItem } from './blocks';

/** How a language writes a description. */
export interface DescriptionWriter {
  /** The lines before the body, which contain `summary`. `text` is the document. */
  head(summary: string, text: string): readonly string[];
  block(block: DescriptionBlock): readonly string[];
  /** There are blank lines between blocks, and around all of them. */
  readonly spaced: boolean;
  tail(text: string): readonly string[];
}

/** Before a line that keeps its position, because spaces count in it. */
export const keptLine = '\0';

/** For Markdown and MDX: the blank lines around the body make it Markdown inside the tags. */
export const markdownWriter: DescriptionWriter = {
  head: (summary) => ['<details>', `<summary>${htmlText(summary)}</summary>`],
  block: markdownBlock,
  spaced: true,
  tail: () => ['</details>'],
};

/** A language of tags: what differs between them. */
export interface TagDialect {
  /** Attributes of the element around everything, with a leading space. */
  readonly attributes: string;
  /** The attribute that names a class. */
  readonly classAttribute: string;
  readonly text: (text: string) => string;
  /** Lines inside `<pre>`. */
  readonly code: (text: string) => string;
}

/** For HTML and languages that are nearly HTML. */
export function tagWriter(dialect: TagDialect): DescriptionWriter {
  return {
    head: (summary) => [`<details${dialect.attributes}>`, `  <summary>${dialect.text(summary)}</summary>`],
    block: (block) => tagLines(block, dialect).map((line) => (line.startsWith(keptLine) ? line : `  ${line}`)),
    spaced: false,
    tail: () => ['</details>'],
  };
}

const escaped = (also: RegExp) => (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(also, (one) => `&#${one.charCodeAt(0)};`);
/** What is code in a page that is a template: braces, at signs, dollar signs, and what knitr looks for. */
const htmlText = escaped(/[{}@$`]/g);
/** Some readers of Markdown (Pandoc) also read it between tags. */
const anywhereText = escaped(/[{}@$*_`~[\]\\]/g);
/** JSX linters want quotes escaped in text (eslint-plugin-react, no-unescaped-entities). */
const jsxText = (text: string) => htmlText(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;');

const html: TagDialect = { attributes: '', classAttribute: 'class', text: htmlText, code: htmlText };

/** How each language of tags writes it. */
export const tagDialects = {
  html,
  /** Between lines of Markdown, where a blank line would end the HTML. */
  inMarkdown: { ...html, text: anywhereText, code: (text) => anywhereText(text).replace(/^[^\S\n]*$/gm, '&#32;') },
  /** `v-pre`: nothing inside is compiled, not even by Vue 2, which decodes before it looks for braces. */
  vue: { ...html, attributes: ' v-pre' },
  jsx: {
    attributes: '',
    classAttribute: 'className',
    text: jsxText,
    // JSX drops line breaks between tags, so the lines are one template literal, with nothing in it to run.
    code: (text) => `{\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\`}`,
  },
} satisfies Record<string, TagDialect>;

function markdownBlock(block: DescriptionBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [flowText(block.text)];
    case 'list':
      // Four spaces are one level for every reader of Markdown.
      return block.items.map(
        ({ depth, ordered, text }) => `${'    '.repeat(depth)}${ordered ? '1.' : '-'} ${flowText(text)}`,
      );
    case 'table': {
      const row = (cells: readonly string[]) => `| ${cells.map((cell) => markdownText(cell)).join(' | ')} |`;
      return [row(block.header), `|${' --- |'.repeat(block.header.length)}`, ...block.rows.map(row)];
    }
    case 'code': {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length));
      const mark = '`'.repeat(longest + 1);
      return [`${mark}${block.language}`, ...block.text.split('\n'), mark];
    }
  }
}

/**
 * Text at the start of a block: nothing at its start makes a heading, a list, a table, a directive, or an MDX module of
 * it.
 */
function flowText(text: string): string {
  return markdownText(text)
    .replace(/^[-+#>=:|]/, (mark) => `\\${mark}`)
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^(?:import|export)\b/, (word) => `&#${word.charCodeAt(0)};${word.slice(1)}`);
}

function tagLines(block: DescriptionBlock, { classAttribute, text: safe, code }: TagDialect): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [`<p>${safe(block.text)}</p>`];
    case 'list':
      return tagList(block.items, safe);
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
      const opening = block.language === 'mermaid' ? `<pre ${classAttribute}="mermaid">` : '<pre>';
      const [first = '', ...rest] = `${opening}${code(block.text)}</pre>`.split('\n');
      return [first, ...rest.map((line) => keptLine + line)];
    }
  }
}

/** Nested by depth; a list's kind is that of its first item. */
function tagList(items: readonly ListItem[], safe: (text: string) => string): string[] {
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
