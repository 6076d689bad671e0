/** What a page's own font looks like: characters that are certain show how likely the others on the page are. */
import { cellHeight, cellWidth, middleLeft, middleRight } from './cell';
import { byScore, type Candidate, possibleAmong } from './judge';

/** A shape on the page: what it looks like, and what it may be. */
export interface Shown {
  /** As `cutCell` cuts it. */
  readonly picture: Uint8Array;
  readonly candidates: readonly Candidate[];
  /** The character that it shows wherever it is, if that's certain. */
  readonly sure?: string;
}

/** A character is compared with no more than this many examples. */
const MOST_EXAMPLES = 8;
/** Pixels of a cell that two pictures of the same character may be apart. */
const shifts = [0, -1, 1];
/** How different pictures of one character are, where too few tell, and at most; as a share of their ink. */
const USUAL = 0.05;
const MOST_USUAL = 0.15;
const ENOUGH = 6;
/** Added to it, so that a page on which they're all equal doesn't tell them apart by a pixel. */
const LEAST = 0.02;
/**
 * The logarithm of how much likelier a character is that looks this different from its examples, in multiples of what
 * is usual: counted on 60 drawn pages, as they are, as JPEG, and reduced (2026-12-01).
 */
const evidence: readonly (readonly [difference: number, log: number])[] = [
  [0, 5],
  [0.5, 4.5],
  [0.75, 3],
  [1.25, 0],
  [1.75, -1.5],
  [2.25, -2.5],
  [3, -3],
];
/** The same for a character without an example: the best of 0, -1, and -2 on 120 drawn pages (2026-12-01). */
const NONE = -2;

/** The candidates of each shape, weighed by how much they look like the same characters elsewhere on the page. */
export function weighByExample<T>(shapes: ReadonlyMap<T, Shown>): Map<T, readonly Candidate[]> {
  const examples = new Map<string, Example[]>();
  for (const [shape, { picture, sure }] of shapes) {
    if (sure !== undefined) {
      const alike = examples.get(sure) ?? [];
      examples.set(sure, alike);
      if (alike.length < MOST_EXAMPLES) {
        alike.push(exampleOf(picture, shape));
      }
    }
  }
  const unit = unitOf([...examples.values()]);
  return new Map(
    [...shapes].map(([shape, { picture, candidates }]) => {
      const possible = possibleAmong(candidates);
      if (possible.length < 2) {
        return [shape, candidates];
      }
      const own = exampleOf(picture, shape);
      const weighed = possible.map(({ text, score }) => {
        const nearest = nearestOf(own, examples.get(text) ?? []);
        return { text, score: score + (nearest === undefined ? NONE : logOf(nearest / unit)) };
      });
      return [shape, weighed.sort(byScore)];
    }),
  );
}

interface Example {
  readonly picture: Uint8Array;
  /** Which shape it is. */
  readonly shape: unknown;
  /** The sum of its squares. */
  readonly ink: number;
}

function exampleOf(picture: Uint8Array, shape: unknown): Example {
  let ink = 1;
  for (let y = 1; y < cellHeight - 1; y++) {
    for (let x = middleLeft; x < middleRight; x++) {
      ink += picture[y * cellWidth + x]! ** 2;
    }
  }
  return { picture, shape, ink };
}

/** How different pictures of the same character usually are on this page. */
function unitOf(examples: readonly (readonly Example[])[]): number {
  const nearest = examples
    .flatMap((alike) => alike.flatMap((one) => nearestOf(one, alike) ?? []))
    .sort((a, b) => a - b);
  const usual = nearest.length < ENOUGH ? USUAL : nearest[Math.floor(0.9 * nearest.length)]!;
  return LEAST + Math.min(MOST_USUAL, usual);
}

/** How different the most similar of them is; undefined without any. */
function nearestOf(own: Example, examples: readonly Example[]): number | undefined {
  let least: number | undefined;
  for (const example of examples) {
    if (example.shape !== own.shape) {
      least = Math.min(least ?? Infinity, differenceOf(own, example));
    }
  }
  return least;
}

/** The difference of two pictures as a share of their ink; neighbors aren't compared. */
function differenceOf(one: Example, other: Example): number {
  let least = Infinity;
  for (const down of shifts) {
    for (const right of shifts) {
      let sum = 0;
      for (let y = 1; y < cellHeight - 1 && sum < least; y++) {
        const from = y * cellWidth;
        const to = (y + down) * cellWidth + right;
        for (let x = middleLeft; x < middleRight; x++) {
          sum += (one.picture[from + x]! - other.picture[to + x]!) ** 2;
        }
      }
      least = Math.min(least, sum);
    }
  }
  return least / Math.max(one.ink, other.ink);
}

/** Between two figures of the table, a mean of both. */
function logOf(difference: number): number {
  const at = evidence.findIndex(([limit]) => difference < limit);
  if (at < 0) {
    return evidence.at(-1)![1];
  }
  const [[left, low], [right, high]] = [evidence[Math.max(0, at - 1)]!, evidence[at]!];
  return low + ((high - low) * (difference - left)) / (right - left);
}
