import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cellHeight, cellWidth, cutCell, isBlank } from '../../../../src/engines/ocr/cells/cell';
import { loadNet } from '../../../../src/engines/ocr/cells/net';
import type { Grey } from '../../../../src/engines/ocr/raster';

interface Sample {
  readonly character: string;
  readonly xHeight: number;
  /** Base64. */
  readonly cell: string;
  /** The most probable characters with the logarithms of their probabilities, as PyTorch computes them. */
  readonly best: readonly (readonly [string, number])[];
}

const samples = JSON.parse(readFileSync('test/fixtures/ocr/cells.json', 'utf8')) as readonly Sample[];
const file = readFileSync('src/engines/ocr/models/cells.net');

/** Ink of boxes, each with its left, top, right, bottom, and strength. */
function inkOf(
  width: number,
  height: number,
  boxes: readonly (readonly [number, number, number, number, number])[],
): Grey {
  const data = new Uint8Array(width * height);
  for (const [left, top, right, bottom, strength] of boxes) {
    for (let y = top; y < bottom; y++) {
      data.fill(strength, y * width + left, y * width + right);
    }
  }
  return { width, height, data };
}

function columnsWithInk(cell: Uint8Array): number[] {
  return Array.from({ length: cellWidth }, (_, x) => x).filter((x) =>
    Array.from({ length: cellHeight }, (_, y) => cell[y * cellWidth + x]!).some((value) => value > 127),
  );
}

test('a cell shows the character in its middle and a part of both neighbors', () => {
  const ink = inkOf(60, 40, [[28, 10, 32, 30, 255]]);
  const columns = columnsWithInk(cutCell(ink, 30, 30, 14));
  expect(columns).toEqual([10, 11, 12, 13]);
  expect(columnsWithInk(cutCell(ink, 30 - 10, 30, 14))).toEqual(expect.arrayContaining([cellWidth - 1]));
  expect(columnsWithInk(cutCell(ink, 30 - 20, 30, 14))).toEqual([]);
});

test('the same character makes the same cell in any size and color', () => {
  const small = cutCell(inkOf(60, 40, [[28, 10, 32, 30, 255]]), 30, 30, 14);
  const large = cutCell(inkOf(180, 120, [[84, 30, 96, 90, 255]]), 90, 90, 42);
  const pale = cutCell(inkOf(60, 40, [[28, 10, 32, 30, 40]]), 30, 30, 14);
  expect([...pale]).toEqual([...small]);
  const difference = small.map((value, i) => Math.abs(value - large[i]!));
  expect(difference.reduce((sum, value) => sum + value, 0) / small.length).toBeLessThan(6);
});

test('what is outside the picture is empty', () => {
  const cell = cutCell(inkOf(10, 10, [[0, 0, 10, 10, 255]]), 0, 0, 8);
  expect(cell[0]).toBe(0);
  expect(cell[cell.length - 1]).toBe(255);
  expect(isBlank(cutCell(inkOf(10, 10, [[0, 0, 10, 10, 255]]), -100, 500, 8))).toBe(true);
});

test('a cell is blank without ink of its own', () => {
  const ink = inkOf(60, 40, [[18, 10, 22, 30, 255]]);
  expect(isBlank(cutCell(ink, 30, 30, 14))).toBe(true);
  expect(isBlank(cutCell(ink, 16, 30, 14))).toBe(false);
  expect(isBlank(cutCell(inkOf(60, 40, [[0, 0, 60, 40, 5]]), 30, 30, 14))).toBe(true);
});

test('characters of a font that the net was not trained on are read, with the probabilities of the training', () => {
  const net = loadNet(file);
  expect(samples.length).toBeGreaterThan(25);
  for (const { character, cell, xHeight, best } of samples) {
    const scores = net.read(Buffer.from(cell, 'base64'), xHeight);
    expect(net.characters[scores.indexOf(Math.max(...scores))]).toBe(character);
    for (const [other, score] of best) {
      expect(Math.abs(scores[net.characters.indexOf(other)]! - score), `${other} for ${character}`).toBeLessThan(0.01);
    }
    expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 4);
  }
});

test('another file is refused', () => {
  expect(() => loadNet(file.subarray(1))).toThrow();
});
