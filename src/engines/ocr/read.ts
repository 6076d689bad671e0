/** The whole way from pixels to text: ink, glyphs, line fragments, recognition line by line, layout. */
import type { Pixels } from '../../core/image/types';
import { layOut } from '../../core/text/layout';
import type { PlacedWord } from '../../core/text/placed';
import type { OcrResult, TextMode } from '../../core/text/types';
import { type Fragment, findFragments } from './fragments';
import { takeGlyphs } from './glyphs';
import { inkOf } from './ink';
import { groupForReading, type Strip, sourceColumn, stripOf, typicalLine } from './strip';
import type { ReadWord, Recognizer } from './tesseract';

export interface ReadOptions {
  readonly mode: TextMode;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Reads a page. Everything happens in this thread. */
export function readPage(pixels: Pixels, recognizer: Recognizer, options: ReadOptions): OcrResult {
  const ink = inkOf(pixels);
  const glyphs = takeGlyphs(ink);
  const fragments = findFragments(glyphs);
  const typical = typicalLine(fragments);
  const groups = groupForReading(fragments);
  const words: PlacedWord[] = [];
  groups.forEach((group, i) => {
    const strip = stripOf(ink, group, typical);
    words.push(...placeWords(recognizer.readLine(strip.image), strip));
    options.onProgress((i + 1) / groups.length);
  });
  return layOut(words, options.mode);
}

/** Words on the page, their sides drawn to the ink they cover. */
function placeWords(read: readonly ReadWord[], strip: Strip): PlacedWord[] {
  const gaps = gapsOf(strip.fragments);
  const height = strip.bottom - strip.top;
  const borders = [strip.fragments[0]!.left];
  for (let i = 1; i < read.length; i++) {
    const from = sourceColumn(strip, read[i - 1]!.right);
    const to = sourceColumn(strip, read[i]!.left);
    borders.push(bestBorder(gaps, from, to, height));
  }
  borders.push(strip.fragments.at(-1)!.right);
  return read.map((word, i) => {
    const sides = inkBetween(strip.fragments, borders[i]!, borders[i + 1]!) ?? {
      left: sourceColumn(strip, word.left),
      right: sourceColumn(strip, word.right),
    };
    return { text: word.text, confidence: word.confidence, ...sides, top: strip.top, bottom: strip.bottom };
  });
}

interface Gap {
  readonly left: number;
  readonly right: number;
}

/** White between the glyphs of a line. */
function gapsOf(fragments: readonly Fragment[]): Gap[] {
  const gaps: Gap[] = [];
  let end = -Infinity;
  for (const fragment of fragments) {
    for (const glyph of fragment.glyphs) {
      if (glyph.left > end && end > -Infinity) {
        gaps.push({ left: end, right: glyph.left });
      }
      end = Math.max(end, glyph.right);
    }
  }
  return gaps;
}

/** The middle of the gap that separates two words: where the recogniser saw it, or the nearest. */
function bestBorder(gaps: readonly Gap[], from: number, to: number, height: number): number {
  const middle = (from + to) / 2;
  let best = middle;
  let most = -0.3 * height;
  for (const gap of gaps) {
    const shared = Math.min(gap.right, to) - Math.max(gap.left, from);
    const outside = Math.max(0, gap.left - middle, middle - gap.right);
    const score = Math.min(shared, 0.3 * height) - outside;
    if (score > most) {
      most = score;
      best = (gap.left + gap.right) / 2;
    }
  }
  return best;
}

function inkBetween(
  fragments: readonly Fragment[],
  from: number,
  to: number,
): { left: number; right: number } | undefined {
  let left = Infinity;
  let right = -Infinity;
  for (const fragment of fragments) {
    for (const glyph of fragment.glyphs) {
      const center = (glyph.left + glyph.right) / 2;
      if (center >= from && center <= to) {
        left = Math.min(left, glyph.left);
        right = Math.max(right, glyph.right);
      }
    }
  }
  return left < right ? { left, right } : undefined;
}
