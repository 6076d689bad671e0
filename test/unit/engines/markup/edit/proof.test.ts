// What the verification of an inserted block refuses, whatever made the block.
import { expect, test } from 'vitest';
import { hasExactlyNewBlock } from '../../../../../src/engines/markup/edit/proof';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';

const proved = (text: string, languageId: string, marker: string, newText: string, isFine = () => true) => {
  const start = text.indexOf(marker) + marker.length;
  const after = text.slice(0, start) + newText + text.slice(start);
  const edit = { start, end: start, newText };
  return hasExactlyNewBlock(parseDocument(text, languageId), parseDocument(after, languageId), edit, isFine);
};
const page = '![a](a.png)\n\nNext [x] and ![b](b.png)\n\n# End\n';

test('a paragraph more is exactly that', () => {
  expect(proved(page, 'markdown', 'a.png)', '\n\nWords.')).toBe(true);
  expect(proved(page, 'markdown', 'a.png)', '\n\n<details>\n\nWords.\n\n</details>')).toBe(true);
  expect(proved('<p><img src="a"></p><p>b</p>', 'html', '</p>', '<p>Words.</p>')).toBe(true);
});

test.each([
  ['goes on in what follows', '\n\n```\nWords.'],
  ['hides what follows', '\n\n<!-- Words.'],
  ['belongs to what stands before', ' more words'],
  ['shows a picture', '\n\n![c](c.png)'],
  ['makes a link of other words', '\n\n[x]: https://evil.example'],
])('a block that %s is refused', (_, newText) => {
  expect(proved(page, 'markdown', 'a.png)', newText)).toBe(false);
});

test('what stands in the block is asked about', () => {
  expect(proved(page, 'markdown', 'a.png)', '\n\nWords.', () => false)).toBe(false);
  expect(proved('<p><img src="a"></p><p>b</p>', 'html', '</p>', '<!--')).toBe(false);
  expect(proved('![a](a.png)\n\n<A />\n', 'mdx', 'a.png)', '\n\n{')).toBe(false);
});
