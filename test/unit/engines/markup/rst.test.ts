// What alt text could break in reStructuredText, place by place: our second reader confirms every edit, and docutils
// judges if it's installed.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/applyEdits';
import type { AltEdits } from '../../../../src/core/altText/engine';
import { readRst } from '../../../../src/engines/markup/edit/rstReading';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';
import { hostileAlts, structuralAlts } from './judges/hostile';
import { judgeRst } from './judges/rst';

const hasDocutils = spawnSync('python3', ['-c', 'import docutils']).status === 0;

const places: Readonly<Record<string, string>> = {
  'a paragraph of its own': 'Title\n=====\n\n.. image:: x.png\n\nText\n',
  'a figure with options':
    '.. figure:: x.png\n   :width: 3\n   :alt: old\n      more\n   :target: t\n\n   Caption\n\n   Legend\n',
  'a figure without': '.. figure:: x.png\n\n   Caption *x*\n',
  'a caption at another margin': '.. figure:: x.png\n\n  Caption *x*\n\n  Legend\n\nText\n',
  'a caption far in': '.. note::\n\n     .. figure::\n        x.png\n\n        Caption\n',
  'a list item': '* One\n\n  .. image:: x.png\n\n* Two\n',
  'a definition': 'term\n  .. image:: x.png\n\nother\n  def\n',
  'a list table':
    '.. list-table::\n\n   * - a\n     - b\n   * - c\n     -\n\n       .. image:: x.png\n          :width: 3\n',
  'a substitution': 'Text |s| more.\n\n.. |s| image:: x.png\n   :width: 3\n.. |t| image:: y.png\n',
  'a quote': 'Para\n\n    .. image:: x.png\n\n    text\n',
  'an admonition': '.. note::\n\n   .. image:: x.png\n\n   more\n',
  'options after a tab': '.. image:: x.png\n\t:width: 3\n\nText\n',
  'an argument on the next line': '.. image::\n   x.png\n   :width: 3\n',
  'lines that end with CR LF': 'T\r\n=\r\n\r\n.. image:: x.png\r\n   :width: 3\r\n\r\nText\r\n',
  'containers in containers': '.. container:: a\n\n   .. container:: b\n\n      .. figure:: x.png\n\n         Cap\n',
  'the last line': '* a\n\n  #. b\n\n     .. image:: x.png',
};

async function write(text: string, alt: string, at = 0): Promise<{ made: AltEdits; result: string }> {
  const reference = parseDocument(text, 'restructuredtext').references[at]!;
  const changes = [{ reference, alt }];
  const made = (await runMarkup({ kind: 'edit', text, languageId: 'restructuredtext', changes })) as AltEdits;
  return { made, result: applyEdits(text, made.edits) };
}

describe.each(Object.entries(places))('in %s', (_, text) => {
  test('words are written exactly or refused with a nearest form, and break nothing', async () => {
    const results: { readonly result: string; readonly alt: string }[] = [];
    for (const alt of [...hostileAlts, ...structuralAlts]) {
      const { made, result } = await write(text, alt);
      if (made.edits.length === 0) {
        const [first] = made.refused;
        expect(first?.refusal.refused).toBe('notRepresentable');
        expect(first?.refusal.nearest ?? '', JSON.stringify(alt)).not.toBe(alt);
      } else {
        expect(readRst(result).rest).toEqual(readRst(text).rest);
        results.push({ result, alt });
      }
    }
    expect(results.length).toBeGreaterThan(structuralAlts.length);
    if (hasDocutils) {
      const [before, ...after] = judgeRst([text, ...results.map(({ result }) => result)]);
      for (const [at, { alt }] of results.entries()) {
        // A substitution exists twice: where it's defined, and where it's used.
        expect(after[at]!.images).toEqual(
          before!.images.map((image) => (image.src === 'x.png' ? { ...image, alt } : image)),
        );
        expect(after[at]!.rest, JSON.stringify(alt)).toEqual(before!.rest);
      }
    }
  });
});

test.each([
  ['text of a list item', '* One\n  .. image:: x.png\n* Two\n'],
  ['a quoted literal block', 'Like this::\n\n.. image:: x.png\n\nText\n'],
])('%s that looks like an image is left alone', async (_, text) => {
  const { made } = await write(text, 'Words');
  expect(made.edits).toEqual([]);
  expect(made.refused[0]?.refusal.refused).toBe('notRepresentable');
});

test.each([
  ['a cell', '=====  =====\na      b\n=====  =====\n.. image:: x.png\n\n       c\n=====  =====\n'],
  ['a grid', '+------------------+\n| .. image:: x.png |\n+------------------+\n'],
  ['a literal block', 'x::\n\n   .. image:: x.png\n'],
  ['a comment', '.. comment\n   .. image:: x.png\n'],
  ['code', '.. code-block:: rst\n\n   .. image:: x.png\n'],
])('the second reader takes %s for no image, and sees every change in it', (_, text) => {
  expect(readRst(text).alts).toEqual([]);
  expect(readRst(text.replace('x.png', 'x.png more')).rest).not.toEqual(readRst(text).rest);
});

test('the second reader ends on anything', () => {
  const parts = ['.. ', '* ', '  ', '\n', '\n\n', '::', ':a: ', '====', '+--+', '| ', '1. ', '\t', '>>> ', 'x'];
  let state = 1;
  for (let run = 0; run < 300; run++) {
    let text = '';
    for (let length = 0; length < 40; length++) {
      state = (state * 48_271) % 2_147_483_647;
      text += parts[state % parts.length]!;
    }
    expect(readRst(text).alts.length).toBeGreaterThanOrEqual(0);
  }
  expect(readRst('  .. note::\n'.repeat(500)).alts).toEqual([]);
  expect(readRst(`.. note::\n${'   x\n'.repeat(300_000)}`).alts).toEqual([]);
  expect(readRst(Array.from({ length: 400 }, (_, at) => `${'  '.repeat(at)}* x`).join('\n')).alts).toEqual([]);
});
