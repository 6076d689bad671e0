// What alt text could break in AsciiDoc, place by place. Asciidoctor judges: the same page with the same images in the
// same order, and exactly the words.
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/applyEdits';
import type { AltEdits } from '../../../../src/core/altText/engine';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';
import { judgeAsciidoc } from './judges/asciidoc';
import { hostileAlts, structuralAlts } from './judges/hostile';

const places: Readonly<Record<string, string>> = {
  'a block': 'Text.\n\nimage::x.png[]\n\nMore.',
  'running text': 'Text image:x.png[] and *more* image:y.png[old].',
  'a cell': '|===\n|a |image:x.png[] |b\n|===',
  'a cell with a specifier':
    '[cols="1,1,1"]\n|===\n2+^.>s|image:x.png[] d|b\n.2+|c a|\nimage::y.png[]\n|d\n|e |f\n|===',
  'a cell of AsciiDoc': '[cols="a,a"]\n|===\n|\nimage::x.png[]\n\n* item\n|b\n|===',
  'a nested table': '[cols="a,a"]\n|===\n|t\n!===\n! image:x.png[] ! b\n!===\n|b\n|===',
  'a cell of CSV': '[format=csv]\n|===\nq,image:x.png[],c\nd,e,f\n|===',
  'a short CSV table': ',===\nq,image:x.png[],c\n,===',
  'a quoted cell of CSV': ',===\nq,"image:x.png[] b",c\n,===',
  'a cell of another separator': '[separator=¦]\n|===\n¦a ¦image:x.png[] ¦b\n|===',
  'a cell of TSV': '[format=tsv]\n|===\na\timage:x.png[]\tb\n|===',
  'a list item': '* One image:x.png[] here\n* Two\n** Three',
  'a list item, continued': '. One\n+\nimage::x.png[]\n+\nTwo\n. Three',
  'a description': 'term:: image:x.png[] z\nother:::\n+\nimage::y.png[]\n+\nend',
  'a question': '[qanda]\nWhat?;; image:x.png[] z\nWhy?;; so',
  'a callout list': '----\ncode <1>\n----\n<1> Here image:x.png[]',
  'an admonition': 'NOTE: image:x.png[] *b* `c`',
  'a quote': '[quote]\n____\nimage::x.png[]\n____',
  'an example with a title': '.Title\n[#id.role,opts="a"]\n====\nimage::x.png[width=3]\n====',
  'after a condition': 'ifdef::env[]\nimage::x.png[]\nendif::[]\n\nimage::y.png[alt=old,width=3]\n',
  'a line with attributes of the site':
    'image::{arch}-x.png[old,link="{imagesdir}/x.png"]\n\nThe {product} image:y.png[].',
  'an old alt with references': 'image:x.png["one &#124; two",20] image::y.png[it&#39;s]\n\nimage::z.png[]',
};

async function write(text: string, alts: readonly string[]): Promise<{ made: AltEdits; result: string }> {
  const { references } = parseDocument(text, 'asciidoc');
  const changes = alts.map((alt, at) => ({ reference: references[at]!, alt }));
  const made = (await runMarkup({ kind: 'edit', text, languageId: 'asciidoc', changes })) as AltEdits;
  return { made, result: applyEdits(text, made.edits) };
}

describe.each(Object.entries(places))('in %s', (_, text) => {
  test('any words are written exactly and break nothing', async () => {
    const before = await judgeAsciidoc(text.replace(/^(?:ifdef|endif)::.*$/gm, '//'));
    for (const alt of [...hostileAlts, ...structuralAlts]) {
      if (!alt.isWellFormed()) {
        continue;
      }
      const { made, result } = await write(text, [alt]);
      const after = await judgeAsciidoc(result.replace(/^(?:ifdef|endif)::.*$/gm, '//'));
      // Nothing says "decorative" without a quotation mark, and CSV has its own use for these.
      const isNone = alt === '' && /^(?:,===|\[format=)/.test(text);
      expect(
        made.refused.map(({ refusal }) => refusal.refused),
        JSON.stringify(alt),
      ).toEqual(isNone ? ['notRepresentable'] : []);
      expect(after.rest, JSON.stringify(alt)).toEqual(before.rest);
      expect(after.images).toEqual(
        // Browsers read CR LF in a page as LF; a reference keeps it.
        before.images.map((image, at) => (at === 0 && !isNone ? { ...image, alt } : image)),
      );
    }
  });
});

/** What playbooks and command lines set; one by one, and many at once. */
const outside: readonly Record<string, string>[] = [
  { experimental: '' },
  { 'compat-mode': '' },
  { experimental: '', 'compat-mode': '', icons: 'font', stem: 'latexmath', 'hide-uri-scheme': '' },
  ...['skip', 'drop', 'drop-line', 'warn'].map((missing) => ({ 'attribute-missing': missing, experimental: '' })),
  { icons: 'image', iconsdir: 'i', imagesdir: 'assets', sectanchors: '', sectlinks: '', sectnums: '', idprefix: '' },
  { 'source-highlighter': 'highlight.js', relfilesuffix: '/', 'hardbreaks-option': '', 'figure-caption': 'Fig.' },
  { doctype: 'book', leveloffset: '+1', xrefstyle: 'full', 'table-caption': 'T', toc: '', experimental: '' },
];
/** Where a macro or a quotation that alt text opens would find its end after the image. */
const withNeighbours: Readonly<Record<string, string>> = {
  'a line of images': 'Say image:x.png[] and image:y.png[old] then "View > Zoom" [x] kbd:[F1].',
  'an open quotation': 'Say "View > image:x.png[] and image:y.png[old] > all" menu:A[B].',
  'a block': 'image::x.png[]\n\nimage::y.png[old]\n\nSay "A > B" menu:A[B]',
  'a cell': '|===\n|a image:x.png[] image:y.png[old] |"A > B" [x]\n|===',
  'a list': '* a image:x.png[] kbd:[F1]\n* "b image:y.png[old] > c"',
};

describe.each(
  outside.map((attributes) => [Object.keys(attributes).join(' '), attributes] as const),
)('with %s set outside', (_, attributes) => {
  test.each(
    Object.entries(withNeighbours),
  )('%s: the same images in the same order, the same blocks', async (_, text) => {
    const before = await judgeAsciidoc(text, attributes);
    for (const alt of [...structuralAlts, 'One, two: three']) {
      const { made, result } = await write(text, [alt]);
      const after = await judgeAsciidoc(result, attributes);
      expect(made.refused, JSON.stringify(alt)).toEqual([]);
      expect(after.rest, JSON.stringify(alt)).toEqual(before.rest);
      expect(after.images).toEqual(before.images.map((image, at) => (at === 0 ? { ...image, alt } : image)));
    }
  });
});

test('an image that a condition leaves out is written as one that is there', async () => {
  const text =
    'ifeval::["{a}" == "b"]\nimage::x.png[]\nendif::[]\nifndef::c[]\n\n|===\n|a |image:y.png[] |b\n|===\nendif::c[]\n';
  const { made, result } = await write(text, ['Home | Docs', 'One | two']);
  expect(made.refused).toEqual([]);
  expect(result).toBe(text.replace('x.png[', 'x.png[Home &#124; Docs').replace('y.png[', 'y.png[One &#124; two'));
});

test('where any letter may part cells, what would part them is refused and the rest is written', async () => {
  const text = '[separator=z]\n|===\nza z image:a.png[] zb\nzc z image:b.png[] zd\n|===';
  const before = await judgeAsciidoc(text);
  const { made, result } = await write(text, ['Zoo and maze', 'Two bars']);
  const after = await judgeAsciidoc(result);
  expect(made.refused).toEqual([{ change: 0, refusal: { refused: 'notRepresentable' } }]);
  expect(after.images).toEqual([before.images[0], { src: 'b.png', alt: 'Two bars' }]);
  expect(after.rest).toEqual(before.rest);
});

test('the macro of an extension that a site has is words too', async () => {
  const { result } = await write('See image:x.png[] and [y].', ['A tab: see tabs:one and icon2:b at 10:30']);
  expect(result).toBe('See image:x.png[A tab: see tabs&#58;one and icon2&#58;b at 10:30] and [y].');
});
