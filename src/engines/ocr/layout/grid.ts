/** Finds the character grid of monospaced text. */
import { median } from '../statistics';
import type { PlacedWord } from './placed';
import type { Row } from './rows';

export interface Grid {
  /** Width of one character, source pixels. */
  readonly pitch: number;
  /** For each row, whether it's on the grid. */
  readonly rows: readonly boolean[];
}

/** Characters as OCR counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}

interface Sample {
  readonly pitch: number;
  readonly weight: number;
}

/** Glyphs don't fill their cells: a word of n characters is about n - 0.2 cells wide (measured 2026-11-21). */
const UNFILLED = 0.2;
/** Share of evenness from which a row is monospaced: code reaches 0.9, prose stays below 0.5. */
const EVEN = 0.65;
/** How far from a rough pitch the exact one may be, as a share. */
const RANGE = 0.03;
const ENOUGH_STEPS = 20;
/** Sides of one grid are no farther apart than this, of one cell; those of two by anything up to a half. */
const SAME_PHASE = 0.12;

function samplesOf(row: Row, least: number): Sample[] {
  return row.words
    .map((word) => ({ weight: lengthOf(word.text), width: word.right - word.left }))
    .filter((word) => word.weight >= least)
    .map((word) => ({ pitch: word.width / (word.weight - UNFILLED), weight: word.weight }));
}

/** Signs in a row, such as `====`, often touch: it isn't sure how many there are. */
const hasLetters = ({ text }: PlacedWord) => /[\p{L}\p{N}]/u.test(text);

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, sample) => sum + sample.weight, 0);
}

/** The grid that most characters share, or nothing if the text is proportional. */
export function findGrid(rows: readonly Row[]): Grid | undefined {
  const all = rows.flatMap((row) => samplesOf(row, 4));
  const worded = rows.flatMap((row) => samplesOf({ ...row, words: row.words.filter(hasLetters) }, 4));
  const samples = worded.length > 0 ? worded : all;
  const common = commonPitch(samples);
  if (!common || common.weight < 0.25 * total(samples)) {
    return undefined;
  }
  const middles = rows.map((row) => middlesOf(withoutNumber(row), common.pitch));
  const { pitch } = sharpest(middles.flat(), pitchWithin(rows, common.pitch), RANGE, 0.001);
  const verdicts = middles.map((row) => verdict(row, pitch));
  const certain = rows.filter((_, i) => verdicts[i]);
  if (certain.length === 0 || total(certain.flatMap((row) => samplesOf(row, 1))) < 0.25 * total(samples)) {
    return undefined;
  }
  return { pitch, rows: verdicts.map((own, i) => own ?? neighbours(verdicts, i)) };
}

/** The usual distance between the glyphs of a word, where each of its characters is one. */
function pitchWithin(rows: readonly Row[], around: number): number {
  const found = rows.flatMap((row) =>
    row.words.filter(hasLetters).flatMap(({ text, glyphs }) => {
      const steps = glyphs.length - 1;
      const middleOf = (at: number) => (glyphs[at]![0] + glyphs[at]![1]) / 2;
      const pitch = steps < 4 || lengthOf(text) !== glyphs.length ? 0 : (middleOf(steps) - middleOf(0)) / steps;
      return near(pitch, around, 0.04) ? Array<number>(steps).fill(pitch) : [];
    }),
  );
  return found.length < ENOUGH_STEPS ? around : median(found);
}

function near(value: number, wanted: number, share: number): boolean {
  return Math.abs(value - wanted) < share * wanted;
}

function commonPitch(samples: readonly Sample[]): Sample | undefined {
  let best: Sample | undefined;
  for (const { pitch } of samples) {
    const close = samples.filter((sample) => near(sample.pitch, pitch, 0.025));
    const weight = total(close);
    if (!best || weight > best.weight) {
      best = { pitch: close.reduce((sum, one) => sum + one.pitch * one.weight, 0) / weight, weight };
    }
  }
  return best;
}

/** Whether a row is on the grid; undefined if it's too short to tell. */
function verdict(middles: readonly number[], pitch: number): boolean | undefined {
  return middles.length < 7 ? undefined : sharpness(middles, pitch).strength >= EVEN * middles.length;
}

/** Line numbers have their own grid. */
function withoutNumber(row: Row): Row {
  return /^\d{1,5}$/.test(row.words[0]!.text) ? { ...row, words: row.words.slice(1) } : row;
}

/** The middles of the glyphs that are single characters. */
function middlesOf(row: Row, pitch: number): number[] {
  return row.words.flatMap((word) =>
    word.glyphs
      .filter(([left, right]) => right - left < 1.1 * pitch && right - left > 0.3 * pitch)
      .map(([left, right]) => (left + right) / 2),
  );
}

function neighbours(verdicts: readonly (boolean | undefined)[], at: number): boolean {
  const above = verdicts.slice(0, at).findLast((one) => one !== undefined);
  const below = verdicts.slice(at + 1).find((one) => one !== undefined);
  return above === undefined ? (below ?? true) : below === undefined ? above : above || below;
}

/** Finds the grid columns in which a word begins and ends. */
export interface Columns {
  /** Width of one column, source pixels. */
  readonly pitch: number;
  /** The middle of a column, source pixels. */
  readonly centerOf: (column: number) => number;
  readonly first: (word: PlacedWord) => number;
  readonly last: (word: PlacedWord) => number;
}

/** Positions the grid so that the middles of the glyphs are in the middles of its cells. */
export function columnsOf(rows: readonly Row[], roughPitch: number): Columns {
  const middles = rows.flatMap((row) => middlesOf(row, roughPitch));
  const coarse = sharpest(middles, roughPitch, RANGE, 0.001);
  const { pitch, phase } = sharpest(middles, coarse.pitch, 0.001, 0.0001);
  const columnOf = (middle: number) => Math.round(middle / pitch - phase);
  return {
    pitch,
    centerOf: (column) => (column + phase) * pitch,
    first: (word) => columnOf(firstMiddle(word.glyphs, pitch)),
    last: (word) =>
      columnOf(-firstMiddle(word.glyphs.map(([left, right]) => [-right, -left] as const).reverse(), pitch)),
  };
}

/** The middle of the first character, or of glyphs that belong together, such as both strokes of a quote. */
function firstMiddle(glyphs: readonly (readonly [number, number])[], pitch: number): number {
  const left = glyphs[0]![0];
  let right = glyphs[0]![1];
  for (const glyph of glyphs) {
    if (glyph[0] < left + 0.55 * pitch) {
      right = Math.max(right, glyph[1]);
    }
  }
  return right - left > 1.2 * pitch ? left + 0.43 * pitch : (left + right) / 2;
}

/** The pitch near `around` at which the values are most evenly at whole numbers plus `phase`. */
function sharpest(values: readonly number[], around: number, range: number, step: number) {
  let best = { pitch: around, phase: 0 };
  let strongest = -1;
  for (let share = -range; share <= range + step / 2; share += step) {
    const pitch = around * (1 + share);
    const { strength, phase } = sharpness(values, pitch);
    if (strength > strongest) {
      strongest = strength;
      best = { pitch, phase };
    }
  }
  return best;
}

/** Whether both sides are monospaced on one grid: parts of the same text, whatever is between them. */
export function shareGrid(left: readonly Row[], right: readonly Row[]): boolean {
  const grid = findGrid([...left, ...right]);
  if (!grid) {
    return false;
  }
  const sides = [left, right].map((rows) => rows.flatMap((row) => middlesOf(withoutNumber(row), grid.pitch)));
  const { pitch } = sharpest(sides.flat(), grid.pitch, 0.001, 0.0001);
  const [one, other] = sides.map((middles) => ({ ...sharpness(middles, pitch), count: middles.length }));
  const away = Math.abs(one!.phase - other!.phase);
  return (
    Math.min(away, 1 - away) <= SAME_PHASE &&
    [one!, other!].every(({ strength, count }) => count > 0 && strength >= EVEN * count)
  );
}

/** Whether glyphs are spaced as evenly as in monospaced text, whatever its pitch; `height` is that of their line. */
export function standEvenly(glyphs: readonly (readonly [left: number, right: number])[], height: number): boolean {
  const middles = glyphs.map(([left, right]) => (left + right) / 2);
  const [least, most] = [0.3 * height, 0.8 * height];
  for (let pitch = least; pitch <= most; pitch *= 1.004) {
    if (sharpness(middles, pitch).strength >= EVEN * middles.length) {
      return true;
    }
  }
  return false;
}

/** How evenly values are at whole multiples of `pitch` plus `phase`: their number if all are, near 0 if none are. */
function sharpness(values: readonly number[], pitch: number): { readonly strength: number; readonly phase: number } {
  let cosine = 0;
  let sine = 0;
  for (const value of values) {
    const angle = (2 * Math.PI * value) / pitch;
    cosine += Math.cos(angle);
    sine += Math.sin(angle);
  }
  return { strength: Math.hypot(cosine, sine), phase: Math.atan2(sine, cosine) / (2 * Math.PI) };
}
