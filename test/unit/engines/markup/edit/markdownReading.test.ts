// The reader that confirms Markdown edits: the alt text of everything that has some, and everything else.
import { expect, test } from 'vitest';
import type { AltEdits } from '../../../../../src/core/altText/engine';
import { readMarkdown } from '../../../../../src/engines/markup/edit/markdownReading';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../../src/engines/markup/run';

const alts = (text: string, isQuarto = false) => readMarkdown(text, isQuarto).alts.filter((alt) => alt !== '');

test.each([
  ['an image', '![a *b* &amp; \\[c\\]](a.png "t")', 'a b & [c]'],
  ['an image by a reference', '![ab][r]\n\n[r]: c.png', 'ab'],
  ['a tag', '<p>\n<img src="a.png" alt="a &quot;b&quot;">\n</p>', 'a "b"'],
  ['a tag in a line', 'x <img src=a.png alt=words> y', 'words'],
  ['an embed of a wiki', '![[a.png|a b|300]]', 'a b'],
  ['an embed in a table', '| x |\n|-|\n| ![[a.png\\|a b]] |', 'a b'],
  ['an image of Microsoft Learn', ':::image type="content" source="a.png" alt-text="a: b":::', 'a: b'],
])('%s has its alt', (_, text, alt) => {
  expect(alts(text)).toEqual([alt]);
  const rest = (one: string) => readMarkdown(one, false).rest;
  expect(rest(text).join('')).not.toContain(alt);
});

test('in Quarto the brackets hold the caption, and the list the alt', () => {
  expect(alts('![cap](a.png){#fig-a fig-alt="a \\"b\\" }" width=3}', true)).toEqual(['a "b" }']);
  expect(alts('![cap](a.png)', true)).toEqual([]);
  const rest = (text: string) => readMarkdown(text, true).rest;
  expect(rest('![cap](a.png){fig-alt="a"}')).toEqual(rest('![cap](a.png)'));
  expect(rest('![cap](a.png){#x fig-alt="a"}')).toEqual(rest('![cap](a.png){#x}'));
  expect(rest('![cap](a.png)')).not.toEqual(rest('![other](a.png)'));
});

test.each([
  ['the image ends early', '![a](a.png)', '![a](b.png)](a.png)'],
  ['a cell more', '| ![a](a.png) | b |\n|-|-|', '| ![a|c](a.png) | b |\n|-|-|'],
  ['a heading', '![a](a.png)', '![a\n# b](a.png)'],
  ['a tag', '<img alt="a" src="a.png">', '<img alt="a"><b src="a.png">'],
  ['a fence', '- ![a](a.png)\n- b', '- ![a\n```\n](a.png)\n- b'],
  ['other words', 'x ![a](a.png) y', 'x ![a](a.png) z'],
])('a document in which there is %s reads otherwise', (_, before, after) => {
  expect(readMarkdown(after, false).rest).not.toEqual(readMarkdown(before, false).rest);
});

test('a paragraph more makes no other list', () => {
  const before = readMarkdown('- ![a](a.png)\n- b\n', false).rest;
  const after = readMarkdown('- ![a](a.png)\n\n  Long.\n- b\n', false).rest;
  expect(after.filter((one) => one !== 'Long.').length - before.length).toBe(2);
});

test('a long description below an image is confirmed, and an alt beside it', async () => {
  const text = '# A\n\n![](a.png)\n\nB\n\n<img src="b.png">\n';
  const { references } = parseDocument(text, 'markdown');
  const longDescription = '| A | B |\n| - | - |\n| 1 | 2 |\n\n- c';
  const changes = references.map((reference, at) => ({
    reference,
    alt: `Alt ${at}`,
    ...(at === 0 && { longDescription }),
  }));
  const made = (await runMarkup({ kind: 'edit', text, languageId: 'markdown', changes })) as AltEdits;
  expect(made.refused).toEqual([]);
  expect(made.edits).toHaveLength(2);
  expect(made.descriptions).toEqual([
    { change: 0, result: expect.objectContaining({ newText: expect.stringContaining('<details>') }) },
  ]);
});
