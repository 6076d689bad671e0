import { expect, it } from 'vitest';
import { cellHeight, cellWidth } from '../../../../../src/engines/ocr/cells/cell';
import { type Shown, weighByExample } from '../../../../../src/engines/ocr/cells/examples';

/** A cell with a box of ink. */
function box(left: number, top: number, width: number, height: number): Uint8Array {
  const picture = new Uint8Array(cellWidth * cellHeight);
  for (let y = top; y < top + height; y++) {
    picture.fill(255, y * cellWidth + left, y * cellWidth + left + width);
  }
  return picture;
}

const certain = (text: string, picture: Uint8Array): Shown => ({
  picture,
  candidates: [{ text, score: 0 }],
  sure: text,
});

it('reads what the net takes for another letter as the one that it looks like elsewhere on the page', () => {
  const page = new Map<string, Shown>([
    ['zero', certain('0', box(8, 4, 8, 20))],
    ['e', certain('e', box(8, 12, 8, 12))],
    ['doubtful', { picture: box(8, 4, 8, 20), candidates: ['e', '0'].map((text, i) => ({ text, score: -i })) }],
    ['shifted', { picture: box(9, 5, 8, 20), candidates: ['e', '0'].map((text, i) => ({ text, score: -i })) }],
  ]);
  const weighed = weighByExample(page);
  expect(weighed.get('doubtful')![0]!.text).toBe('0');
  expect(weighed.get('shifted')![0]!.text).toBe('0');
});

it('does not let a shape speak for itself', () => {
  const candidates = ['O', '0'].map((text, i) => ({ text, score: -i }));
  const page = new Map<string, Shown>([
    ['alone', { picture: box(8, 4, 8, 20), candidates, sure: 'O' }],
    ['zero', certain('0', box(8, 4, 8, 20))],
  ]);
  expect(weighByExample(page).get('alone')![0]!.text).toBe('0');
});

it('keeps the order of characters that no example tells apart', () => {
  const candidates = ['é', 'ë'].map((text, i) => ({ text, score: -i }));
  const page = new Map<string, Shown>([['accented', { picture: box(8, 4, 8, 20), candidates }]]);
  expect(
    weighByExample(page)
      .get('accented')!
      .map(({ text }) => text),
  ).toEqual(['é', 'ë']);
});
