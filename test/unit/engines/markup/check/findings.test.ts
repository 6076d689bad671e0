import { describe, expect, test } from 'vitest';
import { type AltRule, altRules, emptyAltMakesLink, guidance } from '../../../../../src/core/altText/findings';
import { findFindings } from '../../../../../src/engines/markup/check/findings';
import { findImages } from '../../../../../src/engines/markup/read/parse';

function rules(text: string, languageId = 'markdown', options = {}): string[] {
  return findFindings(text, findImages(text, languageId), options).map((one) => one.rule);
}

describe('missing', () => {
  test.each([
    ['markdown', '![](a.png)'],
    ['markdown', '<img src="a.png">'],
    ['html', '<img src="a.png">'],
    ['html', '<input type="image" src="a.png">'],
    ['html', '<area href="/x">'],
    ['html', '<a href="/x"><img src="a.png" alt=""></a>'],
    ['html', '<button><img src="a.png" alt=""></button>'],
    ['typescriptreact', 'const a = <img src="a.png" />;'],
    ['typescriptreact', 'const a = <img src="a.png" alt />;'],
    ['typescriptreact', 'const a = <a href="/x"><img src="a.png" alt="" /></a>;'],
    ['mdx', '![](a.png)\n'],
    ['restructuredtext', '.. image:: a.png'],
    ['asciidoc', 'image::a.png[]'],
    ['quarto', '![](a.png)'],
    ['markdown', '![[a.png]]'],
    ['markdown', ':::image type="content" source="a.png":::'],
    ['vue', '<template><img :src="a"></template>'],
    ['svelte', '<img {src}>'],
    ['astro', '<Image src={a} />'],
  ])('%s %j', (languageId, text) => {
    expect(rules(text, languageId)).toEqual(['missing']);
  });

  test.each([
    ['html', '<img src="a.png" alt="">'],
    ['html', '<img src="a.png" role="presentation">'],
    ['html', '<img src="a.png" aria-hidden="true">'],
    ['html', '<img src="a.png" aria-label="A cat">'],
    ['html', '<a href="/x"><img src="a.png" alt=""> Prices</a>'],
    ['html', '<!-- <img src="a.png"> --><script>"<img>"</script>'],
    ['typescriptreact', 'const a = <img src="a.png" {...props} />;'],
    ['typescriptreact', 'const a = <img src="a.png" alt={t("cat")} />;'],
    ['typescriptreact', 'const a = <img src="a.png" alt="" />;'],
    ['vue', '<template><img src="a.png" :alt="text"></template>'],
    ['svelte', '<img src="a.png" alt="{text}">'],
    ['markdown', ':::image type="icon" source="a.png":::'],
    ['markdown', '```\n![](a.png)\n```\n\n`![](b.png)`'],
    ['restructuredtext', '.. image:: a.png\n   :alt:'],
    ['asciidoc', 'image::a.png[""]'],
    ['quarto', '![The caption](a.png)'],
  ])('nothing to say about %s %j', (languageId, text) => {
    expect(rules(text, languageId)).toEqual([]);
  });

  test('an empty alt in Markdown can be made to count as decorative', () => {
    expect(rules('![](a.png)', 'markdown', { emptyIsDecorative: true })).toEqual([]);
  });
});

test.each([
  ['filename', 'screenshot-12.png', 'x.png'],
  ['filename', 'my-diagram', 'img/my-diagram.svg'],
  ['filename', 'IMG_2041', 'x.png'],
  ['filename', 'Screenshot 2026-11-21 at 10.15.32', 'x.png'],
  ['filename', 'über_uns', '%C3%BCber_uns.png'],
  ['placeholder', 'alt text', 'x.png'],
  ['placeholder', 'TODO', 'x.png'],
  ['placeholder', 'TODO: alt text', 'x.png'],
  ['placeholder', 'todo: say what the dialog says', 'x.png'],
  ['placeholder', 'FIXME - add a better description', 'x.png'],
  ['placeholder', 'TODO (alt)', 'x.png'],
  ['placeholder', '...', 'x.png'],
  ['placeholder', 'enter image description here', 'x.png'],
  ['vague', 'image', 'x.png'],
  ['vague', 'Screenshot', 'x.png'],
  ['vague', 'The logo', 'x.png'],
  ['vague', 'Figure 3', 'x.png'],
  ['vague', 'Bild', 'x.png'],
  ['vague', '截图', 'x.png'],
  ['vague', 'Image of a cat', 'x.png'],
  ['vague', 'This picture shows a cat', 'x.png'],
] as const)('%s: %j of %j', (rule, alt, src) => {
  expect(rules(`![${alt}](${src})`)).toEqual([rule]);
  expect(rules(`<img src="${src}" alt="${alt}">`, 'html')).toEqual([rule]);
});

test.each([
  ['A cat asleep on a keyboard', 'cat.png'],
  ['npm', 'npm.svg'],
  ['npm version', 'https://img.shields.io/npm/v/x.svg'],
  ['Chart of sales by month', 'x.png'],
  ['Screenshot of the settings page', 'x.png'],
  ['🎉', 'x.png'],
  ['Todo list with three items', 'x.png'],
  ['TODO comments in the margin', 'x.png'],
  ['Node.js', 'x.png'],
  ['5', 'five.png'],
])('nothing wrong with %j of %j', (alt, src) => {
  expect(rules(`![${alt}](${src})`)).toEqual([]);
});

describe('repeated', () => {
  test.each([
    ['html', '<figure><img src="a.png" alt="The old town hall"><figcaption>The old town hall.</figcaption></figure>'],
    ['html', '<a href="/x"><img src="a.png" alt="Prices"> Prices</a>'],
    ['markdown', '## Install dialog\n\n![Install dialog](a.png)'],
    [
      'markdown',
      'Some text. Here one sees that the menu has five entries now.\n\n![the menu has five entries now](a.png)',
    ],
  ])('%s %j', (languageId, text) => {
    expect(rules(text, languageId)).toEqual(['repeated']);
  });

  test('a word that happens to stand in the text is no repetition', () => {
    expect(rules('The cat sleeps.\n\n![cat](a.png)\n\nThe cat wakes.')).toEqual([]);
  });
});

test('too long is counted as people count, and the limit can be set', () => {
  expect(rules(`![${'a '.repeat(62)}b](x.png)`)).toEqual([]);
  expect(rules(`![${'a '.repeat(63)}](x.png)`)).toEqual(['too-long']);
  expect(rules(`![${'\u{1f469}\u200d\u{1f52c}'.repeat(60)}](x.png)`)).toEqual([]);
  expect(rules('![A cat asleep](x.png)', 'markdown', { maxLength: 5 })).toEqual(['too-long']);
  expect(rules(`![${'a '.repeat(80)}](x.png)`, 'markdown', { rules: { 'too-long': 'off' } })).toEqual([]);
});

test('stale is what the caller knows', () => {
  const text = '![A cat](a.png) ![A dog](b.png)';
  expect(rules(text, 'markdown', { stale: new Set([1]) })).toEqual(['stale']);
});

test('a finding says where, what and why, from line and column 1', () => {
  const text = '# Title\r\n\r\nText ![image](a.png)\r\n<img src="b.png">\r\n';
  const [vague, missing] = findFindings(text, findImages(text, 'markdown'), { rules: { missing: 'error' } });
  expect(vague).toMatchObject({
    rule: 'vague',
    severity: 'info',
    line: 3,
    column: 8,
    endLine: 3,
    endColumn: 13,
    args: ['image'],
    src: 'a.png',
    image: 0,
  });
  expect(missing).toMatchObject({
    rule: 'missing',
    severity: 'error',
    line: 4,
    column: 1,
    endLine: 4,
    endColumn: 18,
    src: 'b.png',
    image: 1,
  });
  expect(text.slice(vague!.start, vague!.end)).toBe('image');
  for (const rule of altRules) {
    expect(guidance[rule as AltRule]).toMatch(/^https:\/\/www\.w3\.org\/WAI\//);
  }
});

test('an empty alt makes a nameless link on GitHub and inside links', () => {
  const at = (text: string, languageId: string) => emptyAltMakesLink(findImages(text, languageId)[0]!);
  expect(at('![a](b.png)', 'markdown')).toBe(true);
  expect(at('<a href="/"><img src="b.png" alt="a"></a>', 'html')).toBe(true);
  expect(at('<img src="b.png" alt="a">', 'html')).toBe(false);
});
