/** Finds possible letters in the ink, and removes what can't be one: frames, rules, pictures. */

import { type Area, findAreas } from './areas';
import type { Grey } from './raster';
import { dotsInRings, slashedRings } from './slashedZeros';
import { median } from './statistics';

export interface Glyphs {
  /** Letters and parts of joined words. */
  readonly letters: readonly Area[];
  /** Dots, dashes, accents, quotes: too low to start a line, but part of one. */
  readonly marks: readonly Area[];
  /** Usual height of a letter, pixels: about the x-height; 0 if there is none. */
  readonly letterHeight: number;
}

/** Ink below this is ignored, and a patch whose strongest ink is below the other isn't text, 0 to 255. */
const FAINTEST = 20;
const FAINTEST_PEAK = 36;
const LARGEST = 130;
/** Share of a patch's strongest ink that belongs to its letters. */
const STRONG = 0.37;

/** Maximum share of its frame that a slanted line in a chart fills; joined letters fill more. */
const SLANTED = 0.2;

/** Finds the glyphs and erases everything else from `ink`, in place. */
export function takeGlyphs(ink: Grey): Glyphs {
  const { width, height } = ink;
  const mask = strongInk(ink);
  const { list, runs } = findAreas(mask, width, height, true);
  const letterHeight = median(list.filter(isUsualLetter).map(heightOf));
  const kinds = list.map((area) => kindOf(area, letterHeight));
  const dots = dotsInRings(list, kinds, letterHeight);
  for (const dot of dots.keys()) {
    kinds[dot] = 'other';
  }
  const zeros = new Set([...dots.values(), ...slashedRings({ list, runs }, kinds, letterHeight)]);
  for (let at = 0; at < runs.length; at += 4) {
    if (kinds[runs[at + 3]!] === 'other') {
      const row = runs[at]! * width;
      mask.fill(2, row + runs[at + 1]!, row + runs[at + 2]!);
    }
  }
  erase(ink, mask);
  return {
    letters: list.flatMap((area, i) =>
      kinds[i] !== 'letter' ? [] : zeros.has(i) ? [{ ...area, zero: true }] : [area],
    ),
    marks: list.filter((_, i) => kinds[i] === 'mark'),
    letterHeight,
  };
}

function heightOf(area: Area): number {
  return area.bottom - area.top;
}

function widthOf(area: Area): number {
  return area.right - area.left;
}

function isUsualLetter(area: Area): boolean {
  const height = heightOf(area);
  const width = widthOf(area);
  return height >= 5 && height <= 80 && width >= 2 && width <= 4 * height && area.pixels >= 6;
}

function kindOf(area: Area, letterHeight: number): 'letter' | 'mark' | 'other' {
  const height = heightOf(area);
  const width = widthOf(area);
  if (letterHeight === 0 || height > LARGEST || width > 20 * Math.max(height, 2) * (height < 5 ? 1 : 2)) {
    return 'other';
  }
  if (height > 3 * letterHeight && (height > 8 * width || width > 3 * height || area.pixels < 0.1 * width * height)) {
    return 'other';
  }
  if (height > 0.55 * letterHeight && width > 2.5 * letterHeight && area.pixels < SLANTED * width * height) {
    return 'other';
  }
  if (Math.min(width, height) >= 0.8 * letterHeight && area.pixels > 0.93 * width * height) {
    return 'other';
  }
  if (height >= 0.55 * letterHeight && height >= 4 && area.pixels >= 6) {
    return 'letter';
  }
  return area.pixels >= 0.012 * letterHeight ** 2 ? 'mark' : 'other';
}

/**
 * 1 where ink is strong for its patch: faint text beside bright text stays whole, and neighboring letters don't merge.
 */
function strongInk({ width, height, data }: Grey): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    mask[i] = data[i]! > FAINTEST ? 1 : 0;
  }
  const { list, runs } = findAreas(mask, width, height, true);
  const peaks = new Uint8Array(list.length);
  eachPixel(runs, width, (at, area) => {
    peaks[area] = Math.max(peaks[area]!, data[at]!);
  });
  eachPixel(runs, width, (at, area) => {
    mask[at] = peaks[area]! >= FAINTEST_PEAK && data[at]! > STRONG * peaks[area]! ? 1 : 0;
  });
  return mask;
}

function eachPixel(runs: Int32Array, width: number, visit: (at: number, area: number) => void): void {
  for (let run = 0; run < runs.length; run += 4) {
    const row = runs[run]! * width;
    for (let at = row + runs[run + 1]!; at < row + runs[run + 2]!; at++) {
      visit(at, runs[run + 3]!);
    }
  }
}

/** Clears the ink where `mask` is 2, and the faint edge around it. */
function erase(ink: Grey, mask: Uint8Array): void {
  const { width, height, data } = ink;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (mask[y * width + x] !== 2) {
        continue;
      }
      for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
        for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
          if (mask[nearY * width + nearX] !== 1) {
            data[nearY * width + nearX] = 0;
          }
        }
      }
    }
  }
}
