/** The whole way from pixels to text: ink, glyphs, line fragments, recognition line by line, layout. */
import type { Pixels } from '../../core/image/types';
import { layOut } from '../../core/text/layout';
import { withoutNoise } from '../../core/text/noise';
import type { PlacedWord } from '../../core/text/placed';
import type { Box, OcrResult, TextMode } from '../../core/text/types';
import { type Fragment, findFragments } from './fragments';
import { takeGlyphs } from './glyphs';
import { inkOf } from './ink';
import type { Grey } from './raster';
import { eraseRules } from './rules';
import { groupForReading, type Strip, sourceColumn, stripOf, typicalLine } from './strip';
import type { ReadWord, Recognizer } from './tesseract';
import { level, tiltOf, unlevel } from './tilt';

export interface ReadOptions {
  readonly mode: TextMode;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Reads a page. Everything happens in this thread. */
export function readPage(pixels: Pixels, recognizer: Recognizer, options: ReadOptions): OcrResult {
  let ink = inkOf(pixels);
  let fragments = fragmentsOf(ink);
  const tilt = tiltOf(fragments);
  if (tilt !== 0) {
    ink = level(ink, tilt);
    fragments = fragmentsOf(ink);
  }
  const typical = typicalLine(fragments);
  const groups = groupForReading(fragments);
  const lines: PlacedWord[][] = [];
  groups.forEach((group, i) => {
    const strip = stripOf(ink, group, typical);
    lines.push(dashes(strip) ?? placeWords(recognizer.readLine(strip.image), strip));
    options.onProgress((i + 1) / groups.length);
  });
  const result = layOut(withoutNoise(lines).flat(), options.mode);
  return tilt === 0 ? result : tilted(result, tilt);
}

function fragmentsOf(ink: Grey): Fragment[] {
  eraseRules(ink);
  return findFragments(takeGlyphs(ink));
}

/** The result with its boxes where the words were on the page as it came. */
function tilted(result: OcrResult, tilt: number): OcrResult {
  const moved = <T extends { readonly box: Box }>(item: T): T => {
    const [left, top, width, height] = item.box;
    const [x, y] = unlevel(left + width / 2, top + height / 2, tilt);
    return { ...item, box: [Math.round(x - width / 2), Math.round(y - height / 2), width, height] };
  };
  return { ...result, lines: result.lines.map((line) => ({ ...moved(line), words: line.words.map(moved) })) };
}

/** Words on the page, their sides drawn to the ink they cover. */
function placeWords(read: readonly ReadWord[], strip: Strip): PlacedWord[] {
  const gaps = gapsOf(strip.fragments);
  const height = strip.bottom - strip.top;
  const borders = [strip.fragments[0]!.left];
  for (let i = 1; i < read.length; i++) {
    const from = sourceColumn(strip, read[i - 1]!.last);
    const to = sourceColumn(strip, read[i]!.first);
    borders.push(bestBorder(gaps, Math.min(from, to), to, height));
  }
  borders.push(strip.fragments.at(-1)!.right);
  return read.map((word, i) => {
    const glyphs = inkBetween(strip.fragments, borders[i]!, borders[i + 1]!);
    if (glyphs.length === 0) {
      glyphs.push([sourceColumn(strip, word.first), sourceColumn(strip, word.last) + 0.4 * height]);
    }
    return {
      text: word.text,
      baseline: strip.baseline,
      confidence: word.confidence,
      left: glyphs[0]![0],
      top: strip.top,
      right: glyphs.at(-1)![1],
      bottom: strip.bottom,
      glyphs,
    };
  });
}

/** A line drawn with dashes or dots only; the recogniser reads letters into such lines. */
function dashes({ fragments, top, bottom, baseline }: Strip): PlacedWord[] | undefined {
  const glyphs = fragments.flatMap((fragment) => fragment.glyphs);
  const flat = glyphs.filter((glyph) => glyph.right - glyph.left >= 1.4 * (glyph.bottom - glyph.top));
  const round = glyphs.filter((glyph) => Math.abs(glyph.right - glyph.left - glyph.bottom + glyph.top) <= 1);
  if (fragments.some((fragment) => fragment.letters > 0) || glyphs.length < 3) {
    return undefined;
  }
  const [kept, text] = flat.length > 0.75 * glyphs.length ? [flat, '-'] : [round, '.'];
  if (kept.length <= 0.75 * glyphs.length) {
    return undefined;
  }
  const sides = kept.map((glyph): [number, number] => [glyph.left, glyph.right]);
  const [left, right] = [sides[0]![0], sides.at(-1)![1]];
  return [{ text: text.repeat(kept.length), confidence: 80, left, top, right, bottom, baseline, glyphs: sides }];
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

/** The middle of the widest gap between where one word's last character and the next word begin. */
function bestBorder(gaps: readonly Gap[], from: number, to: number, height: number): number {
  let best = to - 0.1 * height;
  let most = 0;
  for (const gap of gaps) {
    const width = Math.min(gap.right, to + 0.15 * height) - Math.max(gap.left, from);
    if (width > most) {
      most = width;
      best = (gap.left + gap.right) / 2;
    }
  }
  return best;
}

/** The glyphs whose middle lies between two columns; those that overlap are one. */
function inkBetween(fragments: readonly Fragment[], from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  for (const fragment of fragments) {
    for (const { left, right } of fragment.glyphs) {
      const middle = (left + right) / 2;
      const last = found.at(-1);
      if (middle < from || middle > to) {
        continue;
      }
      if (last && left < last[1]) {
        last[1] = Math.max(last[1], right);
      } else {
        found.push([left, right]);
      }
    }
  }
  return found;
}
