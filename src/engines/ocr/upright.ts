/** Reads a page that lies on its side or on its head as if it stood. */
import type { Pixels } from '../../core/image/types';
import type { Box, OcrResult } from '../../core/text/types';
import { findFragments } from './fragments';
import { takeGlyphs } from './glyphs';
import { inkOf } from './ink';
import { eraseRules } from './rules';
import { groupForReading, stripOf, typicalLine } from './strip';
import type { Recognizer } from './tesseract';

/** Quarters, clockwise. */
type Turns = 1 | 2 | 3;

/** Below this mean confidence a page may lie: turned pages have 20 to 45, upright ones 68 and more (measured 2026-11-30). */
const UNSURE = 60;
/** What turning it has to gain, and to reach. */
const GAIN = 20;
const CLEAR = 70;
/** As many of the longest lines are read each way, if they have enough letters together. */
const SAMPLE = 6;
const ENOUGH_LETTERS = 12;

/**
 * Reads a page as it is, and, if hardly anything was recognized and a few lines are clearer that way, again upright:
 * `read` is called once or twice.
 */
export function readUpright(
  pixels: Pixels,
  recognizer: Recognizer,
  read: (pixels: Pixels, isAgain: boolean) => OcrResult,
): OcrResult {
  const result = read(pixels, false);
  const confidence = confidenceOf([...result.lines, ...(result.leftOut ?? [])]);
  if (confidence >= UNSURE) {
    return result;
  }
  const tried = ([2, 1, 3] as const).map((turns) => ({ turns, score: sample(turned(pixels, turns), recognizer) }));
  const best = tried.reduce((one, other) => (other.score > one.score ? other : one));
  if (best.score < Math.max(CLEAR, confidence + GAIN)) {
    return result;
  }
  return laidBack(read(turned(pixels, best.turns), true), best.turns, pixels);
}

/** The mean confidence of a page's longest lines, 0 to 100; 0 if it hardly has any. */
function sample(pixels: Pixels, recognizer: Recognizer): number {
  const ink = inkOf(pixels);
  eraseRules(ink);
  const fragments = findFragments(takeGlyphs(ink));
  const lettersIn = (group: typeof fragments) => group.reduce((sum, fragment) => sum + fragment.letters, 0);
  const longest = groupForReading(fragments)
    .sort((one, other) => lettersIn(other) - lettersIn(one))
    .slice(0, SAMPLE);
  if (longest.reduce((sum, group) => sum + lettersIn(group), 0) < ENOUGH_LETTERS) {
    return 0;
  }
  const typical = typicalLine(fragments);
  return confidenceOf(longest.flatMap((group) => recognizer.readLine(stripOf(ink, group, typical).image)));
}

function confidenceOf(pieces: readonly { readonly text: string; readonly confidence: number }[]): number {
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
  return length === 0 ? 0 : pieces.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / length;
}

function turned({ width, height, data }: Pixels, turns: Turns): Pixels {
  const [across, down] = turns === 2 ? [width, height] : [height, width];
  const from = new Uint32Array(data.slice().buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at =
        turns === 1
          ? x * across + (across - 1 - y)
          : turns === 2
            ? (down - 1 - y) * across + (across - 1 - x)
            : (down - 1 - x) * across + y;
      to[at] = from[y * width + x]!;
    }
  }
  return { width: across, height: down, data: new Uint8Array(to.buffer) };
}

/** The result with its boxes where the words are on the page as it lies. */
function laidBack(result: OcrResult, turns: Turns, { width, height }: Pixels): OcrResult {
  const moved = <T extends { readonly box: Box }>(item: T): T => {
    const [x, y, w, h] = item.box;
    const box: Box =
      turns === 1
        ? [y, height - x - w, h, w]
        : turns === 2
          ? [width - x - w, height - y - h, w, h]
          : [width - y - h, x, h, w];
    return { ...item, box };
  };
  return {
    ...result,
    lines: result.lines.map((line) => ({ ...moved(line), words: line.words.map(moved) })),
    ...(result.leftOut && { leftOut: result.leftOut.map(moved) }),
  };
}
