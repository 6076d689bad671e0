/** The lines of a block of code are evenly spaced, which tells where a line of few letters stands. */
import { median } from '../statistics';

export interface Baseline {
  readonly baseline: number;
  /** Letters that it was measured by. */
  readonly letters: number;
}

/** A line with fewer letters is placed by the others: a bracket alone stands deeper than letters do. */
const ENOUGH = 4;
/** A block is even if most of its lines are no farther than this from their even place, pixels. */
const EVEN = 0.8;
/** Lines that are farther than this from where they seem to be don't count for how far apart all are, pixels. */
const CLOSE = 2;
/** A line that is farther away, as a share of the distance between lines, isn't one of them; one of few letters may be. */
const ASTRAY = 0.25;
const ASTRAY_OF_FEW = 0.5;
/** Lines that are farther apart than this, in pitches, have a blank one between them: editors set 2 to 3. */
const MOST_APART = 3.8;
/** Lines are farther apart than this, pixels. */
const LEAST = 4;
/** How far from a whole multiple a distance between lines may be, as a share. */
const MULTIPLE = 0.12;
/** A step that fits fewer of the distances than this, as a share of what the best one does, isn't theirs. */
const MOST = 0.85;
/** No more lines than this are missed one after another. */
const MOST_MISSED = 20;

export interface EvenLines {
  /** One for each line, as exact as the lines are even. */
  readonly baselines: readonly number[];
  /** Where a line may be that was missed: places between lines that are too far apart, and next to the first and last. */
  readonly gaps: readonly number[];
  /** From one line to the next; absent if they aren't even. */
  readonly step?: number;
}

/** How far apart a block's lines are, top to bottom, and where each of them is; `pitch` is the width of its characters. */
export function evenLines(lines: readonly Baseline[], pitch: number): EvenLines {
  const measured = lines.map(({ baseline }) => baseline);
  const good = lines.filter(({ letters }) => letters >= ENOUGH).map(({ baseline }) => baseline);
  const usual = usualStep(good);
  const step = usual > MOST_APART * pitch ? usual / 2 : usual;
  if (good.length < 4 || !(step > LEAST)) {
    return { baselines: measured, gaps: [] };
  }
  const rough = fitted(good, step);
  const awayFrom = (fit: Fit) => (baseline: number) => Math.abs(baseline - placeOf(fit, baseline));
  // Lines of signs that hang or reach below would draw the others with them.
  const close = good.filter((baseline) => awayFrom(rough)(baseline) <= CLOSE);
  const fit = close.length < 4 ? rough : fitted(close, rough.step);
  if (median(good.map(awayFrom(fit))) > EVEN) {
    return { baselines: measured, gaps: [] };
  }
  const baselines = lines.map(({ baseline, letters }) => {
    const place = placeOf(fit, baseline);
    return Math.abs(place - baseline) <= (letters >= ENOUGH ? ASTRAY : ASTRAY_OF_FEW) * fit.step ? place : baseline;
  });
  const between = baselines.slice(1).flatMap((baseline, i) => {
    const missed = Math.min(MOST_MISSED, Math.floor((baseline - baselines[i]!) / fit.step + ASTRAY) - 1);
    return Array.from({ length: Math.max(0, missed) }, (_, at) => baselines[i]! + (at + 1) * fit.step);
  });
  const gaps = [baselines[0]! - fit.step, ...between, baselines.at(-1)! + fit.step];
  return { baselines, gaps, step: fit.step };
}

/** The greatest distance of which most lines are a whole multiple apart; 0 if there is none. */
function usualStep(baselines: readonly number[]): number {
  const steps = baselines.slice(1).map((baseline, i) => baseline - baselines[i]!);
  const multiplesOf = (step: number) =>
    steps.filter((one) => Math.abs(one / step - Math.max(1, Math.round(one / step))) <= MULTIPLE);
  const counts = steps.map((step) => ({ step, count: step > LEAST ? multiplesOf(step).length : 0 }));
  const most = Math.max(...counts.map(({ count }) => count));
  const greatest = Math.max(0, ...counts.filter(({ count }) => count >= MOST * most).map(({ step }) => step));
  return median(steps.filter((step) => Math.abs(step - greatest) <= MULTIPLE * greatest));
}

interface Fit {
  readonly first: number;
  readonly step: number;
}

const placeOf = ({ first, step }: Fit, baseline: number) => first + step * Math.round((baseline - first) / step);

/** Least squares over the lines that are a whole number of steps from the one before. */
function fitted(baselines: readonly number[], roughStep: number): Fit {
  let last = { number: 0, baseline: baselines[0]! };
  const lines = [last];
  for (const baseline of baselines.slice(1)) {
    const steps = (baseline - last.baseline) / roughStep;
    if (Math.round(steps) > 0 && Math.abs(steps - Math.round(steps)) <= ASTRAY) {
      last = { number: last.number + Math.round(steps), baseline };
      lines.push(last);
    }
  }
  const mean = (of: (line: typeof last) => number) => lines.reduce((sum, line) => sum + of(line), 0) / lines.length;
  const [number, place] = [mean((line) => line.number), mean((line) => line.baseline)];
  const along = mean((line) => (line.number - number) ** 2);
  const step = along === 0 ? roughStep : mean((line) => (line.number - number) * (line.baseline - place)) / along;
  return { first: place - step * number, step };
}
