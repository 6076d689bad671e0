// A model's words aren't code to any engine that a document may pass through: they're written as words, or refused.
import ejs from 'ejs';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import MarkdownIt from 'markdown-it';
import nunjucks from 'nunjucks';
import { describe, expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../src/core/altText/applyEdits';
import { altTextLanguageIds, markupLanguage } from '../../../../../src/core/altText/languages';
import type { MarkupLanguage } from '../../../../../src/core/altText/types';
import { altEdits } from '../../../../../src/engines/markup/edit/edit';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';
import { judgeHtml } from '../judges/html';
import { judgeJsx } from '../judges/jsx';
import { judgeMarkdown } from '../judges/markdown';
import { altWithOpeners, codeMarks, markupMarks, openers, pageMarks } from '../judges/openers';
import { altEdit } from './altEdit';

interface Kind {
  readonly text: string;
  /** The alt text as an independent parser reads it. */
  readonly read: (text: string) => string | undefined;
  /** Without character references, openers are refused: this language's marks. */
  readonly plain?: readonly string[];
}

const inMarkdown = (text: string) => judgeMarkdown(text).images[0]?.alt;
const inHtml = (text: string) => judgeHtml(text).images[0]?.alt;
const cell = (text: string) => JSON.parse(text).cells[0];
const notebook = (source: string, outputs: object[] = []) =>
  JSON.stringify({ cells: [{ cell_type: outputs.length > 0 ? 'code' : 'markdown', source, outputs }], nbformat: 4 });
const attribute = (text: string) =>
  inHtml(
    `<img alt="${/fig-alt="((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replace(/\\(.)/g, '$1').replaceAll('"', '&quot;')}">`,
  );

/** Each place in a document that can hold alt text, by grammar. */
const kinds: Readonly<Record<MarkupLanguage, readonly Kind[]>> = {
  markdown: [
    { text: '![](a.png)\n', read: inMarkdown },
    { text: 'a {{\n\n[![old](a.png)](b) }} text\n', read: inMarkdown },
    { text: '<img src="a.png">\n', read: inMarkdown },
    { text: '| a |\n|---|\n| ![](a.png) |\n', read: inMarkdown },
    { text: '![[a.png]]\n', read: (text) => /\|(.*)\]\]/.exec(text)?.[1], plain: markupMarks },
    { text: ':::image source="a.png":::\n', read: (text) => /alt-text="(.*)":::/.exec(text)?.[1], plain: markupMarks },
  ],
  quarto: [
    { text: '![](a.png)\n', read: attribute },
    { text: '![x](a.png){width=3}\n', read: attribute },
  ],
  mdx: [
    { text: '![](a.png)\n', read: inMarkdown },
    { text: '<Image src={a} />\n', read: (text) => judgeJsx(text).images[0]?.alt },
  ],
  html: [
    { text: '<p>}}</p><img src="a.png">{ {%\n', read: inHtml },
    { text: "<img alt='' src=a.png>\n", read: inHtml },
  ],
  vue: [{ text: '<template><div><img src="a.png"></div></template>\n', read: inHtml }],
  svelte: [{ text: '<img src="a.png">\n', read: inHtml }],
  astro: [{ text: '<img src="a.png">\n', read: inHtml }],
  jsx: [{ text: 'const a = <img src="a.png" />;\n', read: (text) => judgeJsx(text).images[0]?.alt }],
  rst: [
    { text: '.. image:: a.png\n', read: (text) => /:alt: (.*)/.exec(text)?.[1], plain: [] },
    { text: '.. |a| image:: a.png\n   :alt: old\n', read: (text) => /:alt: (.*)/.exec(text)?.[1], plain: [] },
  ],
  asciidoc: [
    { text: 'image::a.png[]\n', read: asciidocAlt },
    { text: 'text image:a.png[] text\n', read: asciidocAlt },
  ],
  notebook: [
    { text: notebook('![](a.png)'), read: (text) => inMarkdown(cell(text).source) },
    {
      text: notebook('1', [{ output_type: 'display_data', data: { 'image/png': 'AA==' }, metadata: {} }]),
      read: (text) => cell(text).outputs[0].metadata['image/png'].alt,
    },
  ],
};

function asciidocAlt(text: string): string | undefined {
  const list = /image::?a\.png\[(.*)\]/.exec(text)?.[1];
  const value = list?.startsWith('"') ? list.slice(1, -1).replaceAll('\\"', '&quot;') : list?.replaceAll('"', '&quot;');
  return inHtml(`<img alt="${value}">`);
}

/** The result for some alt text: the words that were written, as they are in the document. */
interface Written {
  readonly document: string;
  readonly own: string;
  readonly alt: string;
}

/** Writes alt text like the editor; if it's refused, the closest form that is offered, if there is one. */
function write(languageId: string, text: string, alt: string): Written | undefined {
  const reference = parseDocument(text, languageId).references[0]!;
  const edit = altEdit(text, languageId, reference, alt);
  if (!isRefusal(edit)) {
    const { prefix, suffix } = reference.alt;
    const own = edit.newText.slice(prefix.length, edit.newText.length - suffix.length);
    return { document: applyEdits(text, [edit]), own, alt };
  }
  expect(edit.refused).toBe('notRepresentable');
  return edit.nearest === undefined ? undefined : write(languageId, text, edit.nearest);
}

describe.each(altTextLanguageIds)('%s', (languageId) => {
  test.each(kinds[markupLanguage(languageId)!])('$text', ({ text, read, plain }) => {
    let exact = 0;
    const check = (wanted: string) => {
      const written = write(languageId, text, wanted);
      if (written === undefined) {
        // Only marks: no words are left to offer.
        expect(wanted.replace(/[^\p{L}\p{N}]/gu, ''), `nothing offered for ${wanted}`).toBe('');
        return;
      }
      exact += written.alt === wanted ? 1 : 0;
      const marks = [...codeMarks, ...(plain ?? pageMarks)];
      expect(marks.filter((mark) => written.own.includes(mark))).toEqual([]);
      expect(read(written.document)).toBe(written.alt);
    };
    for (const opener of openers) {
      check(opener);
      check(`A chart. ${opener} And more.`);
    }
    fc.assert(fc.property(altWithOpeners, check), { numRuns: 60, seed: 20261129 });
    expect(exact).toBeGreaterThan(0);
  });
});

test.each([
  ['<img src="a.png">\n'],
  ['---\nimport { Image } from "astro:assets";\n---\n<Image src={a} alt="old" />\n'],
])('Astro gets nothing that ends the string which its compiler makes of %j, or is decoded once more', (text) => {
  const reference = parseDocument(text, 'astro').references[0]!;
  const refused = [
    '\\", x: canary()})}`//',
    'a\r\nb',
    'C:\\new',
    '\\u0041',
    '\\',
    '&amp;',
    'A &lt;b> c',
    '&#123;',
    '&#x41;',
    'a &copy b',
  ];
  for (const alt of refused) {
    const edit = altEdit(text, 'astro', reference, alt);
    expect(isRefusal(edit) && edit.refused, alt).toBe('notRepresentable');
    expect(write('astro', text, alt)?.own ?? '').not.toMatch(/\\|&amp;(?:#|amp|lt|copy)/);
  }
  for (const alt of ['AT&T', 'Q&A', 'a & b', '?a=1&b=2', 'a "b" {c} `d`']) {
    expect(write('astro', text, alt)?.alt).toBe(alt);
  }
});

test('FreeMarker finds no tag in brackets', () => {
  for (const alt of ['[#if canary]', 'a [/#if] b', '[#-- canary --]', '[@canary/]']) {
    const written = write('html', '<img src="a.png">', alt)!;
    expect(written.alt).toBe(alt);
    expect(written.own).not.toMatch(/\[\/?[#@]/);
  }
});

const liquid = new Liquid();
const nunjucksEngine = new nunjucks.Environment(null, { autoescape: false });
const markdown = new MarkdownIt({ html: true });
const canary = { canary: 'RAN' };

/** Real engines, with a variable that an opener could look up. */
const engines: Readonly<Record<string, (text: string) => string>> = {
  liquid: (text) => liquid.parseAndRenderSync(text, canary),
  nunjucks: (text) => nunjucksEngine.renderString(text, canary),
  handlebars: (text) => Handlebars.compile(text, { noEscape: true })(canary),
  ejs: (text) => ejs.render(text, canary),
};
const runs: Readonly<Record<string, string>> = {
  liquid: '{{ canary }}',
  nunjucks: '{{ canary }}',
  handlebars: '{{ canary }}',
  ejs: '<%= canary %>',
};

describe.each(Object.keys(engines))('%s gives back what was written', (name) => {
  const render = engines[name]!;

  test('and would run an alt that is written as it is', () => {
    expect(render(`<img alt="${runs[name]}">`)).toBe('<img alt="RAN">');
  });

  test.each([
    ['markdown', '![](a.png)\n'],
    ['markdown', '<img src="a.png">\n'],
    ['html', '<img src="a.png">\n'],
    ['liquid', "<img alt='' src=a.png>\n"],
    ['restructuredtext', '.. image:: a.png\n'],
    ['asciidoc', 'image::a.png[]\n'],
    ['vue', '<template><div><img src="a.png"></div></template>\n'],
    ['javascriptreact', 'const a = <img src="a.png" />;\n'],
  ])('%s %j', (languageId, text) => {
    const check = (wanted: string) => {
      const written = write(languageId, text, wanted);
      expect(render(written?.document ?? '')).toBe(written?.document ?? '');
    };
    openers.forEach(check);
    fc.assert(fc.property(altWithOpeners, check), { numRuns: 50, seed: 20261129 });
  });
});

test('nor does a page that is given to an engine when it is finished run them', () => {
  fc.assert(
    fc.property(altWithOpeners, (wanted) => {
      const page = markdown.render(write('markdown', '![](a.png)\n', wanted)?.document ?? '');
      expect(engines.nunjucks!(page)).toBe(page);
      expect(engines.liquid!(page)).toBe(page);
    }),
    { numRuns: 75, seed: 20261129 },
  );
});

describe('long descriptions', () => {
  const described = (languageId: string, text: string, words: string): string => {
    const reference = parseDocument(text, languageId).references[0]!;
    const longDescription = `See ${words}\n\n- item ${words}\n\n| a | b |\n|---|---|\n| c | ${words} |\n\n\`\`\`\ncode ${words}\n\`\`\``;
    const write = (asked: string) =>
      altEdits(text, languageId, [{ reference, alt: 'a', longDescription: asked }]).descriptions[0]!.result;
    const exact = write(longDescription);
    // Never rephrased before that was offered.
    const result = isRefusal(exact) && exact.nearest !== undefined ? write(exact.nearest) : exact;
    expect(isRefusal(result) ? result.nearest : undefined, longDescription).toBeUndefined();
    return isRefusal(result) ? text : applyEdits(text, [result]);
  };
  const documents: readonly (readonly [string, string])[] = [
    ['markdown', '![a](a.png)\n'],
    ['html', '<p><img src="a.png" alt="a"></p>\n'],
    ['blade', '<p><img src="a.png" alt="a"></p>\n'],
    ['restructuredtext', '.. image:: a.png\n   :alt: a\n'],
    ['asciidoc', 'image::a.png[a]\n'],
    ['mdx', '![a](a.png)\n'],
  ];

  test.each(documents)('%s: no engine finds code in it', (languageId, text) => {
    let written = 0;
    const check = (words: string) => {
      const document = described(languageId, text, words);
      written += document === text ? 0 : 1;
      for (const render of Object.values(engines)) {
        expect(render(document)).toBe(document);
      }
      expect(document).not.toMatch(/`r |<%|<\?|@\(|\$\{|\{\{|\{%/);
    };
    openers.forEach(check);
    fc.assert(fc.property(altWithOpeners, check), { numRuns: 100, seed: 20261129 });
    expect(written).toBeGreaterThan(100);
  });

  test('a finished page that is compiled (VitePress), or rendered again, shows them', () => {
    for (const words of openers) {
      const page = markdown.render(described('markdown', '![a](a.png)\n', words));
      expect(page).not.toMatch(/\{[{%#]|#\}/);
      expect(engines.nunjucks!(page)).toBe(page);
    }
  });
});
