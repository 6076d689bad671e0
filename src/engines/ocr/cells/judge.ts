/** One judgment from two readers of the same place: the net, which sees one character, and Tesseract, which sees a line. */

import { lookUp } from '../../../core/lookUp';
import { edge, type Language, logAmong, space, symbolOf } from './language';

/** What the readers have to say about the places that show one shape. */
export interface Evidence {
  /** The net's log-probabilities, by the index of a character. */
  readonly net: Float32Array;
  /** How often the net errs on this page, 0 to 1: in a font that is unlike all others, it's sure of what is wrong. */
  readonly error: number;
  /** What Tesseract read in each place: a character, several, or nothing. */
  readonly read: readonly { readonly text: string /** 0 to 100. */; readonly confidence: number }[];
}

/** What a place may show, likeliest first. */
export interface Candidate {
  readonly text: string;
  /** The logarithm of its probability, but for a constant. */
  readonly score: number;
}

export interface Judgment {
  readonly text: string;
  /** The probability that it's right, 0 to 1. */
  readonly trust: number;
  /** What it is otherwise, if that is likely enough to matter. */
  readonly otherwise?: string;
}

/**
 * How often Tesseract reads code's characters as others, or not at all (''), where that is more than a rare accident:
 * counted 2026-11-30 on 57 pages of code in 40 fonts, 29,000 characters. Where those have too few of a sign, or only pages
 * on which it was read well, the share is an estimate from the errors on other pages.
 */
const misread: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '`': { '*': 0.35, '‘': 0.25, '°': 0.13, '’': 0.07, '"': 0.07, '“': 0.07, "'": 0.05, '': 0.05, '.': 0.01 },
  "'": { '‘': 0.18, '’': 0.02, '"': 0.006, '`': 0.002 },
  '"': { '“': 0.023, '”': 0.01, "'": 0.012, '*': 0.002 },
  '*': { x: 0.06, '«': 0.022, '+': 0.022, '»': 0.014, '“': 0.014, "'": 0.01, '': 0.03 },
  '^': { '*': 0.1, "'": 0.05, '“': 0.03, A: 0.02, '': 0.05 },
  '~': { '-': 0.2, '=': 0.02, '': 0.05 },
  '0': { '@': 0.11, '6': 0.033, O: 0.02, o: 0.01, Q: 0.011, '®': 0.011, '©': 0.01, '8': 0.008, '9': 0.005 },
  '1': { l: 0.012, i: 0.006, I: 0.006, '|': 0.003, ']': 0.002 },
  '5': { S: 0.005, s: 0.003 },
  '7': { T: 0.036 },
  l: { L: 0.002, '1': 0.01, I: 0.01, '|': 0.002 },
  I: { l: 0.02, '|': 0.01, '1': 0.005, T: 0.003 },
  O: { '0': 0.04, o: 0.01, '@': 0.005 },
  T: { I: 0.005, '7': 0.005 },
  Q: { '0': 0.02, O: 0.02 },
  S: { '5': 0.005, $: 0.005, s: 0.01 },
  B: { '8': 0.01, '&': 0.003 },
  G: { '6': 0.01, '@': 0.02, C: 0.005 },
  D: { '0': 0.005, O: 0.005 },
  r: { x: 0.0005 },
  i: { '1': 0.003, l: 0.003, f: 0.001 },
  W: { w: 0.017 },
  $: { S: 0.08 },
  '&': { S: 0.1, '8': 0.02 },
  '#': { H: 0.007 },
  '|': { l: 0.05, I: 0.05, ']': 0.02, '!': 0.02, '1': 0.02, '': 0.02 },
  '+': { '*': 0.043, t: 0.04 },
  '=': { s: 0.02, '-': 0.08, '': 0.05 },
  '-': { '': 0.005, '=': 0.002, '—': 0.01, '–': 0.003 },
  _: { '': 0.02, '-': 0.003 },
  '/': { f: 0.023, y: 0.004, '7': 0.004 },
  '.': { '': 0.027, ':': 0.002 },
  '(': { '{': 0.006, '|': 0.003, '[': 0.003 },
  '[': { l: 0.03, '{': 0.015, I: 0.01, '(': 0.005, '|': 0.005 },
  ']': { '|': 0.016, '}': 0.016, J: 0.016, ')': 0.003 },
  '{': { '§': 0.027, '©': 0.005, i: 0.02, '4': 0.013, f: 0.01, $: 0.007, '(': 0.01, t: 0.005 },
  '}': { t: 0.05, '3': 0.044, ')': 0.01, '?': 0.007 },
  '<': { '(': 0.003, '-': 0.003 },
  '>': { '—': 0.014, ')': 0.003 },
  ' ': { '': 0.98 },
};
/** The same for all others: not at all, in the other case, as any other character. */
const MISSED = 0.005;
const OTHER_CASE = 0.01;
const ANY = 0.0005;
/** How often it reads a character where there's none. */
const INVENTED = 0.00002;
/** How often its English model leaves out an accent. */
const UNACCENTED = 0.5;
/** Signs that it knows: all others, such as check marks, it reads as anything. */
const couldRead = /^[\x20-\xff–—‘’“”•…€™]$/;
const UNKNOWN = 0.05;
/** Below this confidence, what was read counts half. */
const UNSURE = 60;
/** The net and Tesseract are asked for this many characters that it may be. */
const CANDIDATES = 6;
/** How many characters are equally likely where the net errs; the same of signs that are rare. */
const OTHERS = 20;
const RARE_OTHERS = 5000;
/** Another reading this likely is mentioned. */
const MENTIONED = 0.08;
const letter = /^\p{L}$/u;

/** What the places of one shape may show. `characters` are those of the net; a space is a place without a character. */
export function judge(characters: readonly string[], { net, error, read }: Evidence): Candidate[] {
  const seen = (text: string, at: number) =>
    Math.log(
      (1 - error) * (at < 0 ? 0 : Math.exp(net[at]!)) + error / (at < 0 || couldRead.test(text) ? OTHERS : RARE_OTHERS),
    );
  const scores = new Map<string, number>();
  for (const at of strongest(net, CANDIDATES)) {
    scores.set(characters[at]!, seen(characters[at]!, at));
  }
  for (const { text } of read) {
    if ([...text].length === 1 && !scores.has(text)) {
      scores.set(text, seen(text, characters.indexOf(text)));
    }
  }
  // Readings of the same shape err alike: many count as hardly more than one.
  const share = read.length === 0 ? 0 : (1 + 0.3 * Math.log(read.length)) / read.length;
  const judged = [...scores].map(([text, score]) => {
    const heard = read.reduce((sum, one) => sum + Math.log(likelihood(one.text, text)) * weightOf(one.confidence), 0);
    return { text, score: score + share * heard };
  });
  return judged.sort(byScore);
}

/** The likeliest first. */
export const byScore = (one: Candidate, other: Candidate) => other.score - one.score;

/** Languages' share in what decides: what is written is often no code. */
const LANGUAGE = 0.3;
/** Readings that are this much less likely than the best, a logarithm, aren't made up for by any language or example. */
const POSSIBLE = 8;
/** Characters on either side that the language looks at. */
const REACH = 4;
/** A line is gone through until nothing changes, but not more often than this. */
const MOST_ROUNDS = 4;

/** The candidates, sorted as `judge` does, that something else can still make the best. */
export function possibleAmong(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ score }) => score > candidates[0]!.score - POSSIBLE);
}

/** A place of a line that is next to another or apart from it. */
export interface Spot {
  readonly column: number;
  /** Nothing where there's no ink. */
  readonly candidates: readonly Candidate[] | undefined;
}

/** What a line's places show, left to right: what is seen and heard in each, and how that goes together in code. */
export function settle(spots: readonly Spot[], language: Language): (Judgment | undefined)[] {
  const possible = spots.map(({ candidates }) => candidates && possibleAmong(candidates));
  const chosen = possible.map((candidates) => candidates?.[0]?.text ?? ' ');
  const judged = possible.map((candidates) => candidates && judgmentOf(candidates));
  for (let round = 0, changes = 1; round < MOST_ROUNDS && changes > 0; round++) {
    changes = 0;
    possible.forEach((candidates, at) => {
      if (!candidates || candidates.length < 2) {
        return;
      }
      const before = around(spots, chosen, at, -1).reverse();
      const after = around(spots, chosen, at, 1);
      const weighed = candidates.map(({ text, score }) => ({
        text,
        score: score + LANGUAGE * logOf(language, before, text, after),
      }));
      judged[at] = judgmentOf(weighed.sort(byScore));
      changes += chosen[at] === judged[at].text ? 0 : 1;
      chosen[at] = judged[at].text;
    });
  }
  return judged;
}

/** The symbols next to a place in one direction, nearest first, up to the edge of the line; several spaces are one. */
function around(spots: readonly Spot[], chosen: readonly string[], from: number, direction: 1 | -1): number[] {
  const symbols: number[] = [];
  const add = (symbol: number) => {
    if (symbol !== space || symbols.at(-1) !== space) {
      symbols.push(symbol);
    }
  };
  for (let at = from + direction; symbols.length < REACH; at += direction) {
    const spot = spots[at];
    if (!spot) {
      if (symbols.at(-1) === space) {
        symbols.pop();
      }
      symbols.push(edge);
      break;
    }
    if (Math.abs(spot.column - spots[at - direction]!.column) > 1) {
      add(space);
    }
    add(symbolOf(chosen[at]!));
  }
  return symbols;
}

/** How likely a line is with a character between what is before and after it. */
function logOf(language: Language, before: readonly number[], text: string, after: readonly number[]): number {
  const symbol = symbolOf(text);
  const line = symbol === space && before.at(-1) === space ? [...before] : [...before, symbol];
  const from = line.length - 1;
  line.push(...(line.at(-1) === space && after[0] === space ? after.slice(1) : after));
  let log = logAmong(text);
  for (let at = Math.max(1, from); at < line.length; at++) {
    log += language.logOf(line, at);
  }
  return log;
}

function judgmentOf(sorted: readonly Candidate[]): Judgment {
  const [best, second] = sorted;
  const total = sorted.reduce((sum, { score }) => sum + Math.exp(score - best!.score), 0);
  const chance = second ? Math.exp(second.score - best!.score) / total : 0;
  return { text: best!.text, trust: 1 / total, ...(chance >= MENTIONED && { otherwise: second!.text }) };
}

const weightOf = (confidence: number) => (confidence < UNSURE ? 0.5 : 1);

/** How likely Tesseract reads `read` where `text` is. */
function likelihood(read: string, text: string): number {
  const known = lookUp(misread, text);
  if (text.trim() === '' && read.trim() !== '') {
    return INVENTED;
  }
  if (read === text) {
    return 1 - MISSED - Object.values(known ?? {}).reduce((sum, share) => sum + share, 0);
  }
  if (!known && !couldRead.test(text)) {
    return UNKNOWN;
  }
  if (letter.test(text) && text.normalize('NFD').startsWith(read) && read !== '') {
    return UNACCENTED;
  }
  const otherCase = read.toLowerCase() === text.toLowerCase() ? OTHER_CASE : ANY;
  return lookUp(known, read) ?? (read === '' ? MISSED : otherCase);
}

function strongest(values: Float32Array, count: number): number[] {
  return [...values.keys()].sort((one, other) => values[other]! - values[one]!).slice(0, count);
}
