import { spawnSync } from 'node:child_process';

export interface PandocPage {
  readonly images: readonly { readonly src: string; readonly alt: string | undefined }[];
  /** Nodes and words, in order, without the alt text and the widths of a table's columns. */
  readonly rest: readonly string[];
}

export const hasPandoc = spawnSync('pandoc', ['--version']).status === 0;

/** What Pandoc makes of its Markdown. */
export function judgePandoc(text: string): PandocPage {
  const { stdout } = spawnSync('pandoc', ['-f', 'markdown', '-t', 'json'], { input: text, encoding: 'utf8' });
  const images: { src: string; alt: string | undefined }[] = [];
  const rest: string[] = [];
  visit((JSON.parse(stdout) as { blocks: unknown }).blocks);
  return { images, rest };

  function visit(value: unknown): void {
    if (Array.isArray(value)) {
      for (const one of value) {
        visit(one);
      }
    } else if (typeof value === 'object' && value !== null) {
      const { t: type, c: content } = value as { t: string; c?: unknown };
      if (type.startsWith('ColWidth')) {
        return;
      }
      rest.push(type);
      if (type === 'Image') {
        const [[id, classes, pairs], caption, [src]] = content as [[string, string[], string[][]], unknown, [string]];
        images.push({ src, alt: pairs.find(([name]) => name === 'fig-alt')?.[1] });
        visit([id, classes, pairs.filter(([name]) => name !== 'fig-alt'), caption, src]);
      } else if (type === 'RawInline' || type === 'RawBlock') {
        const [, html] = content as [string, string];
        rest.push(html.replace(/ alt="[^"]*"/g, ''));
      } else {
        visit(content);
      }
    } else if (value !== undefined) {
      rest.push(String(value));
    }
  }
}
