/** A second look at what was read with doubt. */
import type { Grey } from './raster';
import type { Strip } from './strip';
import type { ReadWord, Recognizer } from './tesseract';

/** Lines of so few glyphs are read badly alone: digits of an axis, a bracket. */
const LONE = 2;
/** What was read as surely as that needs no second look, 0 to 100. */
const SURE = 75;
const COPIES = 3;
/** White between the copies, pixels of the line image. */
const APART = 6;

/** Reads a line; a lone character that was read with doubt is read once more in a row of copies. */
export function readStrip(recognizer: Recognizer, { image, fragments }: Strip): ReadWord[] {
  const words = recognizer.readLine(image);
  const glyphs = fragments.reduce((sum, fragment) => sum + fragment.glyphs.length, 0);
  const confidence = Math.min(...words.map((word) => word.confidence));
  return glyphs > LONE || confidence >= SURE ? words : (readCopies(recognizer, image, confidence) ?? words);
}

/** What all copies were read as, when that is surer. */
function readCopies(recognizer: Recognizer, image: Grey, least: number): ReadWord[] | undefined {
  const words = recognizer.readLine(copiesOf(image));
  const symbols = words.flatMap((word) => word.symbols);
  const count = symbols.length / COPIES;
  const one = symbols.slice(0, count);
  const alike = symbols.every(({ text }, i) => text === one[i % count]?.text);
  const confidence = Math.min(...words.map((word) => word.confidence));
  return Number.isInteger(count) && count > 0 && alike && confidence > least
    ? [{ text: one.map(({ text }) => text).join(''), confidence, symbols: one }]
    : undefined;
}

function copiesOf({ width, height, data }: Grey): Grey {
  const row = COPIES * (width + APART) - APART;
  const copies = new Uint8Array(row * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let copy = 0; copy < COPIES; copy++) {
      copies.set(data.subarray(y * width, (y + 1) * width), y * row + copy * (width + APART));
    }
  }
  return { width: row, height, data: copies };
}
