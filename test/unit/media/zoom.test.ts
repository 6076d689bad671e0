import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxBetween,
  fitScale,
  middleBox,
  nextScale,
  nudgeBox,
  scrollAfterZoom,
} from '../../../media/conversation/view/zoom';

const size = fc.record({ width: fc.integer({ min: 1, max: 20000 }), height: fc.integer({ min: 1, max: 20000 }) });
const settings = { seed: 20261121, numRuns: 300 };

describe('zoom', () => {
  test('fit shows the whole image and never blows it up', () => {
    expect(fitScale({ width: 1000, height: 500 }, { width: 500, height: 500 })).toBe(0.5);
    expect(fitScale({ width: 500, height: 1000 }, { width: 500, height: 250 })).toBe(0.25);
    expect(fitScale({ width: 16, height: 16 }, { width: 500, height: 500 })).toBe(1);
  });

  test('in and out are each other, and pass through 100 %', () => {
    expect(nextScale(nextScale(1, 1), -1)).toBe(1);
    expect(nextScale(0.9, 1)).toBe(1);
    expect(nextScale(1.2, -1)).toBe(1);
    let scale = 0.3;
    const seen = [scale];
    while (scale < 20) {
      scale = nextScale(scale, 1);
      seen.push(scale);
    }
    expect(seen).toContain(1);
    expect(nextScale(20, 1)).toBe(20);
  });

  test('zooming out of an image fitted far below the smallest step never zooms in', () => {
    expect(nextScale(0.01, -1)).toBeLessThanOrEqual(0.01);
  });

  test('the point under the pointer stays where it is', () => {
    const scroll = scrollAfterZoom(100, 50, 1, 2);
    expect((scroll + 50) / 2).toBe((100 + 50) / 1);
  });
});

describe('a region', () => {
  test('lies inside the image in whole pixels, wherever it is drawn', () => {
    const point = fc.tuple(
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
    );
    fc.assert(
      fc.property(point, point, size, (a, b, image) => {
        const [left, top, width, height] = boxBetween(a, b, image);
        expect([left, top, width, height].every(Number.isInteger)).toBe(true);
        expect(left >= 0 && top >= 0 && width >= 1 && height >= 1).toBe(true);
        expect(left + width <= image.width && top + height <= image.height).toBe(true);
      }),
      settings,
    );
  });

  test('moved and sized by keys it stays inside', () => {
    const step = fc.integer({ min: -3000, max: 3000 });
    fc.assert(
      fc.property(size, fc.array(fc.tuple(step, step, fc.boolean()), { maxLength: 20 }), (image, moves) => {
        let box = middleBox(image);
        for (const [dx, dy, resize] of moves) {
          box = nudgeBox(box, dx, dy, resize, image);
        }
        const [left, top, width, height] = box;
        expect(left >= 0 && top >= 0 && width >= 1 && height >= 1).toBe(true);
        expect(left + width <= image.width && top + height <= image.height).toBe(true);
      }),
      settings,
    );
  });

  test('drawn in any direction it is the same', () => {
    const image = { width: 100, height: 100 };
    expect(boxBetween([10, 20], [40, 60], image)).toEqual([10, 20, 30, 40]);
    expect(boxBetween([40, 60], [10, 20], image)).toEqual([10, 20, 30, 40]);
  });
});
