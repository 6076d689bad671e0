import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenderJob } from '../../../../src/core/image/types';
import { textPlacements, whole } from '../../../../src/engines/imaging/geometry';

const job = (more: Partial<RenderJob>): RenderJob => ({
  accepts: ['image/png'],
  maxBytes: 1e6,
  content: 'text',
  maxTiles: 4,
  ...more,
});
const region = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe('textPlacements', () => {
  it.each([
    ['one picture when it fits', region(1500, 1000), { maxEdge: 1568 }, 0.96, 1, 1],
    ['one picture of a 4K screenshot at 2048', region(3840, 2160), { maxEdge: 2048 }, 0.48, 1, 0.53],
    ['two of a 4K screenshot at 1568', region(3840, 2160), { maxEdge: 1568 }, 0.48, 2, 0.48],
    [
      'four of a tall page, grown beyond the edge',
      region(1200, 12_000),
      { maxEdge: 2048, textEdge: 6000 },
      0.96,
      2,
      0.96,
    ],
    ['the most legible when nothing suffices', region(1200, 12_000), { maxEdge: 1568, maxTiles: 3 }, 0.96, 3, 0.38],
  ] as const)('%s', (_what, source, limits, needed, count, scale) => {
    const placements = textPlacements(source, job(limits), needed);
    expect(placements).toHaveLength(count);
    const [first] = placements;
    expect((first?.height ?? 0) / (first?.region.height ?? 1)).toBeGreaterThanOrEqual(scale - 0.01);
  });

  it('covers the region, overlaps, goes row by row, and keeps the limits', () => {
    const side = fc.integer({ min: 1, max: 9000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 200, max: 3000 }),
        (w, h, tiles, edge) => {
          const limits = { maxTiles: tiles, maxEdge: edge, maxShortEdge: 1200, maxPixels: 2e6 };
          const placements = textPlacements(region(w, h), job(limits), 0.9);
          expect(placements.length).toBeLessThanOrEqual(tiles);
          const corners = placements.map((one) => one.region);
          expect(Math.max(...corners.map((one) => one.x + one.width))).toBe(w);
          expect(Math.max(...corners.map((one) => one.y + one.height))).toBe(h);
          expect(corners[0]).toMatchObject({ x: 0, y: 0 });
          const order = corners.map((one) => one.y * 10_000 + one.x);
          expect([...order].sort((a, b) => a - b)).toEqual(order);
          const columns = corners.filter((one) => one.y === 0);
          for (const [i, column] of columns.slice(1).entries()) {
            expect(column.x).toBeLessThanOrEqual((columns[i]?.x ?? 0) + (columns[i]?.width ?? 0) - 40);
          }
          for (const { width, height } of placements) {
            expect(Math.max(width, height)).toBeLessThanOrEqual(edge);
            expect(Math.min(width, height)).toBeLessThanOrEqual(1200);
            expect(width * height).toBeLessThanOrEqual(2e6);
            expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { seed: 20261121, numRuns: 500 },
    );
  });
});

describe('whole', () => {
  it('keeps the shape within edge and pixels, and never enlarges', () => {
    expect(whole(region(4000, 3000), job({ maxEdge: 1568 }))).toMatchObject({ width: 1568, height: 1176 });
    expect(whole(region(1800, 1200), job({ maxEdge: 1568, maxShortEdge: 768 }))).toMatchObject({
      width: 1152,
      height: 768,
    });
    expect(whole(region(7016, 4704), job({ maxPixels: 1e6 }))).toMatchObject({ width: 1221, height: 818 });
    expect(whole(region(30, 20), job({ maxEdge: 1568 }))).toMatchObject({ width: 30, height: 20 });
    expect(whole(region(1, 20_000), job({ maxEdge: 100 }))).toMatchObject({ width: 1, height: 100 });
  });
});
