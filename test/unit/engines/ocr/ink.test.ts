import { expect, test } from 'vitest';
import { inkOf } from '../../../../src/engines/ocr/ink';
import type { Grey } from '../../../../src/engines/ocr/raster';
import { eraseRules } from '../../../../src/engines/ocr/rules';
import { level, unlevel } from '../../../../src/engines/ocr/tilt';

type Color = readonly [number, number, number, number?];

function canvas(width: number, height: number, color: Color) {
  const data = new Uint8Array(width * height * 4);
  const fill = (left: number, top: number, right: number, bottom: number, [red, green, blue, alpha = 255]: Color) => {
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        data.set([red, green, blue, alpha], (y * width + x) * 4);
      }
    }
  };
  fill(0, 0, width, height, color);
  return { pixels: { width, height, data }, fill };
}

function inkAt({ width, data }: Grey, x: number, y: number): number {
  return data[y * width + x]!;
}

test('dark and light themes and buttons on them come out alike', () => {
  const { pixels, fill } = canvas(200, 120, [30, 30, 30]);
  fill(20, 20, 23, 34, [220, 220, 220]);
  fill(100, 60, 180, 84, [0, 90, 220]);
  fill(120, 66, 123, 78, [255, 255, 255]);
  const ink = inkOf(pixels);
  expect(inkAt(ink, 21, 25)).toBe(190);
  expect(inkAt(ink, 121, 70)).toBe(255);
  expect(inkAt(ink, 150, 70)).toBe(0);
  expect(inkAt(ink, 60, 60)).toBe(0);
});

test('the edges of a small box are no ink, a stroke on it is', () => {
  const { pixels, fill } = canvas(80, 60, [255, 255, 255]);
  fill(20, 20, 40, 40, [40, 90, 200]);
  fill(25, 25, 27, 35, [255, 255, 255]);
  fill(60, 30, 74, 31, [40, 90, 200]);
  const { width, data } = inkOf(pixels);
  const inked = [...data.keys()].filter((at) => data[at]! > 0);
  const isStroke = (x: number, y: number) => x >= 25 && x < 27 && y >= 25 && y < 35;
  const isDash = (x: number, y: number) => x >= 60 && x < 74 && y === 30;
  expect(inked).toHaveLength(20 + 14);
  expect(
    inked.every((at) => isStroke(at % width, Math.floor(at / width)) || isDash(at % width, Math.floor(at / width))),
  ).toBe(true);
});

test('a label with round ends is what its letters stand on, even when they reach from edge to edge', () => {
  const { pixels, fill } = canvas(160, 60, [255, 255, 255]);
  for (let y = 0; y < 19; y++) {
    const round = Math.round(9.5 - Math.sqrt(9.5 ** 2 - (y - 9) ** 2));
    fill(20 + round, 20 + y, 120 - round, 21 + y, [200, 40, 60]);
  }
  for (const left of [40, 60, 80]) {
    fill(left, 20, left + 2, 39, [255, 255, 255]);
  }
  const ink = inkOf(pixels);
  expect([30, 50, 70, 110].map((x) => inkAt(ink, x, 29))).toEqual([0, 0, 0, 0]);
  expect([40, 60, 80].map((x) => inkAt(ink, x, 29) > 200)).toEqual([true, true, true]);
});

test('two thick strokes side by side are letters, nothing to write on', () => {
  const { pixels, fill } = canvas(120, 90, [255, 255, 255]);
  fill(20, 20, 32, 60, [20, 20, 20]);
  fill(38, 20, 50, 60, [20, 20, 20]);
  const ink = inkOf(pixels);
  expect([25, 35, 45].map((x) => inkAt(ink, x, 40))).toEqual([235, 0, 235]);
});

test('a faint line between two bars of a chart stays faint', () => {
  const { pixels, fill } = canvas(200, 120, [15, 23, 42]);
  fill(20, 70, 180, 72, [30, 41, 59]);
  fill(40, 30, 80, 110, [56, 189, 248]);
  fill(100, 30, 140, 110, [56, 189, 248]);
  expect(inkAt(inkOf(pixels), 90, 70)).toBe(18);
});

test('text on a transparent ground is seen, whether light or dark', () => {
  for (const shade of [20, 240]) {
    const { pixels, fill } = canvas(120, 60, [0, 0, 0, 0]);
    fill(30, 20, 34, 36, [shade, shade, shade]);
    const ink = inkOf(pixels);
    expect(inkAt(ink, 31, 25)).toBeGreaterThan(200);
    expect(inkAt(ink, 90, 25)).toBe(0);
  }
});

test('strokes on grainy paper are seen, the grain is not', () => {
  const { pixels, fill } = canvas(160, 120, [200, 195, 180]);
  fill(60, 40, 64, 70, [60, 50, 50]);
  let state = 9;
  for (let i = 0; i < pixels.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels.data[i] = i % 4 === 3 ? 255 : pixels.data[i]! + (state >>> 28) - 8;
  }
  const ink = inkOf(pixels);
  expect(inkAt(ink, 61, 55)).toBeGreaterThan(90);
  const grain = Array.from({ length: 100 }, (_, i) => inkAt(ink, 90 + (i % 10), 80 + Math.floor(i / 10)));
  expect(Math.max(...grain)).toBeLessThan(20);
});

test('drawn lines and frames go, letters stay', () => {
  const width = 160;
  const ink = { width, height: 90, data: new Uint8Array(width * 90) };
  const line = (left: number, top: number, right: number, bottom: number) => {
    for (let y = top; y < bottom; y++) {
      ink.data.fill(200, y * width + left, y * width + right);
    }
  };
  line(10, 10, 150, 11);
  line(10, 60, 150, 61);
  line(10, 10, 11, 61);
  line(149, 10, 150, 61);
  line(40, 25, 43, 45);
  eraseRules(ink);
  expect(inkAt(ink, 80, 10)).toBe(0);
  expect(inkAt(ink, 10, 35)).toBe(0);
  expect(inkAt(ink, 149, 35)).toBe(0);
  expect(inkAt(ink, 41, 35)).toBe(200);
});

test('a levelled page leads back to where its points were', () => {
  const [width, height, tilt] = [300, 200, 0.04];
  const data = new Uint8Array(width * height);
  for (let x = 20; x < 280; x++) {
    const y = Math.round(80 + tilt * x);
    data[y * width + x] = 255;
    data[(y + 1) * width + x] = 255;
  }
  const levelled = level({ width, height, data }, tilt);
  const rows = [40, 150, 260].map((x) => {
    const column = Array.from({ length: height }, (_, y) => inkAt(levelled, x, y));
    return column.indexOf(Math.max(...column));
  });
  expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1);
  const [x, y] = unlevel(150, rows[1]!, tilt);
  expect(Math.abs(y - (80 + tilt * x))).toBeLessThan(2);
});

test('a page whose ink is all faint is strengthened, one with any ordinary ink isn’t', () => {
  const { pixels, fill } = canvas(200, 120, [244, 244, 244]);
  fill(20, 20, 23, 34, [224, 224, 224]);
  fill(60, 20, 63, 34, [234, 234, 234]);
  const faint = inkOf(pixels);
  expect([inkAt(faint, 21, 25), inkAt(faint, 61, 25)]).toEqual([255, 128]);
  fill(100, 20, 103, 34, [30, 30, 30]);
  const ordinary = inkOf(pixels);
  expect([inkAt(ordinary, 21, 25), inkAt(ordinary, 61, 25), inkAt(ordinary, 101, 25)]).toEqual([20, 10, 214]);
});

test('on transparency, light and dark strokes are both ink', () => {
  const { pixels, fill } = canvas(200, 120, [90, 90, 90, 0]);
  fill(20, 20, 23, 34, [255, 255, 255]);
  fill(60, 20, 63, 34, [0, 0, 0]);
  const ink = inkOf(pixels);
  expect(inkAt(ink, 21, 25)).toBeGreaterThan(200);
  expect(inkAt(ink, 61, 25)).toBeGreaterThan(200);
  expect(inkAt(ink, 100, 60)).toBe(0);
});
