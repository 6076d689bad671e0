/** One cell of fixed-pitch text as the net sees it: always the same size, placed by the pitch and the baseline. */
import type { Grey } from '../raster';

export const cellWidth = 24;
export const cellHeight = 32;

/** What a cell shows, in pitches: parts of both neighbors, because slanted letters and ligatures reach into them. */
const across = 1.75;
const above = 1.85;
const below = 0.65;
/** Weaker ink isn't raised to full contrast. */
const faintest = 16;
/** The columns of the character itself, without its neighbors. */
export const middleLeft = Math.round(((1 - 1 / across) / 2) * cellWidth);
export const middleRight = cellWidth - middleLeft;

/**
 * Cuts a character's cell out of the ink, row by row. `center` is the middle of the cell, `baseline` is where letters
 * end at the bottom, both in pixels from the top left corner; `pitch` is the distance to the next cell. The strongest ink
 * of the character becomes 255.
 */
export function cutCell(ink: Grey, center: number, baseline: number, pitch: number): Uint8Array {
  const columns = spans(center - (across / 2) * pitch, (across * pitch) / cellWidth, cellWidth, ink.width);
  const rows = spans(baseline - above * pitch, ((above + below) * pitch) / cellHeight, cellHeight, ink.height);
  const narrow = new Float32Array(rows.span * cellWidth);
  for (let y = 0; y < rows.span; y++) {
    const from = (rows.first + y) * ink.width;
    for (let x = 0; x < cellWidth; x++) {
      let sum = 0;
      for (let tap = x * columns.taps; tap < (x + 1) * columns.taps; tap++) {
        sum += columns.weights[tap]! * ink.data[from + columns.places[tap]!]!;
      }
      narrow[y * cellWidth + x] = sum;
    }
  }
  const values = new Float32Array(cellWidth * cellHeight);
  let strongest = faintest;
  for (let y = 0; y < cellHeight; y++) {
    for (let tap = y * rows.taps; tap < (y + 1) * rows.taps; tap++) {
      const weight = rows.weights[tap]!;
      if (weight === 0) {
        continue;
      }
      const from = (rows.places[tap]! - rows.first) * cellWidth;
      for (let x = 0; x < cellWidth; x++) {
        values[y * cellWidth + x]! += weight * narrow[from + x]!;
      }
    }
    for (let x = middleLeft; x < middleRight; x++) {
      strongest = Math.max(strongest, values[y * cellWidth + x]!);
    }
  }
  const cell = new Uint8Array(values.length);
  for (let i = 0; i < cell.length; i++) {
    cell[i] = Math.min(255, (values[i]! * 255) / strongest + 0.5);
  }
  return cell;
}

/** Whether a cell has no ink of its own: its neighbors' doesn't count. */
export function isBlank(cell: Uint8Array): boolean {
  for (let y = 0; y < cellHeight; y++) {
    for (let x = middleLeft; x < middleRight; x++) {
      if (cell[y * cellWidth + x]! >= 128) {
        return false;
      }
    }
  }
  return true;
}

interface Spans {
  /** How many pixels each value is made from. */
  readonly taps: number;
  /** For each value, its pixels and their shares. */
  readonly places: Int32Array;
  readonly weights: Float32Array;
  /** The first pixel that's needed, and how many are from there. */
  readonly first: number;
  readonly span: number;
}

/**
 * The pixels under `count` values that are `step` pixels apart from `start` on, each a pixel wide at least, so that it's
 * the mean when reducing and linear when enlarging. What is outside the picture has no ink.
 */
function spans(start: number, step: number, count: number, size: number): Spans {
  const width = Math.max(1, step);
  const taps = Math.ceil(width) + 1;
  const places = new Int32Array(count * taps);
  const weights = new Float32Array(count * taps);
  for (let i = 0; i < count; i++) {
    const left = start + (i + 0.5) * step - width / 2;
    const from = Math.floor(left);
    for (let tap = 0; tap < taps; tap++) {
      const pixel = from + tap;
      const share = Math.min(left + width, pixel + 1) - Math.max(left, pixel);
      const isInside = pixel >= 0 && pixel < size;
      places[i * taps + tap] = Math.min(Math.max(pixel, 0), size - 1);
      weights[i * taps + tap] = isInside ? Math.max(0, share) / width : 0;
    }
  }
  const first = places[0]!;
  return { taps, places, weights, first, span: places[places.length - 1]! - first + 1 };
}
