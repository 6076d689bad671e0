// What alt text could break in Quarto, place by place. Pandoc judges if it's installed.
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/applyEdits';
import type { AltEdits } from '../../../../src/core/altText/engine';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';
import { hostileAlts, structuralAlts } from './judges/hostile';
import { hasPandoc, judgePandoc } from './judges/pandoc';

const places: Readonly<Record<string, string>> = {
  'running text': 'Text ![](x.png) and more.\n',
  'a figure': '![Cap *x*](x.png){#fig-a width=3}\n',
  'an old alt': '![C](x.png){fig-alt="old" .c}\n',
  'a title': '![](x.png "T"){width=3}\n',
  'a cell': '| a | b |\n|---|---|\n| ![](x.png) | c |\n',
  'a cell with attributes': '| a | b |\n|---|---|\n| ![](x.png){width=3} | c |\n',
  'a cell without bars outside': 'a | b\n---|---\n![](x.png){fig-alt="old"} | c\n',
  'a list item': '- ![](x.png)\n- b\n',
  'a quote': '> ![](x.png)\n> more\n',
  'a fenced block': '::: {.panel}\n![](x.png)\n\n:::\n',
  'a layout': '::: {layout-ncol=2}\n![A](x.png)\n\n![B](y.png){fig-alt="z"}\n:::\n',
  'a definition': 'Term\n\n:   ![](x.png)\n\n    more\n',
  'a link': '[![](x.png)](http://example.org)\n',
  'a span': '[![](x.png){width=3}]{.c}\n',
  'a heading': '# H ![](x.png)\n',
  'a line block': '| ![](x.png)\n| b\n',
  'an example': '(@a) ![](x.png)\n',
  'a page with code': '```{python}\n#| fig-alt: "x"\n![](no.png)\n```\n\n![](x.png)\n',
  'a tag': 'Text <img src="x.png"> more.\n',
};

async function write(text: string, alts: readonly string[], indexes: readonly number[]) {
  const { references } = parseDocument(text, 'quarto');
  const changes = alts.map((alt, at) => ({ reference: references[indexes[at]!]!, alt }));
  const made = (await runMarkup({ kind: 'edit', text, languageId: 'quarto', changes })) as AltEdits;
  return { made, result: applyEdits(text, made.edits) };
}

/** Shortcodes run in the attributes of the parsed document, where character references are already decoded. */
const isShortcode = (alt: string) => /\{\{[<%]/.test(alt);
const alts = [...structuralAlts, ...hostileAlts].filter(
  (alt) => alt !== '' && alt.length < 1000 && alt.isWellFormed() && !isShortcode(alt),
);

test('a shortcode is refused, and its nearest form offered', async () => {
  const { made } = await write('![](x.png)\n', ['See {{< env KEY >}}'], [0]);
  expect(made.refused).toEqual([
    { change: 0, refusal: { refused: 'notRepresentable', nearest: 'See ((‹ env KEY ›))' } },
  ]);
});

describe.each(Object.entries(places))('in %s', (name, place) => {
  test('any words are written exactly and break nothing', async () => {
    const each = parseDocument(place, 'quarto').references.length;
    const text = alts.map((_, at) => place.replaceAll('fig-a', `fig-${at}`)).join('\n<!-- -->\n\n');
    const { made, result } = await write(
      text,
      alts,
      alts.map((_, at) => at * each),
    );
    expect(made.refused).toEqual([]);
    if (hasPandoc) {
      const [before, after] = [judgePandoc(text), judgePandoc(result)];
      expect(after.rest).toEqual(before.rest);
      expect(after.images.map(({ src }) => src)).toEqual(before.images.map(({ src }) => src));
      if (name !== 'a tag') {
        expect(after.images.filter((_, at) => at % each === 0).map(({ alt }) => alt)).toEqual(alts);
      }
    }
  });
});

test.each([
  ['grid', '+-------------+---+\n| a           | b |\n+=============+===+\n| ![](x.png)  | c |\n+-------------+---+\n'],
  ['simple', '  a           b\n----------  ---\n![](x.png)  c\n\nText\n'],
  ['simple, without a head', '----------  ---\n![](x.png)  c\nd           e\n----------  ---\n\nText\n'],
  [
    'multiline',
    '-------------------\n a           b\n----------- -------\n![](x.png)  c\n\nd           e\n-------------------\n\nText\n',
  ],
  ['multiline, without a head', '----------- -------\n![](x.png)  c\n\nd           e\n----------- -------\n\nText\n'],
])('a %s table, whose columns are counted in characters, stays as it is', async (_, text) => {
  const { made } = await write(text, ['Words'], [0]);
  expect(made.refused).toEqual([{ change: 0, refusal: { refused: 'notRepresentable' } }]);
  const later = await write(`${text}\n![](y.png)\n`, ['Words'], [1]);
  expect(later.made.refused).toEqual([]);
});

test('an image by reference, whose attributes are its definition’s, is never edited', async () => {
  const { made } = await write('![a][r]\n\n[r]: x.png\n', ['Words'], [0]);
  expect(made.refused).toEqual([{ change: 0, refusal: { refused: 'dynamic' } }]);
});
