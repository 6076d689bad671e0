/** How much of a page of code came back as it was, to the character. Quotes and dashes count as what they are. */
import { align } from '../../../src/core/text/align';

/** A line and what was read for it; undefined where one of the two is missing. */
export interface LinePair {
  readonly truth?: string;
  readonly read?: string;
}

export interface CodeFigures {
  readonly exact: boolean;
  /** Lines that aren't blank, those that are right to the character, and those that begin where they should. */
  readonly lines: number;
  readonly exactLines: number;
  readonly indented: number;
  readonly characters: number;
  readonly wrongCharacters: number;
  readonly pairs: readonly LinePair[];
}

/** Spaces at the ends of lines and blank lines around the text can't be seen, and don't count. */
function linesOf(text: string): string[] {
  return text
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
    .split('\n');
}

export function judgeCode(truth: string, read: string): CodeFigures {
  const [wanted, got] = [linesOf(truth.normalize('NFC')), linesOf(read.normalize('NFC'))];
  const pairs = pairLines(wanted, got);
  const known = pairs.filter((pair) => pair.truth);
  return {
    exact: wanted.join('\n') === got.join('\n'),
    lines: known.length,
    exactLines: known.filter(({ truth, read }) => truth === read).length,
    indented: known.filter(({ truth, read }) => read !== undefined && depth(truth!) === depth(read)).length,
    characters: wanted.reduce((sum, line) => sum + line.length + 1, -1),
    wrongCharacters: pairs.reduce((sum, pair) => sum + costOf(pair), 0),
    pairs,
  };
}

function costOf({ truth, read }: LinePair): number {
  return truth === undefined || read === undefined ? (truth ?? read ?? '').length + 1 : distance(truth, read);
}

/** The pairing with the fewest wrong characters. */
function pairLines(wanted: readonly string[], got: readonly string[]): LinePair[] {
  const width = got.length + 1;
  const costs = new Float64Array((wanted.length + 1) * width);
  const step = (i: number, j: number) => ({
    both: i > 0 && j > 0 ? costs[(i - 1) * width + j - 1]! + distances[(i - 1) * got.length + j - 1]! : Infinity,
    truth: i > 0 ? costs[(i - 1) * width + j]! + wanted[i - 1]!.length + 1 : Infinity,
    read: j > 0 ? costs[i * width + j - 1]! + got[j - 1]!.length + 1 : Infinity,
  });
  const distances = wanted.flatMap((one) => got.map((other) => distance(one, other)));
  for (let i = 0; i <= wanted.length; i++) {
    for (let j = i === 0 ? 1 : 0; j <= got.length; j++) {
      const { both, truth, read } = step(i, j);
      costs[i * width + j] = Math.min(both, truth, read);
    }
  }
  const pairs: LinePair[] = [];
  let [i, j] = [wanted.length, got.length];
  while (i > 0 || j > 0) {
    const { both, truth, read } = step(i, j);
    const best = Math.min(both, truth, read);
    pairs.unshift({
      ...((best === both || best === truth) && { truth: wanted[i - 1]! }),
      ...((best === both || best !== truth) && { read: got[j - 1]! }),
    });
    i -= best === both || best === truth ? 1 : 0;
    j -= best === both || best !== truth ? 1 : 0;
  }
  return pairs;
}

function distance(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}

function depth(line: string): number {
  return line.length - line.trimStart().length;
}

/** What was read for what, the most frequent first: `=== → sss`. */
export function confusions(pairs: readonly LinePair[], count: number): string[] {
  const found = new Map<string, number>();
  for (const { truth, read } of pairs) {
    if (truth === undefined || read === undefined || truth === read) {
      continue;
    }
    const letters = [...truth];
    align(letters, [...read]).forEach((instead, i) => {
      if (instead.join('') !== letters[i]) {
        const name = `${letters[i]} → ${instead.join('') || 'nothing'}`;
        found.set(name, (found.get(name) ?? 0) + 1);
      }
    });
  }
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([name, times]) => `${name} (${times})`);
}
