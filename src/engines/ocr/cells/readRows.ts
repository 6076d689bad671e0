/** Reads the rows of a fixed-pitch block cell by cell, beside what Tesseract read in them. */
import { align } from '../../../core/text/align';
import type { Columns } from '../layout/grid';
import type { PlacedWord } from '../layout/placed';
import type { ReadRows, Row } from '../layout/rows';
import type { Grey } from '../raster';
import { median } from '../statistics';
import { type Baseline, evenLines } from './baselines';
import { cutCell } from './cell';
import { weighByExample } from './examples';
import { type Candidate, type Judgment, judge, settle } from './judge';
import type { Language } from './language';
import type { CellNet } from './net';
import { type Place, shapesOf } from './shapes';

/** Letters as tall as an x, with flat tops. */
const X_TALL = /^[xzvwunmr]$/;
/** If the net agrees with Tesseract about fewer characters, the rows aren't what the net can read. */
const AGREED = 0.6;
/** The share of letters and digits that Tesseract reads wrong, and the least that the net does. */
const TESSERACTS_ERROR = 0.01;
const LEAST_ERROR = 0.002;
/** With fewer words than this, all must fill as many cells as they have letters: others are on a grid by chance. */
const FEW_WORDS = 8;
/** A character with this trust shows what others like it look like. */
const SURE = 0.97;
/** What only the net sees has to be this likely. */
const CERTAIN = 0.8;
/** Ink weaker than this doesn't show that there's something in a cell, 0 to 255. */
const VISIBLE = 40;
const blank = ' ';

interface Cell extends Place {
  readonly column: number;
  /** What Tesseract read here: a character, several, or nothing. */
  text: string;
  /** 0 to 100. */
  confidence: number;
  /** Whether Tesseract looked at it at all. */
  isHeard: boolean;
}

/** What reads cells beside Tesseract. */
export interface Witnesses {
  readonly net: CellNet;
  readonly language: Language;
}

interface Inks {
  /** The page's, with everything that's drawn. */
  readonly whole: Grey;
  /** The same without what can't be text: pictures, rules. */
  readonly text: Grey;
}

/**
 * The rows of a block with their words as they are judged from both readings, and rows that Tesseract missed, top to
 * bottom; the same rows if the net can't read them.
 */
export function readRows({ net, language }: Witnesses, inks: Inks, given: readonly Row[], columns: Columns): ReadRows {
  const { pitch } = columns;
  const spelled = given.flatMap(({ words }) => words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)));
  const fitting = spelled.filter((word) => [...word.text].length === columns.last(word) - columns.first(word) + 1);
  if (spelled.length < FEW_WORDS && fitting.length < spelled.length) {
    return { rows: given };
  }
  const { baselines, gaps, step } = evenLines(given.map(baselineOf), pitch);
  const rows = joined([
    ...given.map((row, i) => ({ ...row, baseline: baselines[i]! })),
    ...gaps.map((baseline) => ({ words: [], baseline })),
  ]);
  const byRow = cellsOf(rows, inks.text, columns);
  const cells = byRow.flat();
  hear(rows, byRow, columns, () => undefined);
  const xHeight = xHeightOf(inks.whole, cells, pitch);
  const shapes = shapesOf(inks.whole, cells, pitch);
  const seen = new Map<number, { readonly picture: Uint8Array; readonly net: Float32Array; readonly read: Cell[] }>();
  const shapeOf = new Map<Cell, number>();
  cells.forEach((cell, i) => {
    const shape = shapes[i]!;
    shapeOf.set(cell, shape);
    if (shape >= 0 && !seen.has(shape)) {
      const picture = cutCell(inks.whole, cell.center, cell.baseline, pitch);
      seen.set(shape, { picture, net: net.read(picture, xHeight).slice(), read: [] });
    }
  });
  const likeliest = new Map([...seen].map(([shape, one]) => [shape, net.characters[mostOf(one.net)]!]));
  hear(rows, byRow, columns, (cell) => likeliest.get(shapeOf.get(cell)!) ?? blank);
  for (const cell of cells.filter(({ isHeard }) => isHeard)) {
    seen.get(shapeOf.get(cell)!)?.read.push(cell);
  }
  const letters = cells.filter((cell) => /^[\p{L}\p{N}]$/u.test(cell.text));
  const agreed = letters.filter((cell) => likeliest.get(shapeOf.get(cell)!) === cell.text);
  if (agreed.length < AGREED * letters.length) {
    return { rows: given, step };
  }
  const disagreed = letters.length === 0 ? 0 : 1 - agreed.length / letters.length;
  const error = Math.max(LEAST_ERROR, disagreed - TESSERACTS_ERROR);
  const judged = new Map([...seen].map(([shape, one]) => [shape, judge(net.characters, { ...one, error })]));
  const spotsOf = (own: readonly Cell[], candidates: ReadonlyMap<number, readonly Candidate[]>) =>
    own.map((cell) => ({ column: cell.column, candidates: candidates.get(shapeOf.get(cell)!) }));
  const sure = sureOf(
    byRow.flatMap((own) => {
      const judgments = settle(spotsOf(own, judged), language);
      return own.map((cell, at) => ({ shape: shapeOf.get(cell)!, judgment: judgments[at] }));
    }),
  );
  const candidates = weighByExample(
    new Map(
      [...seen].map(([shape, { picture }]) => [
        shape,
        { picture, candidates: judged.get(shape)!, sure: sure.get(shape) },
      ]),
    ),
  );
  const read = rows.flatMap((row, i) => {
    const judgments = settle(spotsOf(byRow[i]!, candidates), language);
    const own = byRow[i]!.map((cell, at) => ({ cell, judgment: judgments[at] }));
    const words = wordsOf(isLine(own) ? own : own.filter(({ cell }) => cell.isHeard), row, pitch);
    return words.length > 0 || row.words.length > 0 ? [{ ...row, words }] : [];
  });
  return { rows: read, step, isJudged: true };
}

/** The character that each shape shows, if it's the same and certain wherever it is. */
function sureOf(
  places: readonly { readonly shape: number; readonly judgment: Judgment | undefined }[],
): Map<number, string | undefined> {
  const sure = new Map<number, string | undefined>();
  for (const { shape, judgment } of places) {
    const isSure = judgment !== undefined && judgment.trust >= SURE && judgment.text.trim() !== '';
    const text = isSure ? judgment.text : undefined;
    sure.set(shape, sure.has(shape) && sure.get(shape) !== text ? undefined : text);
  }
  return sure;
}

/** The rows, top to bottom, those on one line as one: a star apart from its words seemed to be on a line of its own. */
function joined(rows: readonly Row[]): Row[] {
  const found: Row[] = [];
  for (const row of [...rows].sort((one, other) => one.baseline - other.baseline)) {
    const above = found.at(-1);
    if (above && row.baseline - above.baseline < 1) {
      const words = [...above.words, ...row.words].sort((one, other) => one.left - other.left);
      found[found.length - 1] = { ...above, words };
    } else {
      found.push(row);
    }
  }
  return found;
}

/** Where a row's longest words stand: a bracket apart from them stands deeper. */
function baselineOf({ words, baseline }: Row): Baseline {
  const letters = words.map(({ text }) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  const total = letters.reduce((sum, count) => sum + count, 0);
  return {
    baseline:
      total === 0 ? baseline : median(words.flatMap((word, i) => Array<number>(letters[i]!).fill(word.baseline))),
    letters: total,
  };
}

/** For each row, the cells with ink, and those where Tesseract read something. */
function cellsOf(rows: readonly Row[], ink: Grey, columns: Columns): Cell[][] {
  const words = rows.flatMap((row) => row.words);
  const [from, to] = [Math.min(...words.map(columns.first)), Math.max(...words.map(columns.last))];
  return rows.map(({ words: own, baseline }) => {
    const [first, last] = own.length > 0 ? [columns.first(own[0]!), columns.last(own.at(-1)!)] : [to + 1, from - 1];
    const cells: Cell[] = [];
    for (let column = from; column <= to; column++) {
      const isHeard = column >= first && column <= last;
      const center = columns.centerOf(column);
      if (isHeard || isInked(ink, { center, baseline }, columns.pitch)) {
        cells.push({ column, center, baseline, text: '', confidence: 100, isHeard });
      }
    }
    return cells;
  });
}

function isInked(ink: Grey, { center, baseline }: Place, pitch: number): boolean {
  const [left, right] = [Math.max(0, Math.round(center - 0.4 * pitch)), Math.round(center + 0.4 * pitch)];
  const bottom = Math.min(ink.height, Math.round(baseline + 0.4 * pitch));
  for (let y = Math.max(0, Math.round(baseline - 1.3 * pitch)); y < bottom; y++) {
    if (
      ink.data.subarray(y * ink.width + left, y * ink.width + Math.min(ink.width, right)).some((at) => at > VISIBLE)
    ) {
      return true;
    }
  }
  return false;
}

/** Puts what Tesseract read into the cells: letter by letter as the net's likeliest characters align with its. */
function hear(
  rows: readonly Row[],
  byRow: readonly (readonly Cell[])[],
  columns: Columns,
  likeliest: (cell: Cell) => string | undefined,
): void {
  rows.forEach((row, i) => {
    for (const word of row.words) {
      const [first, last] = [columns.first(word), columns.last(word)];
      const own = byRow[i]!.filter(({ column }) => column >= first && column <= last);
      const letters = [...word.text];
      const seen = own.map(likeliest);
      const texts =
        own.length === letters.length && seen.every((one) => one === undefined)
          ? letters.map((letter) => [letter])
          : align(
              seen.map((one) => one ?? ''),
              letters,
            );
      own.forEach((cell, at) => {
        cell.text = word.isDrawn ? '' : texts[at]!.join('');
        cell.confidence = word.confidence;
        cell.isHeard = !word.isDrawn && word.text !== '';
      });
    }
  });
}

function mostOf(values: Float32Array): number {
  let most = 0;
  for (let i = 1; i < values.length; i++) {
    most = values[i]! > values[most]! ? i : most;
  }
  return most;
}

/** The height of an x over the pitch, by the letters that Tesseract read as being as tall; 0 if there are none. */
function xHeightOf(ink: Grey, cells: readonly Cell[], pitch: number): number {
  const heights = cells.filter(({ text }) => X_TALL.test(text)).map((cell) => heightAt(ink, cell, pitch));
  return median(heights) / pitch;
}

/** The height of the ink above the baseline; a row that is half inked counts half. */
function heightAt(ink: Grey, { center, baseline }: Place, pitch: number): number {
  const left = Math.max(0, Math.round(center - pitch / 2));
  const right = Math.min(ink.width, Math.round(center + pitch / 2));
  const peaks: number[] = [];
  for (let y = Math.max(0, Math.round(baseline - 1.4 * pitch)); y < Math.min(ink.height, Math.round(baseline)); y++) {
    let peak = 0;
    for (let x = left; x < right; x++) {
      peak = Math.max(peak, ink.data[y * ink.width + x]!);
    }
    peaks.push(peak);
  }
  const most = Math.max(1, ...peaks);
  return peaks.reduce((sum, peak) => sum + peak, 0) / most;
}

type Judged = readonly { readonly cell: Cell; readonly judgment: Judgment | undefined }[];

/** Whether there is a character that Tesseract read too, or that is certain without it. */
function isShown({ cell, judgment }: Judged[number]): boolean {
  const isText = judgment !== undefined && judgment.text !== blank && judgment.text !== '';
  return isText && (cell.isHeard || judgment.trust >= CERTAIN);
}

/** Whether there is more than dots and back-ticks, which specks and parts of icons look like. */
function isLine(judged: Judged): boolean {
  return judged.some((one) => isShown(one) && /[\p{L}\p{N}()[\]{}<>/*#=_-]/u.test(one.judgment!.text));
}

/** What is between blank cells. */
function wordsOf(judged: Judged, { words, baseline }: Row, pitch: number): PlacedWord[] {
  const lines = { top: baseline - pitch, bottom: baseline + 0.4 * pitch, baseline, ...sidesOf(words) };
  const found: PlacedWord[] = [];
  let open: Judged[number][] = [];
  const close = () => {
    if (open.length > 0) {
      found.push(wordOf(open, lines, pitch));
      open = [];
    }
  };
  for (const one of judged) {
    const { cell } = one;
    if (open.length > 0 && cell.column > open.at(-1)!.cell.column + 1) {
      close();
    }
    if (isShown(one)) {
      open.push(one);
    } else {
      close();
    }
  }
  close();
  return found;
}

const sidesOf = ([first]: readonly PlacedWord[]) => first && { top: first.top, bottom: first.bottom };

function wordOf(
  judged: Judged,
  sides: { readonly top: number; readonly bottom: number; readonly baseline: number },
  pitch: number,
): PlacedWord {
  const text = judged.map(({ judgment }) => judgment!.text).join('');
  const otherwise = judged.map(({ judgment }) => judgment!.otherwise ?? judgment!.text).join('');
  const glyphs = judged.map(({ cell }): [number, number] => [cell.center - 0.4 * pitch, cell.center + 0.4 * pitch]);
  return {
    text,
    confidence: 100 * Math.min(...judged.map(({ judgment }) => judgment!.trust)),
    ...(otherwise !== text && { otherwise }),
    left: glyphs[0]![0],
    right: glyphs.at(-1)![1],
    ...sides,
    glyphs,
  };
}
