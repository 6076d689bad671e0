/** How well text was read. Every figure is a share, 0 to 1, or a count. */
import { align } from '../../../src/core/text/align';
import type { Doubt } from '../../../src/core/text/doubts';

/** Quotes and dashes that OCR may confuse. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201b`´]/g, "'")
    .replace(/[\u201c-\u201e]/g, '"')
    .replace(/[\u2013\u2014\u2212]/g, '-')
    .replace(/\u00a0/g, ' ');
}

/** Edits that turn one list into the other. */
function distance<T>(one: readonly T[], other: readonly T[]): number {
  let row = Uint32Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = new Uint32Array(other.length + 1);
    next[0] = i;
    for (let j = 1; j <= other.length; j++) {
      const changed = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next[j] = Math.min(changed, row[j]! + 1, next[j - 1]! + 1);
    }
    row = next;
  }
  return row[other.length]!;
}

/** Wrong characters, counting whitespace as one space. */
export function characterErrors(truth: string, read: string): number {
  const [wanted, got] = [truth, read].map((text) => [...plain(text).replace(/\s+/g, ' ').trim()]);
  return distance(got!, wanted!) / wanted!.length;
}

export function wordErrors(truth: string, read: string): number {
  const [wanted, got] = [truth, read].map((text) => plain(text).split(/\s+/).filter(Boolean));
  return distance(got!, wanted!) / wanted!.length;
}

function codeLines(text: string): string[] {
  return plain(text)
    .replace(/\t/g, '    ')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);
}

/** Wrong characters, including leading spaces and line breaks, but not blank lines. */
export function layoutErrors(truth: string, read: string): number {
  const [wanted, got] = [truth, read].map((text) => [...codeLines(text).join('\n')]);
  return distance(got!, wanted!) / wanted!.length;
}

/** Lines that begin with the right number of spaces; lines are paired by their text. */
export function exactIndentation(truth: string, read: string): number {
  const wanted = codeLines(truth);
  const got = codeLines(read);
  const bare = (line: string) => [...line.replace(/\s+/g, '')];
  const depth = (line: string) => line.length - line.trimStart().length;
  const width = got.length + 1;
  const best = new Float64Array((wanted.length + 1) * width);
  const right = new Uint32Array((wanted.length + 1) * width);
  for (let i = 1; i <= wanted.length; i++) {
    for (let j = 1; j <= got.length; j++) {
      const [one, other] = [bare(wanted[i - 1]!), bare(got[j - 1]!)];
      const alike = 1 - distance(one, other) / Math.max(one.length, other.length, 1);
      const at = i * width + j;
      const [from, gain] = [at - width - 1, alike > 0.3 ? alike : -1];
      const skip = best[at - 1]! > best[at - width]! ? at - 1 : at - width;
      const paired = best[from]! + gain > best[skip]!;
      best[at] = paired ? best[from]! + gain : best[skip]!;
      const hit = depth(wanted[i - 1]!) === depth(got[j - 1]!) ? 1 : 0;
      right[at] = paired ? right[from]! + hit : right[skip]!;
    }
  }
  return right.at(-1)! / wanted.length;
}

/** Words found and not invented, in any order: the harmonic mean of both shares. */
export function wordsInAnyOrder(truth: string, read: string): number {
  const count = (text: string) => {
    const words = new Map<string, number>();
    for (const word of plain(text).split(/\s+/).filter(Boolean)) {
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    return words;
  };
  const [wanted, got] = [count(truth), count(read)];
  const total = (words: Map<string, number>) => [...words.values()].reduce((sum, n) => sum + n, 0);
  const hits = [...wanted].reduce((sum, [word, n]) => sum + Math.min(n, got.get(word) ?? 0), 0);
  return hits === 0 ? 0 : (2 * hits) / (total(wanted) + total(got));
}

/** A reading's words, wrong and right, and how many of each are marked as uncertain. */
export interface Marked {
  readonly wrong: number;
  readonly wrongMarked: number;
  readonly right: number;
  readonly rightMarked: number;
}

/**
 * A word is wrong if one of its characters is, or if characters beside it are missing; whitespace doesn't count. `same`
 * makes characters equal that count as one.
 */
export function markedWords(truth: string, read: string, doubts: readonly Doubt[], same = plain): Marked {
  const text = [...read].map(same).join('');
  const letters = [...text.replace(/\s+/g, '')];
  const pairs = align(letters, [...same(truth).replace(/\s+/g, '')]);
  const counts = { wrong: 0, wrongMarked: 0, right: 0, rightMarked: 0 };
  let at = 0;
  for (const match of read.matchAll(/\S+/g)) {
    const length = [...match[0].replace(/\s+/g, '')].length;
    const own = letters.slice(at, at + length);
    const isRight = own.every((letter, i) => pairs[at + i]!.length === 1 && pairs[at + i]![0] === letter);
    const end = match.index + match[0].length;
    const isMarked = doubts.some((doubt) => doubt.start < end && doubt.end > match.index);
    counts[isRight ? 'right' : 'wrong']++;
    if (isMarked) {
      counts[isRight ? 'rightMarked' : 'wrongMarked']++;
    }
    at += length;
  }
  return counts;
}
