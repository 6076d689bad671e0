// For generated documents and hostile answers: writing alt text changes that alt text and nothing else. Judged by other
// parsers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../src/core/altText/applyEdits';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';
import { hostileAlt, hostileAlts } from '../judges/hostile';
import { type Judged, judgeHtml } from '../judges/html';
import { judgeJsx } from '../judges/jsx';
import { judgeMarkdown } from '../judges/markdown';
import { altEdit } from './altEdit';

const runs = { numRuns: 100, seed: 20261121 };
const word = fc.constantFrom(
  'alpha',
  'beta',
  'Gamma',
  '*em*',
  '`code`',
  'a_b',
  '&amp;',
  'x < y',
  'half ` tick',
  'tail\\',
  'é',
);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
const path = fc.constantFrom(
  'a.png',
  'img/b_(1).png',
  '<c d.png>',
  '/root/e.svg',
  'https://example.com/f.jpg?x=1&y=2',
  'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
);
const plainPath = fc.constantFrom('a.png', 'img/b_(1).png', '/root/e.svg', 'https://example.com/f.jpg?x=1');
const oldAlt = fc.constantFrom('', 'old', 'old *text*', 'a \\] b', 'two `ticks`', 'q "uote"', '&quot;');
const title = fc.constantFrom('', ' "Title"', " 'it'");

const htmlImage = fc
  .tuple(
    plainPath,
    fc.constantFrom('', ' alt', ' alt=""', ' alt="old"', " alt='o\"ld'", ' alt=old', ' ALT="Up"', ' alt = "sp"'),
    fc.constantFrom('', ' width=10', ' class="x y" data-z=\'1\'', '\n  height="3"'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(
    ([src, alt, more, altFirst, close]) =>
      `<img${altFirst ? alt : ''} src="${src}"${more}${altFirst ? '' : alt}${close ? ' />' : '>'}`,
  );
const inlineImage = fc.tuple(oldAlt, path, title).map(([alt, src, name]) => `![${alt}](${src}${name})`);
const markdownImage = fc.oneof(
  inlineImage,
  inlineImage,
  htmlImage,
  fc.constantFrom(
    '![full][ref]',
    '![ref][]',
    '![Ref]',
    '[![linked](l.png)](http://x.example "t")',
    '[![](m.png)](#top)',
  ),
);
const markdownBlock = fc.oneof(
  words,
  fc.tuple(words, markdownImage, words).map((all) => all.join(' ')),
  fc.array(markdownImage, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  fc.tuple(words, inlineImage).map(([a, b]) => `- ${a}\n- ${b}\n  ${a}`),
  fc.tuple(words, inlineImage).map(([a, b]) => `> ${a}\n> ${b}`),
  fc
    .tuple(
      fc.constantFrom('a', 'b c'),
      fc.tuple(oldAlt, plainPath).map(([alt, src]) => `![${alt}](${src})`),
    )
    .map(([a, b]) => `| h | i |\n|---|---|\n| ${a} | ${b} |`),
  htmlImage.map((image) => `<p align="center">\n  <a href="/x">${image}</a>\n</p>`),
  htmlImage.map((image) => `<!-- ${image} -->`),
  inlineImage.map((image) => `\`\`\`md\n${image}\n\n# not a heading\n\n${image}\n\`\`\``),
  inlineImage.map((image) => `    ${image}`),
  words.map((text) => `## ${text}`),
);
const markdownDocument = fc
  .tuple(fc.array(markdownBlock, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'))
  .map(([blocks, eol]) => `${blocks.join('\n\n')}\n\n[ref]: ref.png "R"\n`.replaceAll('\n', eol));

const htmlBlock: fc.Arbitrary<string> = fc.oneof(
  htmlImage,
  htmlImage.map((image) => `<p>text &amp; ${image} more</p>`),
  htmlImage.map((image) => `<figure><a href="/y">${image}</a><figcaption>Cap</figcaption></figure>`),
  htmlImage.map((image) => `<!-- ${image} -->`),
  htmlImage.map((image) => `<script>const x = '${image.replaceAll("'", '')}';</script>`),
  htmlImage.map((image) => `<table><tr><td>${image}</table>`),
  fc.constantFrom(
    '<style>img > p {}</style>',
    '<input type="image" src="go.png">',
    '<map><area href="/a" coords="1,1"></map>',
    '<svg><image href="x.png"/></svg>',
    '<h2>Head</h2>',
  ),
);
const htmlDocument = fc
  .array(htmlBlock, { minLength: 1, maxLength: 8 })
  .map((all) => `<!doctype html>\n<html lang="en"><body>\n${all.join('\n')}\n</body></html>\n`);

const jsxImage = fc
  .tuple(
    fc.constantFrom('img', 'Image'),
    fc.constantFrom('src="a.png"', 'src={logo}', "src={'b.png'}", 'src={`c.png`}'),
    fc.constantFrom(
      '',
      ' alt',
      ' alt=""',
      ' alt="old"',
      " alt='o\"ld'",
      " alt={'x'}",
      ' alt={`y`}',
      ' alt={undefined}',
    ),
    fc.constantFrom('', ' {...rest}', ' onClick={() => a > b}'),
  )
  .map((all) => `<${all[0]} ${all[1]}${all[2]}${all[3]} />`);
const jsxDocument = fc
  .array(
    fc.oneof(
      jsxImage,
      jsxImage.map((image) => `{show && ${image}}`),
      jsxImage.map((image) => `<a href="/x">${image} text</a>`),
      jsxImage.map((image) => `{list.map((a) => <li key={a}>${image}</li>)}`),
      fc.constantFrom('plain text', '{/* <img /> */}', "{'<img />'}"),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map(
    (all) =>
      `import logo from '../logo.svg';\nexport const Page = ({ show, list, rest, a, b }) => (\n  <main>\n    ${all.join('\n    ')}\n  </main>\n);\n`,
  );

/** What a judge may see differently although it's the same: none of it is in the alt text or in the structure. */
function sameRest(before: Judged, after: Judged) {
  expect(after.rest).toEqual(before.rest);
}

/** What engines run if they get the page after its character references are decoded. */
const code: Readonly<Record<string, RegExp>> = { markdown: /\{[{%#]|#\}/, html: /\{[{%#!]|[$#]\{|#\}/ };

/** The alt text as an HTML page gets it: browsers read CR LF in a file as LF, and U+0000 is never written. */
function check(
  language: string,
  text: string,
  pick: number,
  alt: string,
  judge: (text: string) => Judged,
): 'written' | 'refused' {
  const { references } = parseDocument(text, language);
  const before = judge(text);
  expect(references.map((one) => one.alt.value ?? '')).toHaveLength(before.images.length);
  if (references.length === 0) {
    return 'refused';
  }
  const target = references[pick % references.length]!;
  const edit = altEdit(text, language, target, alt);
  if (isRefusal(edit)) {
    expect(['notRepresentable', 'same', 'dynamic']).toContain(edit.refused);
    if (edit.refused === 'notRepresentable') {
      const isText = alt.isWellFormed() && !alt.includes('\0') && !code[language]?.test(alt);
      expect(isText, `refused ${JSON.stringify(alt)} in ${JSON.stringify(text)}`).toBe(false);
    }
    return 'refused';
  }
  const result = applyEdits(text, [edit]);
  expect(result.slice(0, edit.start)).toBe(text.slice(0, edit.start));
  expect(result.slice(edit.start + edit.newText.length)).toBe(text.slice(edit.end));
  const after = judge(result);
  expect(after.images.map((image) => image.src)).toEqual(before.images.map((image) => image.src));
  expect(after.images.map((image, at) => (at === target.index ? undefined : image.alt))).toEqual(
    before.images.map((image, at) => (at === target.index ? undefined : image.alt)),
  );
  expect(after.images[target.index]!.alt).toBe(alt);
  sameRest(before, after);
  return 'written';
}

describe.each([
  ['markdown', markdownDocument, judgeMarkdown],
  ['html', htmlDocument, judgeHtml],
  ['javascriptreact', jsxDocument, judgeJsx],
] as const)('%s', (language, documents, judge) => {
  test('an alt is written exactly, and nothing else changes', () => {
    let written = 0;
    fc.assert(
      fc.property(documents, fc.nat(20), hostileAlt, (text, pick, alt) => {
        written += check(language, text, pick, alt, judge) === 'written' ? 1 : 0;
      }),
      runs,
    );
    expect(written).toBeGreaterThan(runs.numRuns / 2);
  });

  test('every hostile answer of the list is written exactly', () => {
    const [text] = fc.sample(documents, { numRuns: 1, seed: 7 });
    const samples = fc.sample(documents, { numRuns: 3, seed: 7 });
    expect(text).toBeDefined();
    for (const alt of hostileAlts) {
      for (const document of samples) {
        check(language, document, 1, alt, judge);
      }
    }
  });
});
