import { expect, test } from 'vitest';
import type { ImageFacts } from '../../../../src/core/image/types';
import { parseRegion, toPixels } from '../../../../src/core/tools/region';

const facts = (width: number, height: number) => ({ width, height }) as ImageFacts;

test('percent become pixels inside the picture', () => {
  const region = parseRegion({ left: 50, top: '25', width: 25, height: 50 });
  expect(region && toPixels(region, facts(800, 400))).toEqual({ x: 400, y: 100, width: 200, height: 200 });
});

test('what reaches over the edge is moved inside, what is tiny made readable', () => {
  expect(toPixels({ left: 90, top: -20, width: 40, height: 0.1 }, facts(100, 100))).toEqual({
    x: 60,
    y: 0,
    width: 40,
    height: 16,
  });
  expect(toPixels({ left: 0, top: 0, width: 1, height: 1 }, facts(8, 8))).toEqual({ x: 0, y: 0, width: 8, height: 8 });
});

test.each([
  undefined,
  null,
  'all',
  { left: 'a' },
  { width: 0 },
  { height: -1 },
  { top: Number.NaN },
])('%o is no region', (input) => {
  expect(parseRegion(input)).toBeUndefined();
});
