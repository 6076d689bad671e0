// A long description goes below the image if the document otherwise stays the same; if not, nowhere, with the reason.
import { expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../src/core/altText/applyEdits';
import { bounds } from '../../../../../src/core/bounds';
import { altEdits } from '../../../../../src/engines/markup/edit/edit';
import { longDescriptionEdit } from '../../../../../src/engines/markup/edit/longDescription/longDescription';
import { findImages } from '../../../../../src/engines/markup/read/parse';
import { describedEdit } from './describedEdit';

/** The document with the description below its first image, or why not. */
const below = (text: string, languageId: string, description: string) => {
  const edit = describedEdit(text, languageId, findImages(text, languageId)[0]!, description);
  return isRefusal(edit) ? edit.refused : applyEdits(text, [edit]);
};
const table = '| month | °C |\n| --- | --- |\n| May | 9 |';
const diagram = '```mermaid\nflowchart LR\n  A["<a> & b"] --> B{ok?}\n```';
/** With angle brackets as Mermaid's own references: in a label, they would be HTML. */
const shownDiagram = diagram.replace('<a>', '#lt;a#gt;');

test('Markdown: folded away after the paragraph', () => {
  expect(below('# T\n\nSee ![a](a.png) here\nand there.\n\nNext\n', 'markdown', table)).toBe(
    `# T\n\nSee ![a](a.png) here\nand there.\n\n<details>\n<summary>Description of the image</summary>\n\n${table}\n\n</details>\n\nNext\n`,
  );
  expect(below('![a](a.png)', 'markdown', 'One.')).toBe(
    '![a](a.png)\n\n<details>\n<summary>Description of the image</summary>\n\nOne.\n\n</details>',
  );
  expect(below('![a](a.png)\r\n\r\nNext\r\n', 'markdown', '# Head\nOne,\ntwo.')).toBe(
    '![a](a.png)\r\n\r\n<details>\r\n<summary>Description of the image</summary>\r\n\r\nHead\r\n\r\nOne, two.\r\n\r\n</details>\r\n\r\nNext\r\n',
  );
  expect(below('![a](a.png)\n# Next\n', 'markdown', 'One.')).toBe(
    '![a](a.png)\n\n<details>\n<summary>Description of the image</summary>\n\nOne.\n\n</details>\n\n# Next\n',
  );
  expect(below('---\nlang: de\n---\n\n![a](a.png)\n', 'markdown', 'Eins.')).toContain(
    '<summary>Beschreibung des Bildes</summary>',
  );
  expect(below('<p align="center">\n<img src="a.png" alt="a">\n</p>\n\nNext\n', 'markdown', 'One.')).toBe(
    '<p align="center">\n<img src="a.png" alt="a">\n</p>\n\n<details>\n<summary>Description of the image</summary>\n\nOne.\n\n</details>\n\nNext\n',
  );
});

test('a list stays a list, a diagram a diagram, in Markdown, MDX and HTML', () => {
  const list = '1. **Start**\n   - with `{x}`\n   - or [not](http://e.example)\n2. End | stop';
  expect(below('![a](a.png)\n', 'markdown', list)).toContain(
    '\n\n1. Start\n    - with &#123;x&#125;\n    - or not\n1. End \\| stop\n\n',
  );
  expect(below('![a](a.png)\n', 'mdx', list)).toContain('    - with &#123;x&#125;\n');
  expect(below('<img src="a.png" alt="a">\n', 'html', list)).toBe(
    '<img src="a.png" alt="a">\n<details>\n  <summary>Description of the image</summary>\n' +
      '  <ol>\n    <li>Start\n      <ul>\n        <li>with &#123;x&#125;</li>\n        <li>or not</li>\n      </ul>\n    </li>\n    <li>End | stop</li>\n  </ol>\n</details>\n',
  );
  expect(below('![a](a.png)\n', 'markdown', `The flow:\n\n${diagram}`)).toContain(
    `\n\nThe flow:\n\n${shownDiagram}\n\n</details>`,
  );
  expect(below('![a](a.png)\n', 'mdx', diagram)).toContain(`\n\n${shownDiagram}\n\n</details>`);
  expect(below('<div>\n  <img src="a.png" alt="a">\n</div>', 'html', diagram)).toContain(
    '    <pre class="mermaid">flowchart LR\n  A["#lt;a#gt; &amp; b"] --&gt; B&#123;ok?&#125;</pre>\n  </details>',
  );
  expect(below('<img src="a.png" alt="a">', 'html', table)).toContain(
    '  <table>\n    <thead><tr><th scope="col">month</th><th scope="col">°C</th></tr></thead>\n    <tbody>\n      <tr><td>May</td><td>9</td></tr>\n    </tbody>\n  </table>\n',
  );
  // Whatever a diagram could do besides showing something is left out.
  const active = '```mermaid\n%%{init: {"x": 1}}%%\ngraph LR;A{{x}}-->B\nclick A "javascript:alert(1)"\n```';
  expect(below('![a](a.png)\n', 'markdown', active)).toContain('```mermaid\ngraph LR;A{x}-->B\n```');
});

test.each([
  ['a table', '| a |\n| --- |\n| ![a](a.png) |\n'],
  ['a table without bars at the sides', 'a | b\n--- | ---\n![a](a.png) | c\n'],
  ['a footnote', 'x[^1]\n\n[^1]: ![a](a.png)\n'],
  ['a link over several blocks', '<a href="/">\n\n![a](a.png)\n\n</a>\n'],
  ['a centred paragraph of HTML', '<p align="center">\n\n![a](a.png)\n\n</p>\n'],
  ['a list that stands close, with another list below', '- ![a](a.png)\n  - b\n- c\n'],
])('not in %s of Markdown', (_, text) => {
  expect(below(text, 'markdown', 'One.')).toBe('noPlace');
});

test('in a list or quotation of Markdown: in it, and its items stay as close as they were', () => {
  const folded = (prefix: string, body = 'One.') =>
    ['<details>', '<summary>Description of the image</summary>', '', ...body.split('\n'), '', '</details>']
      .map((line) => (prefix + line).trimEnd())
      .join('\n');
  expect(below('> ![a](a.png)\n> b\n\nNext\n', 'markdown', table)).toBe(
    `> ![a](a.png)\n> b\n>\n${folded('> ', table)}\n\nNext\n`,
  );
  expect(below('1. x\n\n   ![a](a.png)\n\n2. y\n', 'markdown', table)).toBe(
    `1. x\n\n   ![a](a.png)\n\n${folded('   ', table)}\n\n2. y\n`,
  );
  expect(below('- x\n\n- ![a](a.png)\n  - deeper\n', 'mdx', 'One.')).toBe(
    `- x\n\n- ![a](a.png)\n\n${folded('  ')}\n\n  - deeper\n`,
  );
  expect(below('> - x\n>\n> - ![a](a.png)\n', 'markdown', 'One.')).toBe(
    `> - x\n>\n> - ![a](a.png)\n>\n${folded('>   ')}\n`,
  );
  expect(below('- ![a](a.png)\n- b\n', 'markdown', '*One* {x}\n\n```\na\n\n  b\n```')).toBe(
    '- ![a](a.png)\n  <details>\n    <summary>Description of the image</summary>\n    <p>One &#123;x&#125;</p>\n' +
      '    <pre>a\n  &#32;\n    b</pre>\n  </details>\n- b\n',
  );
  // Quarto and MDX read Markdown between tags, and a blank line would split the items.
  expect(below('- ![a](a.png)\n- b\n', 'mdx', 'One.')).toBe('noPlace');
  expect(below('- ![a](a.png)\n- b\n', 'quarto', 'One.')).toBe('noPlace');
});

test('JSX: after the image in an element that takes a block, nothing of it runs', () => {
  const page = (inner: string) => `export const A = () => (\n  <main>\n    ${inner}\n  </main>\n);\n`;
  const folded = (body: string) =>
    `\n    <details>\n      <summary>Description of the image</summary>\n${body}\n    </details>`;
  const image = '<img src="a.png" alt="a" />';
  expect(below(page(image), 'typescriptreact', `It's {1} > "2"\n\n${diagram.replace('ok?', '`$' + '{ok}')}`)).toBe(
    page(
      image +
        folded(
          '      <p>It&apos;s &#123;1&#125; &gt; &quot;2&quot;</p>\n' +
            '      <pre>{`flowchart LR\n  A["<a> & b"] --> B{\\` $ {ok} }`}</pre>',
        ),
    ),
  );
  expect(below(page(`<p>One <a href="/">${image}</a> two</p>`), 'javascriptreact', 'One.')).toBe(
    page(`<p>One <a href="/">${image}</a> two</p>${folded('      <p>One.</p>')}`),
  );
  expect(below(page('<Image src="a.png" alt="a"></Image> x'), 'javascriptreact', 'One.')).toBe(
    page(`<Image src="a.png" alt="a"></Image>${folded('      <p>One.</p>')} x`),
  );
  expect(below(`const A = () => <>${image} x</>;`, 'javascriptreact', 'One.')).toContain(`</details> x</>`);
});

test.each([
  ['typescriptreact', 'export const A = () => <img src="a.png" alt="a" />;'],
  ['typescriptreact', 'export const A = () => <p><img src="a.png" alt="a" /></p>;'],
  ['typescriptreact', 'export const A = () => <div>{x && <img src="a.png" alt="a" />}</div>;'],
  ['typescriptreact', 'export const A = () => <div>{x ? <p><img src="a.png" alt="a" /></p> : null}</div>;'],
  ['typescriptreact', 'export const A = () => <div><Card><img src="a.png" alt="a" /></Card></div>;'],
  ['typescriptreact', 'export const A = () => <div><Card icon={<img src="a.png" alt="a" />} /></div>;'],
  ['typescriptreact', 'export const A = () => <table><tbody><tr><img src="a.png" alt="a" /></tr></tbody></table>;'],
  ['vue', '<template><img src="a.png" alt="a"></template>'],
  ['vue', '<template><div><img v-if="x" src="a.png" alt="a"><p v-else>b</p></div></template>'],
  ['vue', '<template><div><p v-for="x in y"><img src="a.png" alt="a"></p></div></template>'],
  ['vue', '<template><div><Section><img src="a.png" alt="a" /></Section></div></template>'],
  ['svelte', '<p>{#if x}<img src="a.png" alt="a">{/if}</p>'],
  ['svelte', '{#each x as y (y)}<img animate:flip src="a.png" alt="a">{/each}'],
  ['svelte', '<Card><img src="a.png" alt="a"></Card>'],
  ['astro', '<div>{x && <img src="a.png" alt="a" />}</div>'],
  ['astro', '<Layout><img src="a.png" alt="a" /></Layout>'],
  ['asciidoc', '|===\n|x\n\na|\nimage::a.png[a]\n|===\n'],
  ['asciidoc', '* x\n+\nimage::a.png[a]\n'],
  ['asciidoc', 'x image:a.png[a]\n'],
  ['restructuredtext', '.. |a| image:: a.png\n   :alt: a\n'],
  ['restructuredtext', '.. list-table::\n\n   * - x\n\n       .. image:: a.png\n          :alt: a\n'],
])('no description where none can stand: %s: %s', (languageId, text) => {
  expect(below(text, languageId, 'One.')).toBe('noPlace');
});

test('Vue, Svelte and Astro: after the image, in an element that takes a block', () => {
  const folded =
    '<details>\n  <summary>Description of the image</summary>\n  <p>&#123; &#123; x &#125; &#125;</p>\n</details>';
  const text = '{{ x }}';
  expect(below('<template><div><img src="a.png" alt="a" /><Card /> b</div></template>', 'vue', text)).toBe(
    `<template><div><img src="a.png" alt="a" />\n${folded.replace('<details', '<details v-pre')}<Card /> b</div></template>`,
  );
  expect(below('{#if x}<img src="a.png" alt="a">{:else}b{/if}', 'svelte', text)).toBe(
    `{#if x}<img src="a.png" alt="a">\n${folded}{:else}b{/if}`,
  );
  expect(below('---\n---\n<ul>{x.map((y) => <li><Image src="a.png" alt="a" /></li>)}</ul>', 'astro', text)).toBe(
    `---\n---\n<ul>{x.map((y) => <li><Image src="a.png" alt="a" />\n${folded}</li>)}</ul>`,
  );
});

test('reStructuredText and AsciiDoc: a block of its own below the directive', () => {
  const answer = 'See `x` *now*: http://e.example {a}\n\n- one\n    1. two_\n\n| m | °C |\n| - | - |\n| May | 9 |';
  expect(
    below('1. x\n\n   .. figure:: a.png\n      :alt: a\n\n      Caption\n\n2. y\n', 'restructuredtext', answer),
  ).toBe(
    [
      '1. x\n\n   .. figure:: a.png\n      :alt: a\n\n      Caption\n',
      '   .. container:: long-description\n\n      **Description of the image**\n',
      '      See x now: http\\:\\//e.example {a}\n'.replace('\\:\\//', '\\://'),
      '\n      - one\n\n        #. two\\_\n',
      '      .. list-table::\n         :header-rows: 1\n\n         * - m\n           - °C\n         * - May\n           - 9\n\n2. y\n',
    ].join('\n'),
  );
  expect(below('.Cap\nimage::a.png[a]\nNext ====\n', 'asciidoc', answer)).toBe(
    [
      '.Cap\nimage::a.png[a]\n',
      '.Description of the image\n[%collapsible]\n=====\n',
      'See x now: http&#58;//e.example &#123;a&#125;\n',
      '* one\n.. two&#95;\n',
      '[%header,cols=2*]\n|===\n|m\n|°C\n\n|May\n|9\n|===\n',
      '=====\n\nNext ====\n',
    ].join('\n'),
  );
  // A preprocessor directive would work even in a listing.
  expect(below('image::a.png[a]\n', 'asciidoc', '```mermaid\ninclude::/etc/passwd[]\n----\n```')).toContain(
    '[listing,subs=specialchars]\n-----\n include::/etc/passwd[]\n----\n-----\n',
  );
});

test('HTML: after what holds the image, or in the caption of its figure', () => {
  const folded = '<details>\n  <summary>Description of the image</summary>\n  <p>One &lt; two</p>\n</details>';
  const at = (indent: string) => folded.replaceAll('\n', `\n${indent}`);
  expect(below('<main>\n  <img src="a.png" alt="a">\n</main>\n', 'html', '**One** < two')).toBe(
    `<main>\n  <img src="a.png" alt="a">\n  ${at('  ')}\n</main>\n`,
  );
  expect(below('<p>\n<a href="/"><img src="a.png"></a> and\n</p><p>Next', 'html', 'One < two')).toBe(
    `<p>\n<a href="/"><img src="a.png"></a> and\n</p>\n${folded}<p>Next`,
  );
  expect(below('<figure>\n  <img src="a.png">\n  <figcaption>Cap</figcaption>\n</figure>', 'html', 'One < two')).toBe(
    `<figure>\n  <img src="a.png">\n  <figcaption>Cap\n  ${at('  ')}\n  </figcaption>\n</figure>`,
  );
  expect(below('<ul><li><img src="a.png">\n</ul>', 'html', 'One < two')).toBe(
    `<ul><li><img src="a.png">\n${folded}\n</ul>`,
  );
  expect(below('<div><p><img src="a.png"></div>', 'html', 'One.')).toBe('noPlace');
  expect(below('<a href="/"><img src="a.png">', 'html', 'One.')).toBe('noPlace');
});

test('no description where the language has no safe form for it', () => {
  const cell = JSON.stringify({ cells: [{ cell_type: 'markdown', source: '![a](a.png)' }] });
  for (const [text, languageId] of [
    [cell, 'jupyter'],
    ['Text ![[a.png]]\n', 'markdown'],
    [':::image source="a.png" alt-text="a":::\n', 'markdown'],
  ] as const) {
    expect(below(text, languageId, 'One.'), languageId).toBe('noForm');
  }
});

test('what a model wrote cannot leave the box, show a picture or link away', () => {
  const evil =
    '</details><script>x</script> ![p](https://evil.example/x.png) [go](javascript:alert(1)) <https://e.example>';
  const made = below('![a](a.png)\n', 'markdown', evil);
  expect(findImages(made, 'markdown')).toHaveLength(1);
  expect(made.match(/<\/details>/g)).toHaveLength(1);
  expect(made).not.toMatch(/(?<!\\)<script|javascript:|(?<!\\)<https/);
});

test('alts and descriptions of one document are worked out together, each where the other leaves it', () => {
  const text = 'One ![](a.png) and ![old](b.png).\n\n| ![](c.png) |\n| --- |\n\n<img src="d.png" alt="D">\n';
  const references = findImages(text, 'markdown');
  const { edits, refused, descriptions } = altEdits(text, 'markdown', [
    { reference: references[0]!, alt: 'A [new] alt', longDescription: 'Of a.' },
    { reference: references[1]!, alt: 'old', longDescription: 'Of b.' },
    { reference: references[2]!, alt: 'C', longDescription: 'Of c.' },
    { reference: references[3]!, alt: 'D', longDescription: 'Of d.' },
  ]);
  expect(refused).toEqual([]);
  expect(descriptions.map(({ change, result }) => [change, isRefusal(result) ? result.refused : result.start])).toEqual(
    [
      [0, 33],
      [1, 33],
      [2, 'noPlace'],
      [3, 84],
    ],
  );
  // As the editor applies them: in one place, the first in the list comes first.
  const all = [...edits, ...descriptions.flatMap(({ result }) => (isRefusal(result) ? [] : [result]))];
  const inOrder = all.sort((a, b) => a.start - b.start);
  const box = (words: string) => `\n\n<details>\n<summary>Description of the image</summary>\n\n${words}\n\n</details>`;
  expect(applyEdits(text, inOrder)).toBe(
    `One ![A \\[new\\] alt](a.png) and ![old](b.png).${box('Of a.')}${box('Of b.')}\n\n| ![C](c.png) |\n| --- |\n\n<img src="d.png" alt="D">${box('Of d.')}\n`,
  );
});

test.each([
  ['See {{ x }} and {%', 'See { { x } } and { %'],
  ['- a #{b}\n- {{< c >}}', '- a # {b}\n- { { < c >} }'],
  ['| a | b |\n|---|---|\n| <?php | @(x) |', '| a | b |\n|---|---|\n| < ?php | @ (x) |'],
  ['```\n<%= x %>\n{{ y }}\n```', '```\n< %= x % >\n{ { y } }\n```'],
  ['An \\{\\{ escaped \\}\\} one, &lt;% y %&gt;', 'An { { escaped } } one, < % y % >'],
  // If its closest form would be read as a heading, it's written with backslashes.
  ['#{x}', '\\# \\{x\\}'],
  // A diagram's shape isn't one of its words: if nothing else differs, no question is asked.
  ['{{ x }}\n\n```mermaid\ngraph LR\nA{{x}}-->B\n```', '{ { x } }\n\n```mermaid\ngraph LR\nA{x}-->B\n```'],
])('words that would be code are offered in their nearest form, never written so unasked: %j', (asked, nearest) => {
  for (const [languageId, text] of [
    ['markdown', '![a](a.png)\n'],
    ['html', '<img src="a.png" alt="a">\n'],
    ['restructuredtext', '.. image:: a.png\n   :alt: a\n'],
    ['asciidoc', 'image::a.png[a]\n'],
  ] as const) {
    const reference = findImages(text, languageId)[0]!;
    const edit = (markdown: string) => longDescriptionEdit(text, languageId, reference, markdown);
    expect(edit(asked)).toEqual({ refused: 'notRepresentable', nearest });
    expect(isRefusal(edit(nearest))).toBe(false);
  }
});

test('nothing of a description is cut', () => {
  const text = '![a](a.png)\n';
  const reference = findImages(text, 'markdown')[0]!;
  const edit = (markdown: string) => longDescriptionEdit(text, 'markdown', reference, markdown);
  expect(isRefusal(edit('a'.repeat(bounds.longDescription)))).toBe(false);
  expect(edit('a'.repeat(bounds.longDescription + 1))).toEqual({ refused: 'notRepresentable' });
});

test('signs behind a backslash stay signs', () => {
  expect(below('<img src="a.png" alt="a">', 'html', 'A \\*star\\*, \\[x\\](y), a\\_b\\_c')).toContain(
    '<p>A *star*, [x](y), a_b_c</p>',
  );
});
