import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSheet, sheetNote } from '../../../../src/core/image/contactSheet';

const side = fc.integer({ min: 1, max: 9000 });
const sizes = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: 24 });

describe('layoutSheet', () => {
  it('keeps the limits, enlarges and bends nothing, and leaves white between the images and room for their numbers', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 800, max: 4096 }), (list, maxEdge) => {
        const maxPixels = maxEdge * 1000;
        const sheet = layoutSheet(list, maxEdge, maxPixels);
        if (!sheet) {
          expect(list.length).toBeGreaterThan(16);
          return;
        }
        expect(Math.max(sheet.width, sheet.height)).toBeLessThanOrEqual(maxEdge);
        expect(sheet.width * sheet.height).toBeLessThanOrEqual(maxPixels);
        expect(sheet.cells).toHaveLength(list.length);
        for (const [index, cell] of sheet.cells.entries()) {
          const { width, height } = list[index] ?? { width: 0, height: 0 };
          expect(cell.width <= width && cell.height <= height).toBe(true);
          // Some scale produces both sides, each rounded down and at least 1.
          const least = Math.max(
            cell.width === 1 ? 0 : cell.width / width,
            cell.height === 1 ? 0 : cell.height / height,
          );
          expect(least).toBeLessThan(Math.min((cell.width + 1) / width, (cell.height + 1) / height));
          expect(cell.x >= 16 && cell.x + cell.width <= sheet.width - 16).toBe(true);
          expect(cell.y >= 48 && cell.y + cell.height <= sheet.height - 16).toBe(true);
          for (const other of sheet.cells.slice(index + 1)) {
            const beside = other.x >= cell.x + cell.width + 16 || cell.x >= other.x + other.width + 16;
            expect(beside || other.y >= cell.y + cell.height + 48).toBe(true);
          }
        }
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('reads row by row and takes the grid in which the images are largest', () => {
    const places = (count: number, width: number, height: number) =>
      layoutSheet(Array(count).fill({ width, height }), 1568)?.cells.map(({ x, y }) => [x, y]);
    const four = places(4, 1600, 1200) ?? [];
    expect(new Set(four.map(([x]) => x)).size).toBe(2);
    expect(four[0]?.[1]).toBe(four[1]?.[1]);
    expect(four[2]?.[0]).toBe(four[0]?.[0]);
    // Wide strips are below each other, tall ones beside each other.
    expect(new Set(places(4, 3000, 300)?.map(([x]) => x)).size).toBe(1);
    expect(new Set(places(4, 300, 3000)?.map(([, y]) => y)).size).toBe(1);
  });

  it('leaves small images their pixels and makes the sheet no larger than they need', () => {
    const sheet = layoutSheet(Array(4).fill({ width: 100, height: 80 }), 2576);
    expect(sheet?.cells.map(({ width, height }) => [width, height])).toEqual(Array(4).fill([100, 80]));
    expect(Math.max(sheet?.width ?? 0, sheet?.height ?? 0)).toBeLessThan(500);
  });

  it('gives up where cells would show nothing', () => {
    expect(layoutSheet(Array(200).fill({ width: 500, height: 500 }), 768)).toBeUndefined();
  });
});

it('tells the names by their numbers', () => {
  expect(sheetNote(['a.png', 'b.png'])).toBe(
    'The images are cells 1–2 of a contact sheet, each below its number. 1: a.png; 2: b.png.',
  );
});
