/** One judgment from two readers of the same place: the net, which sees one character, and Tesseract, which sees a line. */

import { lookUp } from '../../../core/lookUp';

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
  '-': { '': 0.005, '=': 0.002 },
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
const [letter, digit, twoLetters, twoDigits] = [/^\p{L}$/u, /^\d$/, /^\p{L}{2}$/u, /^\d{2}$/];
/** How much rarer a digit is between letters than elsewhere, and a letter between digits: the logarithm. */
const RARE = 2;

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

const byScore = (one: Candidate, other: Candidate) => other.score - one.score;

/** What one place shows, between two others: a digit between letters is rare, and so is a letter between digits. */
export function settle(candidates: readonly Candidate[], before: string, after: string): Judgment {
  const around = before + after;
  const settled = candidates
    .map(({ text, score }) => ({
      text,
      score:
        score -
        (twoLetters.test(around) && digit.test(text) ? RARE : 0) -
        (twoDigits.test(around) && letter.test(text) ? RARE : 0),
    }))
    .sort(byScore);
  const [best, second] = settled;
  const total = settled.reduce((sum, { score }) => sum + Math.exp(score - best!.score), 0);
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
