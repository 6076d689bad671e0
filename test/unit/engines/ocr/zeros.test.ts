import { expect, test } from 'vitest';
import { findAreas } from '../../../../src/engines/ocr/areas';
import { dotsInRings, slashedRings } from '../../../../src/engines/ocr/slashedZeros';

const slashed = `
..####..
.##..##.
##....##
##...###
##..####
##..#.##
##.##.##
##.#..##
####..##
###...##
.##..##.
..####..`;
/** The slash leaves both holes as wide as the ring. */
const thin = `
...#####...
..#######..
.##....###.
###.....##.
##......###
##....#####
##...######
##..###.###
#####...###
####....###
##......###
.##....##..
.########..
...#####...`;
const eight = `
..####..
.##..##.
##....##
##....##
.##..##.
..####..
.##..##.
##....##
##....##
##....##
.##..##.
..####..`;
const reversed = slashed
  .split('\n')
  .map((row) => [...row].reverse().join(''))
  .join('\n');
const dotted = `
..####..
.##..##.
##....##
##....##
##.##.##
##.##.##
##.##.##
##.##.##
##....##
##....##
.##..##.
..####..`;
const plain = dotted.replaceAll('##.##.##', '##....##');

function areasOf(drawing: string) {
  const rows = drawing.trim().split('\n');
  const mask = Uint8Array.from(rows.join(''), (pixel) => (pixel === '#' ? 1 : 0));
  return findAreas(mask, rows[0]!.length, rows.length, true);
}

test.each([
  ['a zero with a slash', slashed, [0]],
  ['a zero with a thin slash', thin, [0]],
  ['an eight', eight, []],
  ['a stroke from the upper left', reversed, []],
  ['a zero without', plain, []],
])('%s', (_, drawing, found) => {
  const areas = areasOf(drawing);
  expect(
    slashedRings(
      areas,
      areas.list.map(() => 'letter'),
      9,
    ),
  ).toEqual(found);
});

test('a dot in the middle of a ring makes it a zero, also where digits are the usual letters', () => {
  const { list } = areasOf(dotted);
  const kinds = list.map((area) => (area.bottom - area.top > 6 ? 'letter' : 'mark'));
  for (const letterHeight of [9, 12]) {
    expect([...dotsInRings(list, kinds, letterHeight)]).toEqual([[1, 0]]);
  }
});
