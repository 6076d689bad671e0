import { describe, expect, it } from 'vitest';
import { isTooSmall, legibleScale } from '../../../../src/core/image/legible';
import { upright } from './build';

const png = { ...upright, type: 'png', mediaType: 'image/png' } as const;

describe('legibleScale', () => {
  it.each([
    ['a screenshot of single density', { ...png, width: 1920, height: 1080 }, 1],
    ['a 4K screenshot', { ...png, width: 3840, height: 2160 }, 0.49],
    ['a small screenshot that says 144', { ...png, width: 800, height: 600, density: 144 }, 0.49],
    ['a tall page', { ...png, width: 1200, height: 12_000 }, 1],
    ['a scan of 300 dpi', { ...png, type: 'tiff', width: 2480, height: 3508, density: 300 }, 0.34],
    ['a camera picture', { ...upright, width: 3024, height: 4032, captured: { camera: 'X' } }, 0.51],
    ['a large JPEG that says nothing', { ...upright, width: 3024, height: 4032 }, 0.51],
  ] as const)('of %s', (_what, facts, expected) => {
    expect(legibleScale(facts)).toBeCloseTo(expected, 2);
  });

  it('goes by the letters where they were measured', () => {
    const screenshot = { ...png, width: 3840, height: 2160 };
    expect([7, 14, 28, 5].map((xHeight) => legibleScale(screenshot, xHeight))).toEqual([1, 0.5, 0.25, 1]);
  });
});

describe('isTooSmall', () => {
  it.each([
    [14, 0.5, false],
    [14, 0.49, false],
    [14, 0.45, true],
    ['what was small before', 5, 1, false],
    ['what was small before and is smaller', 5, 0.9, true],
  ] as const)('%s', (...row) => {
    const [xHeight, scale, expected] = row.length === 4 ? row.slice(1) : row;
    expect(isTooSmall(xHeight as number, scale as number)).toBe(expected);
  });
});
