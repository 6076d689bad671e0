import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAreas } from '../../../../src/engines/ocr/areas';

/** Sizes of the areas, by flooding from every pixel. */
function flooded(mask: Uint8Array, width: number, height: number, diagonal: boolean): number[] {
  const left = mask.slice();
  const sizes: number[] = [];
  for (let start = 0; start < left.length; start++) {
    const open = left[start] ? [start] : [];
    let size = 0;
    left[start] = 0;
    while (open.length > 0) {
      const at = open.pop()!;
      size++;
      for (const [dx, dy] of [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))) {
        const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy];
        const inside = x >= 0 && y >= 0 && x < width && y < height;
        if (inside && (diagonal || dx === 0 || dy === 0) && left[y * width + x]) {
          left[y * width + x] = 0;
          open.push(y * width + x);
        }
      }
    }
    if (size > 0) {
      sizes.push(size);
    }
  }
  return sizes.sort((a, b) => a - b);
}

test('areas are those that a flood finds, and their runs cover them', () => {
  const image = fc
    .tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 13 }))
    .chain(([width, height]) =>
      fc.tuple(
        fc.constant(width),
        fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }),
        fc.boolean(),
      ),
    );
  fc.assert(
    fc.property(image, ([width, mask, diagonal]) => {
      const height = mask.length / width;
      const { list, runs } = findAreas(mask, width, height, diagonal);
      expect(list.map((area) => area.pixels).sort((a, b) => a - b)).toEqual(flooded(mask, width, height, diagonal));
      const covered = new Uint8Array(mask.length);
      for (let at = 0; at < runs.length; at += 4) {
        const area = list[runs[at + 3]!]!;
        expect(runs[at]).toBeGreaterThanOrEqual(area.top);
        expect(runs[at + 2]).toBeLessThanOrEqual(area.right);
        covered.fill(1, runs[at]! * width + runs[at + 1]!, runs[at]! * width + runs[at + 2]!);
      }
      expect(covered).toEqual(mask);
    }),
    { seed: 3, numRuns: 200 },
  );
});
