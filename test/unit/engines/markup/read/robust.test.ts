// Whatever is typed or stored, the finder answers soon, with ranges inside the document.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFindings } from '../../../../../src/engines/markup/check/findings';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';

const languages = [
  'markdown',
  'quarto',
  'mdx',
  'html',
  'vue',
  'svelte',
  'astro',
  'javascriptreact',
  'typescriptreact',
  'restructuredtext',
  'asciidoc',
  'jupyter',
];
const parts = [
  '![',
  '](',
  ')',
  ']',
  '[',
  '<img ',
  'src=',
  'alt=',
  '"',
  "'",
  '`',
  '{',
  '}',
  '>',
  '/>',
  '</',
  '<!--',
  '-->',
  '\n',
  '\n\n',
  ' ',
  '    ',
  '# ',
  '> ',
  '- ',
  '| a |',
  '|---|',
  '```',
  '~~~',
  ':::image ',
  '![[a.png',
  ']]',
  '.. image:: a',
  ':alt:',
  'image::a[',
  '---',
  '<script>',
  '<?',
  '{{',
  '}}',
  '\\',
  '&amp',
  'a',
  'x.png',
  '\r',
  '\t',
  '\0',
  '\ud800',
  '{"cells":[',
  '<a href=x>',
  '<title>',
  '[r]: x',
  '\u2028',
  'é',
];

test.each(languages)('%s', (languageId) => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((all) => all.join('')),
      (text) => {
        const { references, error } = parseDocument(text, languageId);
        expect(error === undefined || references.length === 0).toBe(true);
        for (const { start, end, alt, src, index } of references) {
          expect(0 <= start && start <= alt.start && alt.start <= alt.end && alt.end <= end && end <= text.length).toBe(
            true,
          );
          expect(
            src.start === undefined || text.slice(src.start, src.end) === src.raw || languageId === 'jupyter',
          ).toBe(true);
          expect(references[index]?.start).toBe(start);
        }
        findFindings(text, references);
      },
    ),
    { numRuns: 75, seed: 20261121 },
  );
});

test.each([
  ['markdown', '!['.repeat(20_000)],
  ['markdown', '![a]('.repeat(5_000)],
  ['markdown', '<img '.repeat(20_000)],
  ['markdown', '![[a|'.repeat(20_000)],
  ['markdown', `:::image ${'a="b" '.repeat(20_000)}`],
  ['markdown', '> '.repeat(2_000)],
  ['quarto', `![](a.png){${' '.repeat(10_000)}`],
  ['quarto', `![](a.png){${'a=b '.repeat(4_000)}`],
  ['html', '<img '.repeat(50_000)],
  ['html', '{{'.repeat(10_000)],
  ['html', `<a>${'<a>'.repeat(20_000)}`],
  ['svelte', '{'.repeat(5_000)],
  ['svelte', '<img {'.repeat(2_000)],
  ['astro', `<a ${'b={'.repeat(2_000)}`],
  ['restructuredtext', '.. image:: a\n'.repeat(10_000)],
  ['asciidoc', 'image:a['.repeat(10_000)],
  ['asciidoc', `image::a[${'"'.repeat(20_000)}]`],
  ['jupyter', '['.repeat(50_000)],
] as const)('%s %.20s… is no trap for a pattern that backtracks', (languageId, text) => {
  const { references } = parseDocument(text, languageId);
  expect(findFindings(text, references).length).toBeLessThanOrEqual(2 * references.length);
});
