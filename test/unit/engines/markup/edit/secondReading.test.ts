import { expect, test } from 'vitest';
import { applyEdits } from '../../../../../src/core/altText/applyEdits';
import type { AltChange } from '../../../../../src/core/altText/engine';
import { confirmedEdits, type Reading } from '../../../../../src/engines/markup/edit/secondReading';
import { parseDocument } from '../../../../../src/engines/markup/read/parse';

const text = '![](a.png)\n\n![](b.png)\n\n![](c.png)\n\n![](d.png)\n';

/** Images by their syntax only; everything else is the rest. */
function read(document: string): Reading {
  const alts: string[] = [];
  const rest = document.replace(/!\[(.*?)\]\(/g, (_, alt: string) => {
    alts.push(alt.replaceAll('&#42;', '*'));
    return '![](';
  });
  return { rest: rest.split('\n'), alts };
}

async function confirm(alts: readonly string[], lie: (reading: Reading) => Reading): Promise<[string, unknown]> {
  const { references } = parseDocument(text, 'markdown');
  const changes: AltChange[] = alts.map((alt, at) => ({ reference: references[at]!, alt }));
  const { edits, refused } = await confirmedEdits(text, 'markdown', changes, async (document) => [
    read(document),
    document === text ? read(text) : lie(read(document)),
  ]);
  return [read(applyEdits(text, edits)).alts.join('|'), refused];
}

test('what a second reader reads alike is written', async () => {
  expect(await confirm(['one', 'two', 'three', 'four'], (all) => all)).toEqual(['one|two|three|four', []]);
});

test.each<[string, (reading: Reading) => Reading]>([
  ['an image is gone', (all) => ({ ...all, alts: all.alts.slice(1) })],
  ['there is one more image', (all) => ({ ...all, alts: [...all.alts, 'x'] })],
  ['another alt came out', (all) => ({ ...all, alts: all.alts.map((alt) => (alt === 'bad' ? 'worse' : alt)) })],
  ['a block is another', (all) => ({ ...all, rest: all.rest.map((line) => line.replace('b.png', 'e.png')) })],
  ['a block appeared', (all) => ({ ...all, rest: [...all.rest, '* item'] })],
])('only the alts with which %s are refused', async (_, lie) => {
  const ifBad = (all: Reading) => (all.alts.includes('bad') ? lie(all) : all);
  expect(await confirm(['one', 'bad', 'three', 'four'], ifBad)).toEqual([
    'one||three|four',
    [{ change: 1, refusal: { refused: 'notRepresentable' } }],
  ]);
});

test('what only its plainest form is read alike in is refused with that form', async () => {
  const ifStar = (all: Reading) => (all.alts.some((alt) => /[*/]/.test(alt)) ? { ...all, alts: [] } : all);
  expect(await confirm(['one', 'a*b/c'], ifStar)).toEqual([
    'one|||',
    [{ change: 1, refusal: { refused: 'notRepresentable', nearest: 'a b c' } }],
  ]);
});
