/** Blocks of a long description as Markdown that is read as exactly these blocks: no sign in it means anything. */
import type { DescriptionBlock } from './blocks';

const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

/** The Markdown of all of them; a rule separates two lists, which would otherwise be one. */
export function plainMarkdown(blocks: readonly DescriptionBlock[]): string {
  return blocks.map((block) => blockLines(block).join('\n')).join('\n\n---\n\n');
}

function blockLines(block: DescriptionBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [escaped(block.text)];
    case 'list':
      return block.items.map(
        ({ depth, ordered, text }) => `${'    '.repeat(depth)}${ordered ? '1.' : '-'} ${escaped(text)}`,
      );
    case 'table': {
      const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
      return [row(block.header), `|${' --- |'.repeat(block.header.length)}`, ...block.rows.map(row)];
    }
    case 'code': {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length));
      const mark = '`'.repeat(longest + 1);
      return [`${mark}${block.language}`, ...block.text.split('\n'), mark];
    }
  }
}
