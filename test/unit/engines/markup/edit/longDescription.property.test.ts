// For generated documents and hostile answers: a long description adds one folded block and changes nothing else.
// Judged by other parsers than the one that writes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../../../src/core/altText/applyEdits';
import { bounds } from '../../../../../src/core/bounds';
import { descriptionBlocks } from '../../../../../src/engines/markup/edit/longDescription/blocks';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';
import { hostileAlt, hostileAlts } from '../judges/hostile';
import { type Judged, judgeHtml } from '../judges/html';
import { judgeJsxPage } from '../judges/jsxPage';
import { judgeMarkdown } from '../judges/markdown';
import { describedEdit } from './describedEdit';

const runs = { numRuns: 100, seed: 20261122 };
const evil = [
  '</details>',
  '</details></summary>\n\n# Out\n\n![x](https://evil.example/x.png)',
  '</pre></td></table></figcaption></figure>',
  '```\n</details>\n',
  '~~~mermaid\nA-->B\n```\n~~~\n<script>',
  '```mermaid\nA["</pre><script>x</script>"] --> B{{x}}\nclick A "javascript:x"\n```',
  '| a | b |\n|---|---|\n| </td> | `|` \\| {x} |\n| --> | ]]> | more | cells |',
  '- a\n    - b\n        - </li>{x}\n1) c\n\n  d',
  '    indented\n\n\tcode',
  'import x from "y"\n\nexport const z = {1}',
  '<Evil onClick={alert(1)} />',
  '[a]: http://evil.example\n\n[a] [^1]\n\n[^1]: note',
  ':::note\n{{ 7*7 }} {% raw %} <?php x ?> <%= y %>',
  '> quote\n> ---\nSetext\n===\n---\n***',
  '- [ ] task\n- ',
  '\u202eevil\u2066\u200b',
  `| ${'x |'.repeat(3000)}\n|${'-|'.repeat(3000)}`,
  'words and \n\n- lists\n'.repeat(500),
];
const description = fc.oneof(
  fc.constantFrom(...evil, ...hostileAlts.filter((one) => one.trim() !== '')),
  fc
    .array(
      fc.oneof(
        hostileAlt,
        hostileAlt.map((text) => `- ${text}`),
        hostileAlt.map((text) => `    - ${text}`),
        hostileAlt.map((text) => `1. ${text}`),
        hostileAlt.map((text) => `| ${text} | b |\n| --- | --- |\n| c | ${text} |`),
        hostileAlt.map((text) => `\`\`\`mermaid\n${text}\n\`\`\``),
        hostileAlt.map((text) => `# ${text}`),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .chain((parts) => fc.constantFrom('\n', '\n\n').map((between) => parts.join(between))),
);

const image = fc.constantFrom(
  '![a](a.png)',
  '![a](a.png "t")',
  '![a][ref]',
  '[![a](l.png)](/x)',
  'Before ![a](b.png)\nand after',
);
const htmlImage = fc.constantFrom('<img src="a.png" alt="a">', '<a href="/x"><img alt=a src=b.png></a>');
const markdownDocument = fc
  .tuple(
    fc.array(
      fc.oneof(
        image,
        image.map((one) => `## T\n${one}\n## U`),
        image.map((one) => `- ${one}\n- b`),
        image.map((one) => `1. a\n\n   ${one.replace('\n', '\n   ')}\n2. b\n   - c`),
        image.map((one) => `- a\n  * ${one.replace('\n', '\n    ')}\n\n    d\n  * b`),
        image.map((one) => `> ${one}`),
        image.map((one) => `> - a\n> - ${one.replace('\n', '\n>   ')}\n>\n> b`),
        image.map((one) => `- a\n  > ${one}\n- b`),
        htmlImage.map((one) => `* ${one}\n* <p>${one}</p>\n`),
        image.map((one) => `<div>\n\n${one}\n\n</div>`),
        htmlImage.map((one) => `<p align="center">\n  ${one}\n</p>`),
        fc.constantFrom('Words.', '```js\n![x](y.png)\n```', '<!-- ![x](y.png) -->', '| a |\n|---|\n| b |'),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([blocks, eol]) => `${blocks.join('\n\n')}\n\n[ref]: ref.png "R"\n`.replaceAll('\n', eol));
const htmlDocument = fc
  .array(
    fc.oneof(
      htmlImage,
      htmlImage.map((one) => `<p>text ${one} more</p>`),
      htmlImage.map((one) => `<figure>${one}<figcaption>Cap <b>tion</b></figcaption></figure>`),
      htmlImage.map((one) => `<table><tr><td>${one}</td></tr></table>`),
      htmlImage.map((one) => `<ul>\n  <li>${one}\n</ul>`),
      fc.constantFrom('<h2>Head</h2>', '<!-- x -->', '<script>const x = "<img>";</script>', '<p>open'),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => `<!doctype html>\n<html lang="en"><body>\n${all.join('\n')}\n</body></html>\n`);

/** Every language of tags except HTML: `{x}` is an expression, and an image can be a component or close itself. */
const tagDocument = (wrap: (inner: string) => string, special: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        fc
          .constantFrom('<img src="a.png" alt="a" />', '<a href="/x"><img alt="a" src="b.png" /></a>')
          .chain((one) =>
            fc.constantFrom(
              one,
              `${one} and {x} more`,
              `<p>text ${one} more</p>`,
              `<figure>${one}<figcaption>Cap <b>tion</b></figcaption></figure>`,
              `<ul>\n  <li>${one}</li>\n  <li>b</li>\n</ul>`,
              `<section><Card title="x" />${one}<Card>{y}</Card></section>`,
              `<table><tbody><tr><td>${one}</td></tr></tbody></table>`,
            ),
          ),
        fc.constantFrom('<h2>Head</h2>', '<Card title="x">words</Card>', ...special),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .chain((all) => fc.constantFrom('\n', '\r\n').map((eol) => wrap(all.join('\n    ')).replaceAll('\n', eol)));
const vueDocument = tagDocument(
  (inner) =>
    `<template>\n  <main>\n    ${inner}\n  </main>\n</template>\n\n<script setup>\nconst x = '<img>';\n</script>\n`,
  ['<p v-if="a < b"><img src="c.png" alt="c"></p><p v-else>b</p>', '<!-- <img> -->', '{{ x > 1 }}'],
);
const svelteDocument = tagDocument(
  (inner) => `<script>\n  let x = '<img>';\n</script>\n\n${inner}\n`,
  [
    '{#if x > 1}<img src="c.png" alt="c">{:else}b{/if}',
    '<p>{#if x}<img src="c.png" alt="c">{/if}</p>',
    '<!-- <img> -->',
  ],
);
const astroDocument = tagDocument(
  (inner) => `---\nconst x = '<img>';\n---\n<main>\n    ${inner}\n</main>\n`,
  ['{x && <img src="c.png" alt="c" />}', '{[1].map((y) => <p><img src="c.png" alt="c" /></p>)}', '<!-- <img> -->'],
);
const jsxDocument = tagDocument(
  (inner) => `export const A = ({ x, y }) => (\n  <main>\n    ${inner}\n  </main>\n);\n`,
  [
    '{x && <img src="c.png" alt="c" />}',
    '{[1].map((z) => <p key={z}><img src="c.png" alt="c" /></p>)}',
    '{/* <img /> */}',
  ],
);

const ours = /^(?:<(?:details|summary|p|ul|ol|li|table|thead|tbody|tr|th|td|pre|code) |\/|#)/;

/** Words in order, however they are broken into lines. */
const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const wordsOf = (markdown: string) =>
  words(
    descriptionBlocks(markdown)
      .map((block) =>
        block.kind === 'list'
          ? block.items.map((one) => one.text).join(' ')
          : block.kind === 'table'
            ? [...block.header, ...block.rows.flat()].join(' ')
            : block.text,
      )
      .join(' '),
  );

/** What the judge sees without the block, and the words in it. Events that are blank text do not count. */
function withoutBlock({ rest }: Judged): { rest: string; inside: string } {
  const from = rest.findIndex((event) => event.startsWith('<details '));
  const to = rest.indexOf('/details', from);
  expect(to).toBeGreaterThan(from);
  const inside = rest.slice(from, to + 1);
  expect(inside.filter((event) => !ours.test(event))).toEqual([]);
  const summary = inside.indexOf('/summary');
  const said = inside.slice(summary).flatMap((event) => (event.startsWith('#') ? [event.slice(1)] : []));
  return { rest: plain([...rest.slice(0, from), ...rest.slice(to + 1)]), inside: words(said.join(' ')) };
}
/** Adjacent texts count as one, and spaces beside a tag don't count: the block may have split them. */
const plain = (events: readonly string[]) =>
  words(events.map((event) => (event.startsWith('#') ? event.slice(1) : `\u0001${event}\u0001`)).join('')).replace(
    / ?\u0001 ?/g,
    '\u0001',
  );

function check(language: string, text: string, pick: number, answer: string, judge: (text: string) => Judged) {
  const { references } = parseDocument(text, language);
  const reference = references[pick % Math.max(1, references.length)];
  if (!reference) {
    return false;
  }
  const edit = describedEdit(text, language, reference, answer);
  if (isRefusal(edit)) {
    // Nothing is cut.
    const isNothing = descriptionBlocks(answer).length === 0 || answer.length > bounds.longDescription;
    expect(isNothing ? ['notRepresentable'] : ['noPlace', 'noForm'], JSON.stringify([text, answer])).toContain(
      edit.refused,
    );
    return false;
  }
  expect(edit.start).toBe(edit.end);
  expect(edit.newText).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\0]/);
  const before = judge(text);
  const after = judge(text.slice(0, edit.start) + edit.newText + text.slice(edit.start));
  expect(after.images).toEqual(before.images);
  const { rest, inside } = withoutBlock(after);
  expect(rest).toBe(plain(before.rest));
  // A renderer can show a URL unchanged; otherwise, every word arrives.
  expect(inside.replaceAll(' ', '')).toBe(wordsOf(answer).replaceAll(' ', ''));
  return true;
}

/** What is in braces in a description, or has them: in these languages, it would be run. */
function braces(text: string, language: string, answer: string): readonly string[] {
  const edit = describedEdit(text, language, parseDocument(text, language).references[0]!, answer);
  const newText = isRefusal(edit) ? '' : edit.newText;
  const code = /<pre[^>]*>\{`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`\}<\/pre>/g;
  return (language === 'javascriptreact' ? newText.replace(code, '') : newText).match(/[{}].*/g) ?? [];
}

describe.each([
  ['markdown', markdownDocument, judgeMarkdown],
  ['html', htmlDocument, judgeHtml],
  ['vue', vueDocument, judgeHtml],
  ['svelte', svelteDocument, judgeHtml],
  ['astro', astroDocument, judgeHtml],
  ['javascriptreact', jsxDocument, judgeJsxPage],
] as const)('%s', (language, documents, judge) => {
  test('a description adds one block, says every word, and nothing else changes', () => {
    let written = 0;
    fc.assert(
      fc.property(documents, fc.nat(20), description, (text, pick, answer) => {
        written += check(language, text, pick, answer, judge) ? 1 : 0;
      }),
      runs,
    );
    expect(written).toBeGreaterThan(runs.numRuns / 4);
  });

  test('every hostile answer of the list is written where there is a place', () => {
    const image = '<main>\n<img src="a.png" alt="a" />\n</main>';
    const texts: Readonly<Record<string, readonly string[]>> = {
      markdown: ['![a](a.png)\n\nNext\n', '- ![a](a.png)\n- b\n', '> 1. a\n>\n>    ![a](a.png)\n'],
      vue: [`<template>${image}</template>`],
      javascriptreact: [`const A = () => ${image};`],
    };
    for (const text of texts[language] ?? [image]) {
      for (const answer of [...evil, ...hostileAlts]) {
        const written = check(language, text, 0, answer, judge);
        expect(written, answer).toBe(descriptionBlocks(answer).length > 0);
        if (language !== 'markdown' && written) {
          expect(braces(text, language, answer)).toEqual([]);
        }
      }
    }
  });
});

test('MDX: the same answers, in the same words, and no braces or tags of theirs', () => {
  fc.assert(
    fc.property(description, (answer) => {
      const text = "import A from '../a';\n\n# T\n\n![a](a.png)\n\n<A x={1} />\n";
      const reference = parseDocument(text, 'mdx').references[0]!;
      const edit = describedEdit(text, 'mdx', reference, answer);
      if (isRefusal(edit)) {
        expect(answer.length > bounds.longDescription ? [] : descriptionBlocks(answer)).toEqual([]);
        return;
      }
      // Outside of fences, which MDX leaves alone, markdown-it must see what MDX would: text.
      const judged = judgeMarkdown(`![a](a.png)${edit.newText}`);
      const { inside } = withoutBlock(judged);
      expect(inside.replaceAll(' ', '')).toBe(wordsOf(answer).replaceAll(' ', ''));
      const withoutFences = edit.newText.replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, '');
      expect(withoutFences).not.toMatch(/[{}]|^(?:import|export)\b/m);
    }),
    runs,
  );
});

// Tried on 2026-11-22 with docutils 0.19 and Asciidoctor.js 4.1.0 as well: every word arrives, and docutils says nothing.
test.each([
  {
    language: 'restructuredtext',
    text: '1. x\n\n   .. image:: a.png\n      :alt: a\n\n   Next\n',
    between: /\*\*Description of the image\*\*\n\n([\s\S]*?)\n\n {3}Next/,
    said: (line: string) => line.replace(/\\(.)/g, (_, one: string) => one.trim()),
    plain: (line: string) => line.replace(/\\./g, '\u0001'),
    active: /[*`|@\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|::|:\/|^[!-/:-@[-`{-~]|^\w+[.)](?:\s|$)/u,
  },
  {
    language: 'asciidoc',
    text: 'x\n\nimage::a.png[a]\n\nNext\n',
    between: /\n====\n\n([\s\S]*?)\n\n====\n/,
    said: (line: string) => line.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
    plain: (line: string) => line.replace(/&#\d+;/g, '\u0001'),
    active:
      /[*_`#^~{}[\]<>|+\\@]|::|;;|:\/\/|--|\.\.\.|\(\(|\((?:C|R|TM)\)|&(?=#|\p{L})|^[!-%'-/:-@[-`{-~]|^\w+[.)](?:\s|$)/u,
  },
])('$language: words only, whatever was answered', ({ language, text, between, said, plain: unescaped, active }) => {
  const write = (answer: string) => {
    const edit = describedEdit(text, language, parseDocument(text, language).references[0]!, answer);
    return isRefusal(edit) ? edit.refused : text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
  };
  fc.assert(
    fc.property(hostileAlt, (alt) => {
      const [block, ...others] = descriptionBlocks(alt);
      // Docutils reads no longer lines.
      fc.pre(block?.kind === 'paragraph' && others.length === 0 && block.text.length < 9000);
      const line = between.exec(write(alt))?.[1]?.trim() ?? '';
      expect(said(line)).toBe(block.text);
      expect(unescaped(line)).not.toMatch(active);
      // The same words in a list and in a table.
      const cell = block.text.replace(/[|\\]/g, '\\$&');
      const table = write(`| ${cell} | b |\n| - | - |\n| c | ${cell} |`);
      expect(parseDocument(table, language).references).toHaveLength(1);
    }),
    runs,
  );
  for (const answer of evil) {
    const written = write(answer);
    expect(written === 'notRepresentable' ? descriptionBlocks(answer) : written.length > text.length).not.toBe(false);
  }
});
