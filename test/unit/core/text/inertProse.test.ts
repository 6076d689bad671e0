// Text from an image, in its place in a document: what engines would run there is written as words, and reads the same.
import ejs from 'ejs';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import MarkdownIt from 'markdown-it';
import nunjucks from 'nunjucks';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { proseText } from '../../../../src/core/text/inertProse';
import { judgeAsciidoc } from '../../engines/markup/judges/asciidoc';
import { altWithOpeners, codeMarks, openers } from '../../engines/markup/judges/openers';

const canary = { canary: 'RAN' };
const liquid = new Liquid();
const nunjucksEngine = new nunjucks.Environment(null, { autoescape: false });
const engines: Readonly<Record<string, (text: string) => string>> = {
  liquid: (text) => liquid.parseAndRenderSync(text, canary),
  nunjucks: (text) => nunjucksEngine.renderString(text, canary),
  handlebars: (text) => Handlebars.compile(text, { noEscape: true })(canary),
  ejs: (text) => ejs.render(text, canary),
};
const markdown = new MarkdownIt({ html: true });
/** The words of a page. */
function wordsOf(page: string): string {
  const words = (node: object): string =>
    'value' in node && 'nodeName' in node && node.nodeName === '#text'
      ? String(node.value)
      : 'childNodes' in node
        ? (node.childNodes as object[]).map(words).join('')
        : '';
  return words(parseFragment(page)).trim();
}
/** Except for what Markdown itself makes of emphasis, links, and code. */
const elementsOf = (page: string) => page.replace(/<\/?(?:p|a|em|strong|s)(?![a-z])/g, '').match(/<[a-z!/]\w*/gi) ?? [];

const inertMarks = codeMarks.filter((mark) => !['%>', '?>', '[%', ':r:`'].includes(mark));

describe.each([
  ['markdown', '# T\n\nText '],
  ['mdx', '# T\n\nText '],
  ['html', '<p>Text '],
  ['liquid', '<p>Text '],
  ['blade', '<p>Text '],
  ['vue', '<template><p>'],
  ['svelte', '<p>'],
  ['astro', '---\nconst a = 1;\n---\n<p>'],
] as const)('in running text of %s', (languageId, before) => {
  const check = (read: string) => {
    const { text, opens } = proseText(read, languageId, before);
    expect(opens).toBe(false);
    expect(inertMarks.filter((mark) => text.includes(mark))).toEqual([]);
    expect(text).not.toMatch(/<[a-z!/]/i);
    for (const render of Object.values(engines)) {
      expect(render(text)).toBe(text);
    }
    const shown = wordsOf(`<p>${text}</p>`);
    // A space can be inside what an engine would find in the finished page.
    expect(shown.replaceAll(' ', '')).toBe(read.replaceAll(' ', ''));
    if (/^(?:markdown|html|liquid|blade)$/.test(languageId)) {
      expect(shown).not.toMatch(/\{[{%#]|#\}/);
    }
  };

  test('no engine finds code in it, and a page shows what was read', () => {
    openers.forEach(check);
    fc.assert(fc.property(altWithOpeners, check), { numRuns: 200, seed: 20261129 });
    check('{{ canary }} &lt;b&gt; &amp;');
  });

  test('offsets are found again', () => {
    fc.assert(
      fc.property(altWithOpeners, fc.nat(60), (read, offset) => {
        const at = Math.min(offset, read.length);
        const whole = proseText(read, languageId, before);
        const one = read.charAt(at);
        const found = whole.text.slice(whole.at(at), whole.at(at + 1));
        expect(wordsOf(`x${found.trim() || found}x`)).toBe(`x${one}x`);
      }),
      { numRuns: 200, seed: 20261129 },
    );
  });
});

test('Markdown shows the words, without an element of theirs', () => {
  for (const read of [...openers, '::: danger\n{{ x }}', ':::{note}', '<img src=x onerror=y>', '[[x]] ![[y]]']) {
    const { text } = proseText(read, 'markdown', 'Text.\n\n');
    expect(text).not.toMatch(/^:::|:\w+\[/m);
    const page = markdown.render(text);
    expect(elementsOf(page), read).toEqual([]);
    expect(page).not.toMatch(/\{\{|<%/);
  }
});

test('AsciiDoc: the same page with the words in it, whatever a site sets', async () => {
  const all = [
    ...openers,
    'include::/etc/passwd[]',
    'ifdef::a[]\nx\nendif::[]',
    '----\nx\n----',
    'menu:File[Save] kbd:[F1] image:a.png[]',
    '{attr} pass:[<b>] <<a,b>> [[id]] ++x++',
  ];
  for (const attributes of [{}, { experimental: '', 'compat-mode': '' }] as Record<string, string>[]) {
    for (const read of all) {
      const { text, opens } = proseText(read, 'asciidoc', 'Text.\n\n');
      expect(opens).toBe(false);
      const { images, rest } = await judgeAsciidoc(`Text.\n\nx ${text} y\n\nimage::z.png[]\n`, attributes);
      expect(
        images.map(({ src }) => src),
        read,
      ).toEqual(['z.png']);
      // A bare URL is a link, and nothing that is run.
      const tags = /:\/\/|\w@\w/.test(read)
        ? /\d+ (?:kbd|b|pre|code|script|svg) /
        : /\d+ (?:kbd|b|a|pre|code|script|svg) /;
      expect(
        rest.filter((one) => tags.test(one)),
        read,
      ).toEqual([]);
    }
  }
});

test.each<[string, string, string]>([
  ['code', 'typescript', 'const a = '],
  ['JSX', 'typescriptreact', 'return <p>'],
  ['plain text', 'plaintext', ''],
  ['JSON', 'json', ''],
  ['YAML', 'yaml', ''],
])('in %s text stays as it was read', (_, languageId, before) => {
  expect(proseText('{{ x }} <b>', languageId, before)).toMatchObject({ text: '{{ x }} <b>', opens: false });
});

test.each<[string, string]>([
  ['markdown', '# T\n\n```js\n'],
  ['markdown', '> ~~~\n> '],
  ['markdown', 'See `'],
  ['markdown', '---\ntitle: '],
  ['markdown', '<script>\n'],
  ['html', '<style>\n'],
  ['html', '{{ '],
  ['php', '<?php '],
  ['erb', '<%= '],
  ['vue', '<template></template>\n<script>\n'],
  ['astro', '---\nconst a = '],
  ['asciidoc', '----\n'],
  ['restructuredtext', 'Text\n\n'],
])('%s: in code, and where there are no references, it stays, and is told: %j', (languageId, before) => {
  expect(proseText('{{ x }}', languageId, before)).toMatchObject({ text: '{{ x }}', opens: true });
});

test('the first half of an opener may stand in the document', () => {
  expect(proseText('{canary} x', 'markdown', 'Text {').text).toBe('&#123;canary&#125; x');
  expect(proseText('% canary %> x', 'erb', '<p>Text <').text).toBe('% canary &#37;&gt; x'.replace('&#37;', '%'));
});

test('what was asked for as code of a language is not touched, and what engines run in it is told', () => {
  expect(proseText('<p>A</p>', 'html', undefined)).toMatchObject({ text: '<p>A</p>', opens: false });
  expect(proseText('<p>{{ a }}</p>', 'html', undefined)).toMatchObject({ text: '<p>{{ a }}</p>', opens: true });
});

test.each<[string, string, string]>([
  ['markdown', '# T\n\n```js\na\n```\n\n', 'after a fence'],
  ['markdown', '---\na: b\n---\n\n', 'after front matter'],
  ['html', '<script>a</script><p>', 'after a script'],
  ['asciidoc', '----\na\n----\n\n', 'after a listing'],
])('%s: %j is running text', (languageId, before) => {
  expect(proseText('{{ x }}', languageId, before).text.replaceAll(' ', '')).toBe('&#123;&#123;x&#125;&#125;');
});

test.each([
  'Plain words.',
  'a < b, c > d & e',
  'C:\\x',
  '50 %',
  'f(x) = { y }',
  '# Head',
  '| a | b |',
  'x@y.example',
])('what opens nothing stays as it is in Markdown: %s', (read) => {
  expect(proseText(read, 'markdown', '').text).toBe(read);
});
