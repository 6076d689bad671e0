/** Finds the character grid of monospaced text. */
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
  const kept = rows.filter((_, i) => onGrid[i]);
  const pitch = refine(kept, common.pitch);
  const fits = total(kept.flatMap((row) => samplesOf(row, 4)).filter((one) => near(one.pitch, pitch, 0.06)));
  if (kept.length === 0 || fits < 0.6 * total(kept.flatMap((row) => samplesOf(row, 4)))) {
    return undefined;
  }
  return { pitch, rows: onGrid };
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

/** Sharpens the pitch on the starts of words, which lie whole characters apart. */
function refine(rows: readonly Row[], pitch: number): number {
  const distances = rows.flatMap((row) => row.words.slice(1).map((word) => word.left - row.words[0]!.left));
  let best = pitch;
  let least = Infinity;
  for (let permille = -30; permille <= 30; permille++) {
    const candidate = pitch * (1 + permille / 1000);
    let misfit = (Math.abs(permille) / 1000) * distances.length;
    for (const distance of distances) {
      const cells = distance / candidate;
      misfit += Math.min(0.3, Math.abs(cells - Math.round(cells)));
    }
    if (misfit < least) {
      least = misfit;
      best = candidate;
    }
  }
  return best;
}
