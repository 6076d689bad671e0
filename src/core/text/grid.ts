/** Finds the character grid of monospaced text. */
import type { PlacedWord } from './placed';
import type { Row } from './rows';

export interface Grid {
  /** Width of one character, source pixels. */
  readonly pitch: number;
  /** For each row, whether it stands on the grid. */
  readonly rows: readonly boolean[];
}

/** Characters as the reader counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}

interface Sample {
  readonly pitch: number;
  readonly weight: number;
}

/** Glyphs do not fill their cells: a word of n characters is about n - 0.2 cells wide (measured 2026-11-21). */
const UNFILLED = 0.2;

function samplesOf(row: Row, least: number): Sample[] {
  return row.words
    .map((word) => ({ weight: lengthOf(word.text), width: word.right - word.left }))
    .filter((word) => word.weight >= least)
    .map((word) => ({ pitch: word.width / (word.weight - UNFILLED), weight: word.weight }));
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, sample) => sum + sample.weight, 0);
}

/** The pitch most characters share, or nothing when the text is proportional. */
export function findGrid(rows: readonly Row[]): Grid | undefined {
  const samples = rows.flatMap((row) => samplesOf(row, 4));
  const common = commonPitch(samples);
  if (!common || samples.length < 3 || common.weight < 0.45 * total(samples)) {
    return undefined;
  }
  const verdicts = rows.map((row) => verdict(row, common.pitch));
  const onGrid = verdicts.map((own, i) => own ?? neighbours(verdicts, i));
  const kept = rows.filter((_, i) => onGrid[i]).flatMap((row) => samplesOf(row, 4));
  const fits = total(kept.filter((one) => near(one.pitch, common.pitch, 0.06)));
  return kept.length > 0 && fits >= 0.6 * total(kept) ? { pitch: common.pitch, rows: onGrid } : undefined;
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

/** Whether a row stands on the grid; undefined when it is too short to tell. */
function verdict(row: Row, pitch: number): boolean | undefined {
  const samples = samplesOf(row, 3);
  const weight = total(samples);
  if (weight < 8) {
    return undefined;
  }
  const fitting = total(samples.filter((sample) => near(sample.pitch, pitch, 0.08)));
  return fitting >= 0.6 * weight;
}

function neighbours(verdicts: readonly (boolean | undefined)[], at: number): boolean {
  const above = verdicts.slice(0, at).findLast((one) => one !== undefined);
  const below = verdicts.slice(at + 1).find((one) => one !== undefined);
  return above === undefined ? (below ?? true) : below === undefined ? above : above || below;
}

/** Says in which column of the grid a word begins and ends. */
export interface Columns {
  readonly first: (word: PlacedWord) => number;
  readonly last: (word: PlacedWord) => number;
}

/** Places the grid so that the middles of the glyphs lie in the middles of its cells. */
export function columnsOf(rows: readonly Row[], roughPitch: number): Columns {
  const middles = rows.flatMap((row) =>
    row.words.flatMap((word) =>
      word.glyphs
        .filter(([left, right]) => right - left < 1.1 * roughPitch && right - left > 0.3 * roughPitch)
        .map(([left, right]) => (left + right) / 2),
    ),
  );
  const coarse = sharpest(middles, roughPitch, 0.03, 0.001);
  const { pitch, phase } = sharpest(middles, coarse.pitch, 0.001, 0.0001);
  const columnOf = (middle: number) => Math.round(middle / pitch - phase);
  return {
    first: (word) => columnOf(firstMiddle(word.glyphs, pitch)),
    last: (word) =>
      columnOf(-firstMiddle(word.glyphs.map(([left, right]) => [-right, -left] as const).reverse(), pitch)),
  };
}

/** The middle of the first character: of glyphs that belong together, such as both strokes of a quote. */
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

/** The pitch near `around` at which the values lie most evenly at whole numbers plus `phase`. */
function sharpest(values: readonly number[], around: number, range: number, step: number) {
  let best = { pitch: around, phase: 0 };
  let strongest = -1;
  for (let share = -range; share <= range + step / 2; share += step) {
    const pitch = around * (1 + share);
    let cosine = 0;
    let sine = 0;
    for (const value of values) {
      const angle = (2 * Math.PI * value) / pitch;
      cosine += Math.cos(angle);
      sine += Math.sin(angle);
    }
    const strength = Math.hypot(cosine, sine);
    if (strength > strongest) {
      strongest = strength;
      best = { pitch, phase: Math.atan2(sine, cosine) / (2 * Math.PI) };
    }
  }
  return best;
}
