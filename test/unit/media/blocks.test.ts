import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, createBlockParser } from '../../../media/conversation/markdown/blocks';

const parseWhole = (text: string) => createBlockParser()(text);
const shape = (blocks: readonly Block[]): unknown =>
  blocks.map(({ key: _, children, ...rest }) => ({ ...rest, children: shape(children) }));

const pieces = [
  '# Title\n',
  '## Part\n\n',
  '#### Deep\n',
  'Some *text* with `code`',
  ' and more\n',
  '\n',
  '\n\n',
  '- item\n',
  '  - inner\n',
  '1. first\n',
  '2. second\n',
  '> quote\n',
  'lazy\n',
  '```js\n',
  'const a = 1;\n',
  '```\n',
  '~~~\n',
  '| a | b |\n',
  '|---|--:|\n',
  '| 1 | 2 |\n',
  '---\n',
  '===\n',
  '    indented\n',
  '<b>html</b>\n',
  '![x][r]\n',
  '[r]: https://example.org/\n',
  '\r\n',
];

describe('a growing Markdown text', () => {
  test('parsed piece by piece gives what parsing it whole gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 30 }),
        (parts, cuts) => {
          const text = parts.join('');
          const grow = createBlockParser();
          let at = 0;
          for (let step = 0; at < text.length; step++) {
            at += cuts[step % cuts.length]!;
            grow(text.slice(0, at));
          }
          const grown = grow(text);
          const whole = parseWhole(text);
          expect(shape(grown.blocks)).toEqual(shape(whole.blocks));
          expect(grown.references).toEqual(whole.references);
        },
      ),
      { seed: 20261121, numRuns: 400 },
    );
  });

  test('keeps the blocks it has settled', () => {
    const grow = createBlockParser();
    const before = grow('# One\n\nFirst.\n\nSecond').blocks;
    const after = grow('# One\n\nFirst.\n\nSecond paragraph grows').blocks;
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]?.text).toBe('Second paragraph grows');
  });

  test('starts over when the text is another one', () => {
    const grow = createBlockParser();
    grow('# One\n\nFirst.\n\nSecond');
    expect(grow('Two\n\nThree').blocks.map((block) => block.text)).toEqual(['Two', 'Three']);
    expect(grow('').blocks).toEqual([]);
  });

  test('a definition that comes late changes the key of the blocks that may use it, and of no other', () => {
    const grow = createBlockParser();
    const before = grow('See [r].\n\nPlain.\n\n').blocks;
    const after = grow('See [r].\n\nPlain.\n\n[r]: https://example.org/').blocks;
    expect(after[0]?.key).not.toBe(before[0]?.key);
    expect(after[1]?.key).toBe(before[1]?.key);
  });

  test('headings have no gaps, whatever the text does', () => {
    const depths = (text: string) => parseWhole(text).blocks.map((block) => block.depth);
    expect(depths('#### a\n## b\n##### c\n# d\n### e\n## f')).toEqual([1, 1, 2, 1, 2, 2]);
  });
});
