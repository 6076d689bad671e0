import { describe, expect, it } from 'vitest';
import { evenLines } from '../../../../../src/engines/ocr/cells/baselines';

const line = (baseline: number, letters = 9) => ({ baseline, letters });

describe('evenLines', () => {
  it('finds the place of a line to a part of a pixel, and of lines without letters', () => {
    const exact = Array.from({ length: 12 }, (_, i) => 20 + 18.4 * i);
    const lines = exact.map((baseline, i) => line(Math.round(baseline) + (i === 5 ? 3 : 0), i === 5 ? 0 : 9));
    const found = evenLines(lines, 9).baselines;
    found.forEach((baseline, i) => {
      expect(Math.abs(baseline - exact[i]!)).toBeLessThan(0.3);
    });
  });

  it('says where a line may be missed, and leaves one that stands astray', () => {
    const places = [20, 40, 80, 100, 120, 140, 160, 180, 200, 230, 260, 280, 300];
    const { baselines, gaps } = evenLines(
      places.map((baseline) => line(baseline)),
      9,
    );
    expect(baselines.map(Math.round)).toEqual(places);
    expect(gaps.map((gap) => Math.abs(Math.round(gap)))).toEqual([0, 60, 320]);
  });

  it('sees that there is a blank line after every line', () => {
    const { baselines, step } = evenLines(
      [20, 60, 100, 140].map((baseline) => line(baseline)),
      8,
    );
    expect(baselines.map(Math.round)).toEqual([20, 60, 100, 140]);
    expect(step).toBeCloseTo(20);
  });

  it('leaves lines alone that are not evenly spaced, and few of them', () => {
    const uneven = [20, 63, 92, 155, 181, 239, 257].map((baseline) => line(baseline));
    expect(evenLines(uneven, 9)).toEqual({ baselines: uneven.map(({ baseline }) => baseline), gaps: [] });
    expect(evenLines([line(3), line(9)], 9).baselines).toEqual([3, 9]);
    expect(evenLines([], 9).baselines).toEqual([]);
  });

  it('is not misled by some lines of which a part seems to stand between them', () => {
    const places = Array.from({ length: 12 }, (_, i) => 20 + 21 * i);
    const parts = places.slice(0, 4).map((place) => place + 15);
    const lines = [...places, ...parts].sort((one, other) => one - other).map((place) => line(place));
    expect(Math.round(evenLines(lines, 8.4).step ?? 0)).toBe(21);
  });
});
