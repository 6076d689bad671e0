import { expect, it } from 'vitest';
import { shapesOf } from '../../../../../src/engines/ocr/cells/shapes';

/** Cells of 8 pixels, drawn with the ink given, each on its place in one line. */
function line(cells: readonly ((x: number, y: number) => number)[]) {
  const [width, height] = [8 * cells.length, 20];
  const data = new Uint8Array(width * height);
  cells.forEach((draw, i) => {
    for (let y = 0; y < height; y++) {
      for (let x = 1; x < 7; x++) {
        data[y * width + 8 * i + x] = draw(x, y);
      }
    }
  });
  const places = cells.map((_, i) => ({ center: 8 * i + 4, baseline: 15 }));
  return shapesOf({ width, height, data }, places, 8);
}

it('counts equal pictures once, whatever their color, and tells a place without ink', () => {
  const bar = (ink: number) => (x: number, y: number) => (x === 3 && y >= 5 && y < 15 ? ink : 0);
  const low = (x: number, y: number) => (x === 3 && y >= 7 && y < 15 ? 200 : 0);
  const dash = (_x: number, y: number) => (y === 10 ? 200 : 0);
  expect([...line([bar(255), () => 0, bar(120), low, dash, bar(254)])]).toEqual([0, -1, 0, 1, 2, 0]);
});

it('tells a sign above the line from the same below', () => {
  const dot = (at: number) => (x: number, y: number) => (x === 3 && y === at ? 99 : 0);
  expect([...line([dot(5), dot(14), dot(5)])]).toEqual([0, 1, 0]);
});
