/** A long description in reStructuredText and AsciiDoc. */
import type { DescriptionBlock } from './blocks';
import type { DescriptionWriter } from './markup';

/** A container with a class, for the site's style sheet to fold or frame: docutils itself folds nothing. */
export const rstWriter: DescriptionWriter = {
  head: (summary) => ['.. container:: long-description', '', `   **${summary}**`],
  block: (block) => rstLines(block).map((line) => (line === '' ? '' : `   ${line}`)),
  spaced: true,
  tail: () => [],
};

/**
 * An example block that folds (AsciiDoc Language docs, "Collapsible Blocks"); its fence doesn't occur in the document.
 */
export const asciidocWriter: DescriptionWriter = {
  head: (summary, text) => [`.${summary}`, '[%collapsible]', exampleFence(text)],
  block: asciidocLines,
  spaced: true,
  tail: (text) => [exampleFence(text)],
};

function exampleFence(text: string): string {
  let fence = '====';
  while (text.includes(fence)) {
    fence += '=';
  }
  return fence;
}

function rstLines(block: DescriptionBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [rstText(block.text)];
    case 'list': {
      const widths: number[] = [];
      return block.items.flatMap(({ depth, ordered, text }) => {
        const indent = widths.slice(0, depth).reduce((sum, width) => sum + width, 0);
        const mark = ordered ? '#. ' : '- ';
        widths[depth] = mark.length;
        return ['', `${' '.repeat(indent)}${mark}${rstText(text)}`];
      });
    }
    case 'table': {
      const row = ([first = '', ...others]: readonly string[]) =>
        [`   * - ${rstText(first)}`, ...others.map((cell) => `     - ${rstText(cell)}`)].map((line) => line.trimEnd());
      // A table with only a header is an error.
      const options = block.rows.length > 0 ? ['   :header-rows: 1'] : [];
      return ['.. list-table::', ...options, '', ...[block.header, ...block.rows].flatMap(row)];
    }
    case 'code':
      return ['::', '', ...block.text.split('\n').map((line) => (line === '' ? '' : `   ${line}`))];
  }
}

/** Docutils, "reStructuredText Markup Specification": a backslash removes the meaning of what follows it. */
function rstText(text: string): string {
  return (
    text
      .replace(/[\\*`|@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=[/:])|(?<=[:\p{L}]):(?=\S)|(?<=:):/gu, '\\$&')
      .replace(/^(?!\\)[!-/:-@[-`{-~•‣⁃]/, '\\$&')
      .replace(/^([\p{L}\p{N}]+)([.)])(?=\s|$)/u, '$1\\$2')
      // A line of only backslashes underlines what is above it; one followed by a space doesn't.
      .replace(/^\\+$/, '\\ $&')
  );
}

function asciidocLines(block: DescriptionBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [asciidocText(block.text)];
    case 'list':
      return block.items.map(
        ({ depth, ordered, text }) => `${(ordered ? '.' : '*').repeat(depth + 1)} ${asciidocText(text)}`,
      );
    case 'table': {
      // One cell per line: nothing at the end of a line is taken for the format of the next cell.
      const row = (cells: readonly string[]) => cells.map((cell) => `|${asciidocText(cell)}`);
      return [
        `[%header,cols=${block.header.length}*]`,
        '|===',
        ...row(block.header),
        ...block.rows.flatMap((cells) => ['', ...row(cells)]),
        '|===',
      ];
    }
    case 'code': {
      let fence = '----';
      while (block.text.includes(fence)) {
        fence += '-';
      }
      const kind = block.language === 'mermaid' ? 'source,mermaid' : 'listing';
      // Preprocessor directives work everywhere except after a space.
      const lines = block.text
        .split('\n')
        .map((line) => line.replace(/^(?=\\?(?:include|ifn?def|ifeval|endif)::)/, ' '));
      return [`[${kind},subs=specialchars]`, fence, ...lines, fence];
    }
  }
}

/**
 * Anything that starts or ends markup as a character reference (AsciiDoc Language docs, "Character Replacement
 * Substitutions").
 */
function asciidocText(text: string): string {
  const reference = (one: string) => `&#${one.codePointAt(0)};`;
  return text
    .replace(
      /[*_`#^~{}[\]<>|+\\@]|&(?=#|\p{L})|(?<=:):|(?<![\p{L}\p{N}\s]);|:(?=\/\/)|(?<=-)-|(?<=\.\.)\.|\((?=\(|C\)|R\)|TM\))/gu,
      reference,
    )
    .replace(/^(?!&)[!-/:-@[-`{-~•]/, reference)
    .replace(/^(\p{L}+|\d+)([.)])(?=\s|$)/u, (_, word: string, mark: string) => word + reference(mark))
    .replace(/^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):/, (_, word: string) => `${word}${reference(':')}`);
}
