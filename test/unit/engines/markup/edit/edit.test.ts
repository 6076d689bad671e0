import { describe, expect, test, vi } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../src/core/altText/applyEdits';
import { altEdits } from '../../../../../src/engines/markup/edit/edit';
import { type ParsedDocument, parseDocument } from '../../../../../src/engines/markup/read/parse';
import { altEdit } from './altEdit';

vi.mock('../../../../../src/engines/markup/read/parse', async (load) => {
  const actual = await load<typeof import('../../../../../src/engines/markup/read/parse')>();
  return { ...actual, parseDocument: vi.fn(actual.parseDocument) };
});

function written(languageId: string, text: string, alt: string): string {
  const edit = altEdit(text, languageId, parseDocument(text, languageId).references[0]!, alt);
  return isRefusal(edit) ? JSON.stringify(edit) : applyEdits(text, [edit]);
}

describe('as a person would write it', () => {
  test.each([
    ['markdown', '![](a.png)', 'A [b] `c` *d* & e_f', '![A \\[b\\] &#96;c&#96; \\*d\\* & e_f](a.png)'],
    ['markdown', '[![](a.png)](b)', 'x ](c.png) [d](e) y\\', '[![x &#93;(c.png) &#91;d&#93;(e) y&#92;](a.png)](b)'],
    ['markdown', '![](a.png)', '[[f]] C:\\g \\[h\\]', '![&#91;\\[f\\]&#93; C:\\\\g &#92;\\[h&#92;\\]](a.png)'],
    [
      'markdown',
      '![](a.png)',
      'AT&T &copy; &#38; http://a.example/?b=1&c=2',
      '![AT&T &amp;copy; &amp;#38; http://a.example/?b=1&c=2](a.png)',
    ],
    ['markdown', '![](a.png)', '^a | b\tc ~/.x', '![&#94;a \\| b&#9;c ~/.x](a.png)'],
    ['markdown', '[![](a.png)](b)', '[x]: y', '[![&#91;x&#93;: y](a.png)](b)'],
    ['markdown', '![](a.png)', '~~a~~', '![&#126;&#126;a&#126;&#126;](a.png)'],
    ['markdown', '![old](a.png "t")', 'say "hi" (now)', '![say "hi" (now)](a.png "t")'],
    ['markdown', '| ![](a.png) |\n|---|\n', 'a | b', '| ![a \\| b](a.png) |\n|---|\n'],
    ['markdown', '![a]\n\n[a]: b.png', 'c', '![c][a]\n\n[a]: b.png'],
    ['markdown', '![a][]\n\n[a]: b.png', 'c', '![c][a]\n\n[a]: b.png'],
    ['html', '<img src="a.png">', 'x" y=\'z', '<img src="a.png" alt="x&quot; y=\'z">'],
    ['html', "<img alt='o' src=a.png>", "it's", "<img alt='it&#39;s' src=a.png>"],
    ['html', '<img alt=old src=a.png>', 'two words', '<img alt="two words" src=a.png>'],
    ['html', '<img src=a.png/>', 'x', '<img alt="x" src=a.png/>'],
    ['html', '<img src="a.png" alt>', '', '<img src="a.png" alt="">'],
    [
      'typescriptreact',
      'const a = <img src={b} />;',
      '{x} "y"',
      'const a = <img src={b} alt="&#123;x&#125; &quot;y&quot;" />;',
    ],
    ['typescriptreact', 'const a = <img alt={`o`} src={b} />;', 'n', 'const a = <img alt="n" src={b} />;'],
    ['mdx', '![](a.png)', '{x} <y>', '![&#123;x&#125; &lt;y>](a.png)'],
    ['svelte', '<img {src}>', '{x}', '<img {src} alt="&#123;x&#125;">'],
    [
      'restructuredtext',
      '.. image:: a.png\n   :width: 3\n',
      'x "y"',
      '.. image:: a.png\n   :alt: x "y"\n   :width: 3\n',
    ],
    ['asciidoc', 'image::a.png[]', 'a, b', 'image::a.png["a, b"]'],
    ['asciidoc', 'text image:a.png[] text', "it's *x*", 'text image:a.png[it&#39;s &#42;x&#42;] text'],
    ['asciidoc', '|===\n| image:a.png[] | b\n|===', 'a | b', '|===\n| image:a.png[a &#124; b] | b\n|==='],
    ['quarto', '![Cap](a.png){width=3}', 'x "y"', '![Cap](a.png){width=3 fig-alt="x \\"y\\""}'],
    ['quarto', '![](a.png)', '\u2003x\u00a0', '![](a.png){fig-alt="&#8195;x&#160;"}'],
    ['quarto', '![](a.png){fig-alt=" old"}', 'x', '![](a.png){fig-alt="x"}{fig-alt=" old"}'],
    ['markdown', '![[a.png|100]]', 'x', '![[a.png|x|100]]'],
    ['markdown', ':::image source="a.png":::', 'x', ':::image source="a.png" alt-text="x":::'],
  ])('%s %j ← %j', (languageId, text, alt, expected) => {
    expect(written(languageId, text, alt)).toBe(expected);
  });
});

test.each([
  ['restructuredtext', '.. image:: a.png', 'two\nlines', 'two lines'],
  ['markdown', '![[a.png]]', 'a [b] | c', 'a (b) / c'],
  ['markdown', ':::image source="a.png":::', 'a "b"', 'a “b”'],
])('%s %j cannot hold %j', (languageId, text, alt, nearest) => {
  expect(JSON.parse(written(languageId, text, alt))).toEqual({ refused: 'notRepresentable', nearest });
});

describe('the proof does not trust the escaping', () => {
  const text = '<img src="a.png" alt="old"> <img src="b.png" alt="other">';
  const lie = (change: (parsed: ParsedDocument) => ParsedDocument) => {
    const reference = parseDocument(text, 'html').references[0]!;
    const parse = vi.mocked(parseDocument);
    const honest = parse.getMockImplementation()!;
    parse.mockImplementation((now, languageId) => {
      const parsed = honest(now, languageId);
      return now === text ? parsed : change(parsed);
    });
    try {
      return altEdit(text, 'html', reference, 'new');
    } finally {
      parse.mockImplementation(honest);
    }
  };
  const first = (parsed: ParsedDocument, change: object): ParsedDocument => ({
    ...parsed,
    references: parsed.references.map((one, at) => (at === 0 ? { ...one, ...change } : one)),
  });

  test('an honest parser agrees', () => {
    expect(lie((parsed) => parsed)).toEqual({ start: 21, end: 26, newText: '"new"' });
  });

  test.each<[string, (parsed: ParsedDocument) => ParsedDocument]>([
    ['another alt came out', (parsed) => first(parsed, { alt: { ...parsed.references[0]!.alt, value: 'neww' } })],
    ['the source changed', (parsed) => first(parsed, { src: { raw: 'a.png', value: 'c.png' } })],
    ['an attribute appeared', (parsed) => first(parsed, { attributes: ['src', 'alt', 'onerror'] })],
    ['a link appeared', (parsed) => first(parsed, { link: { href: 'javascript:x', text: '' } })],
    ['an image vanished', (parsed) => ({ ...parsed, references: parsed.references.slice(0, 1) })],
    [
      'the other alt changed',
      (parsed) => ({
        ...parsed,
        references: parsed.references.map((one) => ({ ...one, alt: { ...one.alt, value: 'new' } })),
      }),
    ],
    [
      'a node appeared',
      (parsed) => ({ ...parsed, outline: () => [...parsed.outline(), { type: '<script', start: 0, end: 0 }] }),
    ],
    [
      'a node moved',
      (parsed) => ({ ...parsed, outline: () => parsed.outline().map((one) => ({ ...one, end: one.end + 1 })) }),
    ],
    ['it cannot be parsed any more', (parsed) => ({ ...parsed, error: 'no' })],
  ])('%s', (_what, change) => {
    expect(lie(change)).toMatchObject({ refused: 'notRepresentable' });
  });
});

test('many alts of one document in one go; those that cannot be written are named', () => {
  const text = '![](a.png) ![[b.png]] <img src="c.png" alt="same"> ![](d.png)';
  const { references } = parseDocument(text, 'markdown');
  const alts = ['A', '[B]', 'same', 'D'];
  const { edits, refused } = altEdits(
    text,
    'markdown',
    references.map((reference, at) => ({ reference, alt: alts[at]! })).reverse(),
  );
  expect(applyEdits(text, edits)).toBe('![A](a.png) ![[b.png]] <img src="c.png" alt="same"> ![D](d.png)');
  expect(refused).toEqual([
    { change: 1, refusal: { refused: 'same' } },
    { change: 2, refusal: { refused: 'notRepresentable', nearest: '(B)' } },
  ]);
});

test.each([
  ['blade', `@php echo "<img src='a.png'>"; @endphp\n`],
  ['blade', `{!! "<img src='a.png'>" !!}\n`],
  ['php', `<?php echo "<img src='a.png'>"; ?>\n`],
  ['razor', `@{ var a = "<img src='a.png'>"; }\n`],
  ['erb', `<%= "<img src='a.png'>" %>\n`],
  ['nunjucks', `{% set a = "<img src='a.png'>" %}\n`],
  ['twig', `{% set a = "<img src='a.png'>" %}\n`],
])('%s %j: nothing is written into a string of code', (languageId, text) => {
  const { references } = parseDocument(text, languageId);
  const edits = references.map((reference) => altEdit(text, languageId, reference, 'A lake.'));
  expect(edits.filter((edit) => !isRefusal(edit))).toEqual([]);
});

test('beside code in quotes an alt is written as ever', () => {
  expect(written('razor', '<p title="@Model.Name">@("x") <img src="a.png"></p>', 'A lake.')).toContain('alt="A lake."');
  expect(written('blade', '@php($a = 1) <img src="a.png"> @endphp', 'A lake.')).toContain('alt="A lake."');
});
