// A long description goes below the image, where the document stays what it is; else nowhere.
import { expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/edit';
import { longDescriptionEdit } from '../../../../src/core/altText/longDescription';
import { findImages } from '../../../../src/engines/markup/parse';

const below = (text: string, languageId: string, description: string) => {
  const [reference] = findImages(text, languageId);
  const edit = reference && longDescriptionEdit(text, languageId, reference, description);
  return edit && applyEdits(text, [edit]);
};
const table = '| month | °C |\n| --- | --- |\n| May | 9 |';

test('Markdown: folded away after the paragraph', () => {
  expect(below('# T\n\nSee ![a](a.png) here\nand there.\n\nNext\n', 'markdown', table)).toBe(
    `# T\n\nSee ![a](a.png) here\nand there.\n\n<details>\n<summary>Description of the image</summary>\n\n${table}\n\n</details>\n\nNext\n`,
  );
  expect(below('![a](a.png)', 'markdown', 'One.')).toBe(
    '![a](a.png)\n\n<details>\n<summary>Description of the image</summary>\n\nOne.\n\n</details>',
  );
  expect(below('![a](a.png)\r\n\r\nNext\r\n', 'markdown', 'One.\nTwo.')).toBe(
    '![a](a.png)\r\n\r\n<details>\r\n<summary>Description of the image</summary>\r\n\r\nOne.\r\nTwo.\r\n\r\n</details>\r\n\r\nNext\r\n',
  );
});

test.each([
  ['a list', '- ![a](a.png)\n'],
  ['a numbered list', '1. ![a](a.png)\n'],
  ['a quotation', '> ![a](a.png)\n'],
  ['a table', '| a |\n| --- |\n| ![a](a.png) |\n'],
  ['a table without bars at the sides', 'a | b\n--- | ---\n![a](a.png) | c\n'],
  ['an indented part of a list', '1. x\n\n   ![a](a.png)\n'],
  ['HTML', '<p align="center">\n<img src="a.png">\n</p>\n'],
])('not in %s of Markdown', (_, text) => {
  expect(below(text, 'markdown', 'One.')).toBeUndefined();
});

test('HTML: after the line, as paragraphs; not where a block would break something', () => {
  expect(below('<main>\n  <img src="a.png" alt="a">\n</main>\n', 'html', '# Head\n\n- **One** < two')).toBe(
    '<main>\n  <img src="a.png" alt="a">\n  <details>\n    <summary>Description of the image</summary>\n    <p>Head</p>\n    <p>One &lt; two</p>\n  </details>\n</main>\n',
  );
  expect(below('<p>\n<img src="a.png">\n</p>', 'html', 'One.')).toBeUndefined();
  expect(below('<a href="/">\n<img src="a.png">\n</a>', 'html', 'One.')).toBeUndefined();
  expect(below('<div><img src="a.png">\n</div>', 'html', 'One.')).toBeUndefined();
  expect(below('export const A = () => <img src="a.png" />;', 'typescriptreact', 'One.')).toBeUndefined();
});

test('what a model wrote cannot leave the box, show a picture or link away', () => {
  const evil =
    '</details><script>x</script> ![p](https://evil.example/x.png) [go](javascript:alert(1)) <https://e.example>';
  const made = below('![a](a.png)\n', 'markdown', evil) ?? '';
  expect(findImages(made, 'markdown')).toHaveLength(1);
  expect(made.match(/<\/details>/g)).toHaveLength(1);
  expect(made).not.toMatch(/<script|javascript:|<https/);
});
