// Lines that the one-line expressions of other tools miss, misread, or corrupt: each is found completely, and gets alt
// text that would break it if it were inserted unescaped.
import { expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../src/core/altText/applyEdits';
import { resolveImage } from '../../../../src/core/altText/resolve';
import { findFindings } from '../../../../src/engines/markup/check/findings';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { altEdit } from './edit/altEdit';

type Found = readonly [source: string | undefined, alt: string | undefined];

test.each<[what: string, languageId: string, text: string, found: readonly Found[]]>([
  ['a width before the source', 'html', '<img width="10" src="a.png">', [['a.png', undefined]]],
  ['an alt after another attribute', 'html', '<img src="a.png" width="3" alt="hi">', [['a.png', 'hi']]],
  ['brackets in the address', 'markdown', '![](a_(1).png)', [['a_(1).png', '']]],
  ['a title', 'markdown', '![](a.png "title")', [['a.png', '']]],
  ['a reference', 'markdown', '![][ref]\n\n[ref]: r.png\n', [['r.png', '']]],
  ['an expression', 'javascriptreact', 'export const A = () => <img src={logo} />;', [[undefined, undefined]]],
  ['a component', 'javascriptreact', 'export const A = () => <Image src="/a.png" />;', [['/a.png', undefined]]],
  [
    'the second on a line',
    'markdown',
    'A ![](a.png) and ![b](b.png) and <img src="c.png">.',
    [
      ['a.png', ''],
      ['b.png', 'b'],
      ['c.png', undefined],
    ],
  ],
  ['a drive letter', 'html', '<img src="C:\\img\\a.png">', [['C:\\img\\a.png', undefined]]],
  ['a bracket in a string before it', 'html', '<img title="a > b" src="a.png">', [['a.png', undefined]]],
  ['a tag over several lines', 'html', '<img\n  src="a.png"\n  width="3"\n>', [['a.png', undefined]]],
  ["Learn's directive", 'markdown', ':::image type="content" source="a.png":::', [['a.png', undefined]]],
  [
    'Razor',
    'aspnetcorerazor',
    '@if (Model.Count > 0) {\n  <img src="~/img/a.png" class="@(wide ? "w" : "n")" />\n  <img src="b.png" alt="@Model.Alt" />\n}\n',
    [
      ['~/img/a.png', undefined],
      ['b.png', '@Model.Alt'],
    ],
  ],
])('%s', (_what, languageId, text, found) => {
  const { references } = parseDocument(text, languageId);
  expect(references.map((one) => [one.src.value, one.alt.value])).toEqual(found);
  // Learn's directives can't contain a quotation mark in alt text, so the closest text is written.
  const wanted = 'See "a" ](x) <b> {c}';
  for (const reference of references) {
    const first = altEdit(text, languageId, reference, wanted);
    const alt = isRefusal(first) ? first.nearest : wanted;
    const edit = isRefusal(first) ? altEdit(text, languageId, reference, alt ?? '') : first;
    if (isRefusal(edit)) {
      throw new Error(`${edit.refused}: ${text}`);
    }
    const after = parseDocument(applyEdits(text, [edit]), languageId).references;
    expect(after.map((one) => [one.src.value, one.alt.value])).toEqual(
      found.map(([src, old], at) => [src, at === reference.index ? alt : old]),
    );
  }
});

test('an alt after another attribute is no finding, and a drive letter is no address of the web', () => {
  const text = '<img src="a.png" width="3" alt="The lake"><img src="C:\\img\\a.png" alt="The mill">';
  const { references } = parseDocument(text, 'html');
  expect(findFindings(text, references)).toEqual([]);
  const options = { document: 'file:///work/page.html', roots: ['file:///work'] };
  expect(references.map((one) => resolveImage(one, options).kind)).toEqual(['file', 'outside']);
});
