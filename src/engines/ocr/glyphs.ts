/** Finds what may be a letter on the ink, and clears away what cannot be: frames, rules, pictures. */
import { median } from '../../core/text/statistics';
import { type Area, findAreas } from './areas';
import type { Grey } from './raster';

export interface Glyphs {
  /** Letters and parts of joined words. */
  readonly letters: readonly Area[];
  /** Dots, dashes, accents, quotes: too low to found a line, but part of one. */
  readonly marks: readonly Area[];
  /** Usual height of a letter, pixels: about the x-height; 0 when there is none. */
  readonly letterHeight: number;
}

const TILE = 16;
/** Ink below this is never a letter, 0 to 255. */
const FAINTEST = 26;
const LARGEST = 130;
/** Shares of the strongest ink nearby that make a letter, and a faint mark. */
const STRONG = 0.4;
const FAINT = 0.18;

/** Finds the glyphs and erases everything else from `ink`, in place. */
export function takeGlyphs(ink: Grey): Glyphs {
  const { width, height } = ink;
  const peaks = peaksOf(ink);
  const mask = inkAbove(ink, peaks, STRONG);
  const { list, runs } = findAreas(mask, width, height, true);
  const letterHeight = median(list.filter(isUsualLetter).map(heightOf));
  const kinds = list.map((area) => kindOf(area, letterHeight));
  for (let at = 0; at < runs.length; at += 4) {
    if (kinds[runs[at + 3]!] === 'other') {
      const row = runs[at]! * width;
      mask.fill(2, row + runs[at + 1]!, row + runs[at + 2]!);
    }
  }
  erase(ink, mask);
  return {
    letters: list.filter((_, i) => kinds[i] === 'letter'),
    marks: [...list.filter((_, i) => kinds[i] === 'mark'), ...faintMarks(ink, peaks, mask, letterHeight)],
    letterHeight,
  };
}

/** Thin marks whose ink is weaker than that of letters: underscores and dashes that fall between two rows of pixels. */
function faintMarks(ink: Grey, peaks: Peaks, strong: Uint8Array, letterHeight: number): Area[] {
  const { list, runs } = findAreas(inkAbove(ink, peaks, FAINT), ink.width, ink.height, true);
  const isFaint = list.map(() => true);
  for (let at = 0; at < runs.length; at += 4) {
    const row = runs[at]! * ink.width;
    for (let x = runs[at + 1]!; x < runs[at + 2]! && isFaint[runs[at + 3]!]; x++) {
      isFaint[runs[at + 3]!] = strong[row + x] === 0;
    }
  }
  return list.filter((area, i) => {
    const isFlat = widthOf(area) >= 3 * heightOf(area) && widthOf(area) >= 0.5 * letterHeight;
    return isFaint[i] && isFlat && kindOf(area, letterHeight) === 'mark';
  });
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
  if (Math.min(width, height) >= 0.8 * letterHeight && area.pixels > 0.93 * width * height) {
    return 'other';
  }
  if (height >= 0.55 * letterHeight && height >= 4 && area.pixels >= 6) {
    return 'letter';
  }
  return area.pixels >= 0.012 * letterHeight ** 2 ? 'mark' : 'other';
}

/** The strongest ink of each tile. */
interface Peaks {
  readonly across: number;
  readonly down: number;
  readonly values: Uint8Array;
}

function peaksOf({ width, height, data }: Grey): Peaks {
  const across = Math.ceil(width / TILE);
  const down = Math.ceil(height / TILE);
  const values = new Uint8Array(across * down);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / TILE) * across + Math.floor(x / TILE);
      values[tile] = Math.max(values[tile]!, data[y * width + x]!);
    }
  }
  return { across, down, values };
}

/** 1 where ink is strong for its neighbourhood, so that neighbouring letters do not melt into one. */
function inkAbove({ width, height, data }: Grey, { across, down, values }: Peaks, share: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let tileY = 0; tileY < down; tileY++) {
    for (let tileX = 0; tileX < across; tileX++) {
      const limit = Math.max(FAINTEST, share * peakAround(values, across, down, tileX, tileY));
      const right = Math.min(width, (tileX + 1) * TILE);
      const bottom = Math.min(height, (tileY + 1) * TILE);
      for (let y = tileY * TILE; y < bottom; y++) {
        for (let x = tileX * TILE; x < right; x++) {
          mask[y * width + x] = data[y * width + x]! > limit ? 1 : 0;
        }
      }
    }
  }
  return mask;
}

function peakAround(peaks: Uint8Array, across: number, down: number, tileX: number, tileY: number): number {
  let peak = 0;
  for (let y = Math.max(0, tileY - 1); y <= Math.min(down - 1, tileY + 1); y++) {
    for (let x = Math.max(0, tileX - 1); x <= Math.min(across - 1, tileX + 1); x++) {
      peak = Math.max(peak, peaks[y * across + x]!);
    }
  }
  return peak;
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
