// For generated documents and hostile answers: a long description adds one folded block and changes nothing else. Judged
// by other parsers than the one that writes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { descriptionBlocks } from '../../../../src/core/altText/descriptionBlocks';
import { isRefusal } from '../../../../src/core/altText/edit';
import { longDescriptionEdit } from '../../../../src/core/altText/longDescription';
import { parseDocument } from '../../../../src/engines/markup/parse';
import { hostileAlt, hostileAlts } from './judges/hostile';
import { type Judged, judgeHtml } from './judges/html';
import { judgeMarkdown } from './judges/markdown';

const runs = { numRuns: 400, seed: 20261122 };
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
        image.map((one) => `> ${one}`),
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
/** Neighbouring texts count as one, and blanks beside a tag as none: the block may have parted them. */
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
  const edit = longDescriptionEdit(text, language, reference, answer, parseDocument);
  if (isRefusal(edit)) {
    const isNothing = descriptionBlocks(answer).length === 0;
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
  // A renderer may show an address as it is; else every word arrives.
  expect(inside.replaceAll(' ', '')).toBe(wordsOf(answer).replaceAll(' ', ''));
  return true;
}

describe.each([
  ['markdown', markdownDocument, judgeMarkdown],
  ['html', htmlDocument, judgeHtml],
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
    const documentsOf =
      language === 'html' ? ['<main>\n<img src="a.png" alt="a">\n</main>'] : ['![a](a.png)\n\nNext\n'];
    for (const text of documentsOf) {
      for (const answer of [...evil, ...hostileAlts]) {
        check(language, text, 0, answer, judge);
      }
    }
  });
});

test('MDX: the same answers, in the same words, and no braces or tags of theirs', () => {
  fc.assert(
    fc.property(description, (answer) => {
      const text = "import A from './a';\n\n# T\n\n![a](a.png)\n\n<A x={1} />\n";
      const reference = parseDocument(text, 'mdx').references[0]!;
      const edit = longDescriptionEdit(text, 'mdx', reference, answer, parseDocument);
      if (isRefusal(edit)) {
        expect(descriptionBlocks(answer)).toEqual([]);
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
