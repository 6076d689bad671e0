import { expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/altText/applyEdits';
import type { AltEdits } from '../../../../src/core/altText/engine';
import { nearestEdits } from '../../../../src/core/altText/nearestEdits';
import { altEdits } from '../../../../src/engines/markup/edit/edit';
import { parseDocument } from '../../../../src/engines/markup/read/parse';

test('what is not written in exactly the words that were asked for says so, with both texts', async () => {
  const text = '![[a.png]]\n\n![[b.png]]\n\n![](c.png)\n';
  const { references } = parseDocument(text, 'markdown');
  const markup = {
    edit: async (
      ...[document, languageId, changes]: [string, string, Parameters<typeof altEdits>[2]]
    ): Promise<AltEdits> => altEdits(document, languageId, changes),
  };
  const alts = ['Plain', 'a [b] | c', 'd [e] | f'];
  const wanted = references.map((reference, at) => ({ reference, alt: alts[at]! }));
  const { edits, changes, refused } = await nearestEdits(markup, text, 'markdown', wanted, () => true);
  expect(refused).toEqual([]);
  expect(changes.map(({ alt, asked }) => [alt, asked])).toEqual([
    ['Plain', undefined],
    ['a (b) / c', 'a [b] | c'],
    ['d [e] | f', undefined],
  ]);
  expect(applyEdits(text, edits)).toBe('![[a.png|Plain]]\n\n![[b.png|a (b) / c]]\n\n![d \\[e\\] \\| f](c.png)\n');

  const exact = await nearestEdits(markup, text, 'markdown', wanted, () => false);
  expect(exact.proposed.map(({ change, nearest }) => [change.alt, nearest])).toEqual([['a [b] | c', 'a (b) / c']]);
  expect(exact.refused).toEqual([]);
  expect(applyEdits(text, exact.edits)).toBe('![[a.png|Plain]]\n\n![[b.png]]\n\n![d \\[e\\] \\| f](c.png)\n');
});

test('a long description in other words is proposed with its alt, and neither is written before that is taken', async () => {
  const text = '![[a.png]]\n\n![](b.png)\n\n![c](c.png)\n';
  const { references } = parseDocument(text, 'markdown');
  const markup = {
    edit: async (
      ...[document, languageId, changes]: [string, string, Parameters<typeof altEdits>[2]]
    ): Promise<AltEdits> => altEdits(document, languageId, changes),
  };
  const wanted = [
    { reference: references[0]!, alt: 'a [b]' },
    { reference: references[1]!, alt: 'Two', longDescription: 'See {{ x }}.' },
    { reference: references[2]!, alt: 'c', longDescription: 'Plain.' },
  ];
  const exact = await nearestEdits(markup, text, 'markdown', wanted, () => false);
  expect(exact.proposed).toEqual([
    { change: wanted[0], nearest: 'a (b)', isBelow: false },
    { change: wanted[1], nearest: 'See { { x } }.', isBelow: true },
  ]);
  const all = ({ edits, descriptions }: AltEdits) =>
    applyEdits(text, [...edits, ...descriptions.flatMap(({ result }) => ('newText' in result ? [result] : []))]);
  expect(all({ ...exact, refused: [] })).toMatch(/^!\[\[a\.png\]\]\n\n!\[\]\(b\.png\)\n\n!\[c\][\s\S]*Plain\./);

  const taken = await nearestEdits(markup, text, 'markdown', wanted, () => true);
  expect(taken.proposed).toEqual([]);
  expect(taken.changes.map(({ alt, longDescription }) => [alt, longDescription])).toEqual([
    ['a (b)', undefined],
    ['Two', 'See { { x } }.'],
    ['c', 'Plain.'],
  ]);
  expect(all({ ...taken, refused: [] })).toContain('![Two](b.png)\n\n<details>');
});
