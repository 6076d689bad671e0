import { expect, test } from 'vitest';
import { applyEdits } from '../../../../../src/core/altText/applyEdits';
import type { AltChange, AltEdits } from '../../../../../src/core/altText/engine';
import { nearestEdits } from '../../../../../src/engines/markup/edit/nearestEdits';
import { findImages } from '../../../../../src/engines/markup/read/parse';

const taking = (changes: readonly AltChange[]) => changes.map((one) => ({ ...one, takes: 'any' as const }));

test('what is not written in exactly the words that were asked for says so, with both texts', async () => {
  const text = '![[a.png]]\n\n![[b.png]]\n\n![](c.png)\n';
  const alts = ['Plain', 'a [b] | c', 'd [e] | f'];
  const wanted = findImages(text, 'markdown').map((reference, at) => ({ reference, alt: alts[at]! }));
  const { edits, written, refused } = await nearestEdits(text, 'markdown', taking(wanted));
  expect(refused).toEqual([]);
  expect(written.map(({ alt, asked }) => [alt, asked])).toEqual([
    ['Plain', undefined],
    ['a (b) / c', 'a [b] | c'],
    ['d [e] | f', undefined],
  ]);
  expect(applyEdits(text, edits)).toBe('![[a.png|Plain]]\n\n![[b.png|a (b) / c]]\n\n![d \\[e\\] \\| f](c.png)\n');

  const exact = await nearestEdits(text, 'markdown', wanted);
  expect(exact.refused).toEqual([{ change: 1, refusal: { refused: 'notRepresentable', nearest: 'a (b) / c' } }]);
  expect(exact.written.map(({ change }) => change)).toEqual([0, 2]);
  expect(applyEdits(text, exact.edits)).toBe('![[a.png|Plain]]\n\n![[b.png]]\n\n![d \\[e\\] \\| f](c.png)\n');
});

test('a long description in other words is proposed with its alt, and neither is written before that is taken', async () => {
  const text = '![[a.png]]\n\n![](b.png)\n\n![c](c.png)\n';
  const references = findImages(text, 'markdown');
  const wanted = [
    { reference: references[0]!, alt: 'a [b]' },
    { reference: references[1]!, alt: 'Two', longDescription: 'See {{ x }}.' },
    { reference: references[2]!, alt: 'c', longDescription: 'Plain.' },
  ];
  const exact = await nearestEdits(text, 'markdown', wanted);
  expect(exact.refused).toEqual([
    { change: 0, refusal: { refused: 'notRepresentable', nearest: 'a (b)' } },
    { change: 1, refusal: { refused: 'notRepresentable', nearest: 'See { { x } }.', isBelow: true } },
  ]);
  const all = ({ edits, descriptions }: AltEdits) =>
    applyEdits(
      text,
      [...edits, ...descriptions.flatMap(({ result }) => ('newText' in result ? [result] : []))].sort(
        (a, b) => a.start - b.start,
      ),
    );
  expect(all(exact)).toMatch(/^!\[\[a\.png\]\]\n\n!\[\]\(b\.png\)\n\n!\[c\][\s\S]*Plain\./);

  const taken = await nearestEdits(text, 'markdown', taking(wanted));
  expect(taken.refused).toEqual([]);
  expect(taken.written.map(({ alt }) => alt)).toEqual(['a (b)', 'Two', 'c']);
  expect(taken.descriptions.map(({ change }) => change)).toEqual([1, 2]);
  expect(all(taken)).toMatch(/!\[Two\]\(b\.png\)\n\n<details>[\s\S]*See &#123; &#123; x &#125; &#125;\.[\s\S]*Plain\./);
});

test('only a nearest text that somebody has seen is taken', async () => {
  const text = '![[a.png]]\n';
  const [reference] = findImages(text, 'markdown');
  const edit = (seen: string) =>
    nearestEdits(text, 'markdown', [{ reference: reference!, alt: 'a [b]', takes: [seen] }]);
  expect((await edit('a (b)')).written).toMatchObject([{ alt: 'a (b)', asked: 'a [b]' }]);
  expect((await edit('a b')).refused).toEqual([
    { change: 0, refusal: { refused: 'notRepresentable', nearest: 'a (b)' } },
  ]);
});

test('an alt goes to its image where that stands now; for one that is gone it is refused', async () => {
  const [first, second] = findImages('![](a.png)\n\n![](b.png)\n', 'markdown');
  const now = '# New\n\n![](b.png)\n';
  const { edits, written, refused } = await nearestEdits(now, 'markdown', [
    { reference: first!, alt: 'A' },
    { reference: second!, alt: 'B' },
  ]);
  expect(applyEdits(now, edits)).toBe('# New\n\n![B](b.png)\n');
  expect(written).toEqual([{ change: 1, image: 0, at: 9, alt: 'B' }]);
  expect(refused).toEqual([{ change: 0, refusal: { refused: 'changed' } }]);
});

test('of equal images in new surroundings the nearest is taken where that is asked for, and none otherwise', async () => {
  const [reference] = findImages('Old\n\n![](a.png)\n', 'markdown');
  const now = 'New\n\n![](a.png)\n\nOther\n\n![](a.png)\n';
  const edit = async (orNearest: boolean) =>
    applyEdits(now, (await nearestEdits(now, 'markdown', [{ reference: reference!, alt: 'A', orNearest }])).edits);
  expect(await edit(true)).toBe('New\n\n![A](a.png)\n\nOther\n\n![](a.png)\n');
  expect(await edit(false)).toBe(now);
});
