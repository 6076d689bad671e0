// The languages with our own parsers: what is found, and that written alt text is read back while all else stays the
// same.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../src/core/altText/applyEdits';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { altEdit } from './edit/altEdit';
import { hostileAlt } from './judges/hostile';
import { judgeHtml } from './judges/html';

interface Sample {
  readonly languageId: string;
  readonly text: string;
  /** Source or module, and alt text, in order. */
  readonly images: readonly (readonly [source: string | undefined, alt: string | undefined])[];
}

const samples: Readonly<Record<string, Sample>> = {
  mdx: {
    languageId: 'mdx',
    text: `---
title: x
---

import logo from './logo.svg'
export const Hero = () => <img src={logo} />

# Title

![](a.png) and ![old](b.png "t") <img src="c.png" /> ![ref]

<Card href="/x">
  <Image src={logo} alt={'old'} />

  ![inside](d.png)
</Card>

{list.map((a) => <img key={a} src="e.png" alt="x" />)}

{/* <img src="no.png" /> */}

[ref]: r.png
`,
    images: [
      ['./logo.svg', undefined],
      ['a.png', ''],
      ['b.png', 'old'],
      ['c.png', undefined],
      ['r.png', 'ref'],
      ['./logo.svg', 'old'],
      ['d.png', 'inside'],
      ['e.png', 'x'],
    ],
  },
  vue: {
    languageId: 'vue',
    text: `<script setup lang="ts">
import logo from './logo.svg'
const tag = '<img src="no.png">'
</script>

<template>
  <!-- <img src="no.png"> -->
  <p v-if="a < b">{{ a < b ? '<img>' : "x" }}</p>
  <img :src="logo" @click="a > b && go()">
  <NuxtImg src="/b.png" alt="old" />
  <img src="c.png" :alt="t('c')">
  <img :src="require('./d.png')" alt='it"s'>
</template>

<style>img > p {}</style>
`,
    images: [
      ['./logo.svg', undefined],
      ['/b.png', 'old'],
      ['c.png', undefined],
      ['./d.png', 'it"s'],
    ],
  },
  svelte: {
    languageId: 'svelte',
    text: `<script>
  import logo from './logo.svg';
  const text = '<img src="no.png">';
</script>

{#if a < b && c > d}
  <img src={logo} on:click={() => go('}')} />
{:else if x<y}
  <a href="/x"><img src="b.png" alt="old &amp; new"></a>
{/if}
{#each list as { a, b }}
  <img {src} alt="a {b}" />
  <enhanced:img src="./c.png" alt='' {...rest} />
{/each}
{@html '<img src="no.png">'}
<!-- <img src="no.png"> -->
<img src="d.png" alt={"x"}>
<style>p { color: red }</style>
`,
    images: [
      ['./logo.svg', undefined],
      ['b.png', 'old & new'],
      [undefined, undefined],
      ['./c.png', ''],
      ['d.png', 'x'],
    ],
  },
  astro: {
    languageId: 'astro',
    text: `---
import { Image } from 'astro:assets';
import logo from '../logo.png';
const no = '<img src="no.png">';
---
<html lang="fr">
  <h1>Title</h1>
  {show && <Image src={logo} />}
  {list.map((x) => (
    <li>Don't <img src="b.png" alt="old"></li>
  ))}
  {a<b ? <img src="c.png" alt={\`t\`} /> : null}
  <img src="d.png" alt={\`t \${x}\`}>
  <script>const y = "<img>";</script>
</html>
`,
    images: [
      ['../logo.png', undefined],
      ['b.png', 'old'],
      ['c.png', 't'],
      ['d.png', undefined],
    ],
  },
  rst: {
    languageId: 'restructuredtext',
    text: `Title
=====

Text with |sub| in it.

.. image:: a.png

.. image:: img/b c.png
   :width: 3
   :alt: old text
      goes on
   :target: https://example.com/

Section
-------

.. figure:: c.png
   :alt:

   The caption
   in two lines.

   Legend.

.. |sub| image:: d.png
    :height: 1

.. code-block:: rst

   .. image:: no.png

Literal::

   .. image:: no.png

.. This is a comment
   .. image:: no.png

* item

  .. image:: e.png
`,
    images: [
      ['a.png', undefined],
      ['img/bc.png', 'old text goes on'],
      ['c.png', ''],
      ['d.png', undefined],
      ['e.png', undefined],
    ],
  },
  asciidoc: {
    languageId: 'asciidoc',
    text: `= Title
:lang: es

Text image:a.png[] and image:b.png[old, 20] end.

.The caption
[#id]
image::c.png[Alt text,300,link="https://example.com"]

image::d.png["With, comma and \\"quotes\\"",role=x]

image::e.png[alt=named,width=3]

image::f.png[width=3]

----
image::no.png[]
----

// image::no.png[]
\\image:no.png[]

image::{dir}/g.png[{alt-text}]
`,
    images: [
      ['a.png', undefined],
      ['b.png', 'old'],
      ['c.png', 'Alt text'],
      ['d.png', 'With, comma and "quotes"'],
      ['e.png', 'named'],
      ['f.png', undefined],
      [undefined, undefined],
    ],
  },
  quarto: {
    languageId: 'quarto',
    text: `---
title: x
lang: de
---

![The caption](a.png)

![](b.png){width=50% .lightbox}

![C](c.png){#fig-c fig-alt="say \\"hi\\"" width=3}

![](d.png){fig-alt='single'}

Text ![](e.png){} <img src="f.png">

\`\`\`{python}
#| fig-alt: "x"
plot()
\`\`\`
`,
    images: [
      ['a.png', 'The caption'],
      ['b.png', undefined],
      ['c.png', 'say "hi"'],
      ['d.png', 'single'],
      ['e.png', undefined],
      ['f.png', undefined],
    ],
  },
  'wiki links': {
    languageId: 'markdown',
    text: '# T\n\n![[my photo.png]] ![[b.jpg|100]] ![[c.png|A cat|200x100]] ![[d.webp|alt]] ![[note]] ![[note#head]]\n\n`![[no.png]]` \\![[no.png]]\n\n| a |\n|---|\n| ![[e.png\\|in table]] |\n\n    ![[no.png]]\n',
    images: [
      ['my photo.png', undefined],
      ['b.jpg', undefined],
      ['c.png', 'A cat'],
      ['d.webp', 'alt'],
      ['e.png', 'in table'],
    ],
  },
  'Learn directives': {
    languageId: 'markdown',
    text: '# T\n\n:::image type="content" source="a.png":::\n\n> :::image type="content" source="b.png" alt-text="old":::\n\n:::image type="icon" source="c.png":::\n\n:::image type="complex" source="d.png" alt-text="Chart":::\nLong text.\n:::image-end:::\n\n```\n:::image source="no.png":::\n```\n\n:::image source="e.png" alt-text="" lightbox="x.png":::\n',
    images: [
      ['a.png', undefined],
      ['b.png', 'old'],
      ['c.png', undefined],
      ['d.png', 'Chart'],
      ['e.png', ''],
    ],
  },
  notebook: {
    languageId: 'jupyter',
    text: JSON.stringify(
      {
        cells: [
          {
            cell_type: 'markdown',
            metadata: {},
            source: ['# Title "x"\n', '\n', '![](attachment:a.png) ä\\u00e4 ![old](b.png "t")\n', '<img src="c.png"/>'],
            attachments: { 'a.png': { 'image/png': 'AAAA' } },
          },
          {
            cell_type: 'code',
            metadata: {},
            source: ['![](no.png)'],
            outputs: [
              { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': ['<Figure>'] }, metadata: {} },
              {
                output_type: 'execute_result',
                data: { 'image/png': 'AAAA' },
                metadata: { 'image/png': { width: 3 }, other: 1 },
              },
              {
                output_type: 'display_data',
                data: { 'image/jpeg': 'AAAA' },
                metadata: { 'image/jpeg': { alt: 'old "alt"' } },
              },
              { output_type: 'stream', text: ['![](no.png)'] },
            ],
          },
          { cell_type: 'markdown', metadata: {}, source: 'One string ![two](d.png)' },
        ],
        nbformat: 4,
      },
      null,
      1,
    ),
    images: [
      ['attachment:a.png', ''],
      ['b.png', 'old'],
      ['c.png', undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, 'old "alt"'],
      ['d.png', 'two'],
    ],
  },
};

describe.each(Object.entries(samples))('%s', (name, { languageId, text, images }) => {
  test('finds every image and no other', () => {
    const found = parseDocument(text, languageId);
    expect(found.error).toBeUndefined();
    expect(found.references.map((one) => [one.src.module ?? one.src.value, one.alt.value])).toEqual(images);
  });

  test('a written alt is read back, all else stays, and what cannot be said has a nearest form that can', () => {
    const { references } = parseDocument(text, languageId);
    let written = 0;
    fc.assert(
      fc.property(fc.nat(references.length - 1), hostileAlt, (pick, alt) => {
        const target = references[pick]!;
        const edit = altEdit(text, languageId, target, alt);
        if (isRefusal(edit)) {
          expect(['notRepresentable', 'dynamic', 'same']).toContain(edit.refused);
          expect(edit.refused === 'dynamic').toBe(target.alt.dynamic);
          if (edit.nearest !== undefined) {
            const second = altEdit(text, languageId, target, edit.nearest);
            expect(isRefusal(second) && second.refused !== 'same').toBe(false);
          } else if (edit.refused === 'notRepresentable') {
            expect(alt.replace(/[^\p{L}\p{N}]/gu, ''), `no way to write anything like ${JSON.stringify(alt)}`).toBe('');
          }
          return;
        }
        written += 1;
        const result = applyEdits(text, [edit]);
        expect(result.startsWith(text.slice(0, edit.start))).toBe(true);
        expect(result.endsWith(text.slice(edit.end))).toBe(true);
        const after = parseDocument(result, languageId).references;
        expect(after.map((one) => one.alt.value)).toEqual(
          references.map((one, at) => (at === pick ? alt : one.alt.value)),
        );
        expect(after.map((one) => one.src.raw)).toEqual(references.map((one) => one.src.raw));
        if (name === 'vue') {
          const [before, now] = [text, result].map((one) => judgeHtml(one.replace(/\{\{.*?\}\}/g, '')));
          expect(now!.rest).toEqual(before!.rest);
          expect(now!.images[pick]?.alt).toBe(alt);
        }
        if (name === 'notebook') {
          JSON.parse(result);
        }
      }),
      { numRuns: 60, seed: 20261121 },
    );
    expect(written).toBeGreaterThan(20);
  });
});

test('a document that cannot be read has no images, says why, and is never edited', () => {
  for (const [languageId, text] of [
    ['mdx', '# T\n\n<img src={ />\n'],
    ['jupyter', '{"cells": ['],
    ['javascriptreact', 'const = ; <img src="a.png" /> )))'],
  ] as const) {
    const found = parseDocument(text, languageId);
    expect(found.error, languageId).toBeTruthy();
    expect(found.references).toEqual([]);
  }
  expect(parseDocument('![](a.png)', 'plaintext').references).toEqual([]);
});

test('a changed document is never edited blindly', () => {
  const [reference] = parseDocument('![](a.png)', 'markdown').references;
  expect(altEdit('x ![](a.png)', 'markdown', reference!, 'A cat')).toEqual({ refused: 'changed' });
  expect(altEdit('![b](a.png)', 'markdown', reference!, 'A cat')).toEqual({ refused: 'changed' });
});

test('of members of a notebook by the same name the last counts, as for whoever opens it', () => {
  const cells = (src: string) => `"cells": [{ "cell_type": "markdown", "source": "![](${src})" }]`;
  const text = `{ ${cells('first.png')}, ${cells('last.png')} }`;
  const { references } = parseDocument(text, 'jupyter');
  expect(references.map(({ src }) => src.value)).toEqual(['last.png']);
  const edit = altEdit(text, 'jupyter', references[0]!, 'A blue field.');
  expect(isRefusal(edit)).toBe(false);
  const shown = JSON.parse(isRefusal(edit) ? text : applyEdits(text, [edit]));
  expect(shown.cells[0].source).toBe('![A blue field.](last.png)');
});
