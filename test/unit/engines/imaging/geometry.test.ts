import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legibleScale } from '../../../../src/core/image/legible';
import { renderJob } from '../../../../src/core/image/plan';
import type { ImageLimits, Intent, RenderJob } from '../../../../src/core/image/types';
import { editorImage } from '../../../../src/core/providers/vendorBasics';
import { vendors } from '../../../../src/core/providers/vendors';
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

describe('a page of 1200 × 12000 pixels with letters of 7 pixels', () => {
  const page = { type: 'png', width: 1200, height: 12_000 } as const;
  const providers = [...vendors.map(({ id, image }) => [id, image] as const), ['vscode', editorImage] as const];
  const row = (limits: ImageLimits, intent: Intent, imageCount = 1, historyImages = 0) => {
    const request = { limits, intent, detail: 'auto', imageCount, historyImages, otherBodyBytes: 2000 } as const;
    const tiles = textPlacements(region(page.width, page.height), renderJob(request), legibleScale(page, 7));
    const [first] = tiles;
    return `${tiles.length} of ${first?.width} × ${first?.height}`;
  };
  // The editor's models get no more than 768 pixels across.
  const differs: Readonly<Record<string, string>> = { anthropic: '5 of 1200 × 2439', vscode: '16 of 624 × 1542' };

  for (const intent of ['describe', 'ask', 'readText'] as const) {
    it.each(providers)(`${intent}: goes to %s in the fewest tiles`, (id, limits) => {
      expect(row(limits, intent)).toBe(differs[id] ?? '3 of 1200 × 4032');
    });
  }

  it('has fewer tiles beside other images, where the provider counts them', () => {
    const limits = { accepts: ['image/png'], maxImages: 3 };
    expect(row(limits, 'ask', 1, 1)).toBe('2 of 815 × 4096');
    expect(row(limits, 'ask', 2)).toBe('1 of 409 × 4096');
  });

  it('stays one picture of 4K, whose letters have 14 pixels', () => {
    const limits = vendors.find(({ id }) => id === 'groq')?.image ?? { accepts: [] };
    const request = { limits, intent: 'describe', detail: 'auto', imageCount: 1, otherBodyBytes: 2000 } as const;
    const needed = legibleScale({ type: 'png', width: 3840, height: 2160 }, 14.2);
    expect(textPlacements(region(3840, 2160), renderJob(request), needed)).toMatchObject([{ width: 1893 }]);
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
