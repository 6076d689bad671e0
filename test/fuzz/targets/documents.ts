import { readdirSync, readFileSync } from 'node:fs';
import { applyEdits } from '../../../src/core/altText/applyEdits';
import type { ImageReference } from '../../../src/core/altText/types';
import { findFindings } from '../../../src/engines/markup/check/findings';
import { altEdits } from '../../../src/engines/markup/edit/edit';
import { parseDocument } from '../../../src/engines/markup/read/parse';
import { hostileAlts } from '../../unit/engines/markup/judges/hostile';
import { bytesOf, must, type Target, textOf } from '../target';

/** Separates a document from the alt text that is written into it. */
const border = '\x1e';

const documentsOf: Readonly<Record<string, readonly string[]>> = {
  markdown: [
    '# A\n\n![old](a.png "t") text ![][r]\n\n[r]: b.png\n\n| a | ![x](c.png) |\n|---|---|\n\n<img src="d.png">\n',
    '> - ![a](b.png)\n>   ```\n>   ![no](c.png)\n>   ```\n',
  ],
  quarto: ['---\ntitle: A\n---\n\n![old](a.png){#fig-a fig-alt="x"}\n\n```{r}\n#| fig-alt: "y"\nplot(1)\n```\n'],
  mdx: ['import a from "./a.png";\n\n# A\n\n<img src={a} alt="old" />\n\n![x](b.png)\n\n{1 + 1}\n'],
  html: [
    '<!doctype html><p><img src=a.png alt=old> {{ x }} <picture><img src="b.png"></picture><!-- <img src=c> -->\n',
  ],
  vue: [
    '<template><div><img :src="a" alt="old"><img src="b.png"></div></template>\n<script>let a = "<img>";</script>\n',
  ],
  svelte: ['<script>let a = 1;</script>\n{#if a}<img src="a.png" alt="old">{/if}\n<img src={a}>\n'],
  astro: ['---\nconst a = 1;\n---\n<img src="a.png" alt="old" />{a && <img src="b.png" />}\n'],
  javascriptreact: ['export default () => <div><img src="a.png" alt="old" /><Image src={x} alt={"y"} /></div>;\n'],
  typescriptreact: ['const a = <T,>(x: T) => <p><img src="a.png" alt=\'old\' /></p>;\n'],
  restructuredtext: [
    'Title\n=====\n\n.. image:: a.png\n   :alt: old\n\n.. figure:: b.png\n   :width: 5\n\n   Caption\n\n|s|\n\n.. |s| image:: c.png\n',
  ],
  asciidoc: [
    '= Title\n\nimage::a.png[old,200]\n\ntext image:b.png[] more\n\n|===\n|a |image:c.png[x]\n|===\n\n----\nimage::no.png[]\n----\n',
  ],
  jupyter: [
    JSON.stringify({
      cells: [
        { cell_type: 'markdown', metadata: {}, source: ['# A\n', '![old](a.png)'] },
        {
          cell_type: 'code',
          metadata: {},
          outputs: [{ output_type: 'display_data', data: { 'image/png': 'aGk=' }, metadata: {} }],
          source: 'x',
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ],
};

/**
 * Reading a document ends without a fault; alt text is written in exactly these words, or not at all, and changes no
 * other.
 */
export function documents(languageId: string): Target {
  const sources = documentsOf[languageId] ?? [];
  return {
    // Documents are read in a thread that is ended after 20 seconds: here, only endless loops matter.
    largest: 4096,
    longestMs: 30_000,
    seeds: () =>
      [...sources, ...sampleOf(languageId)].flatMap((source) =>
        [...hostileAlts.slice(0, 30), 'A red barn', ''].map((alt) => bytesOf(`${source}${border}${alt}`)),
      ),
    pieces: [
      '![',
      '](',
      ')',
      ']',
      '[',
      '<img ',
      'src="a.png"',
      'alt=',
      '"',
      "'",
      '`',
      '{',
      '}',
      '{{',
      '}}',
      '{%',
      '%}',
      '<%',
      '>',
      '/>',
      '</',
      '<!--',
      '-->',
      '\n',
      '\n\n',
      '    ',
      '# ',
      '> ',
      '- ',
      '|',
      '|===\n',
      '```',
      '~~~',
      ':::',
      '.. image:: a',
      ':alt:',
      'image::a[',
      '---\n',
      '<script>',
      '\\',
      '&amp;',
      '\r',
      '\t',
      '\0',
      '\u2028',
      '\ud83d\ude00',
      border,
    ],
    run: (input) => {
      const [text = '', alt = ''] = textOf(input).split(border);
      const { references, error } = parseDocument(text, languageId);
      for (const { start, end } of references) {
        must(start >= 0 && end <= text.length && start <= end, 'an image that lies outside');
      }
      findFindings(text, references);
      const reference = references[text.length % Math.max(1, references.length)];
      if (!reference) {
        return `${error !== undefined} none`;
      }
      const { edits, refused } = altEdits(text, languageId, [{ reference, alt }]);
      must(edits.length + refused.length === 1, 'an alt that is neither written nor refused');
      const [refusal] = refused;
      if (refusal) {
        return refusal.refusal.refused;
      }
      const after = parseDocument(applyEdits(text, edits), languageId).references;
      must(after.length === references.length, 'an image came or went');
      for (const [index, one] of after.entries()) {
        const before = references[index] as ImageReference;
        must(
          one.alt.value === (before === reference ? alt : before.alt.value),
          before === reference ? 'other words' : 'the alt of another image',
        );
        must(one.src.raw === before.src.raw, 'another picture');
      }
      return `written ${references.length > 1} ${reference.format}`;
    },
  };
}

function sampleOf(languageId: string): string[] {
  const endings: Readonly<Record<string, string>> = { markdown: '.md', html: '.html', typescriptreact: '.tsx' };
  const ending = endings[languageId];
  return ending === undefined
    ? []
    : readdirSync('samples')
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(`samples/${name}`, 'utf8'));
}
