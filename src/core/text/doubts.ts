/** Finds the places in a reading that a person should check: few, and each with its alternatives. */
import { bounds } from '../bounds';
import { align } from './align';
import { lookalikesIn } from './lookalikes';
import type { OcrResult, OcrWord } from './types';

export type DoubtKind = 'lowConfidence' | 'confusable' | 'quote' | 'dash' | 'bracket' | 'syntax';

export interface Doubt {
  /** Offsets in the text, UTF-16 units; end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: DoubtKind;
  /** What it may be instead, most likely first. */
  readonly alternatives: readonly string[];
  /** True for an unmatched bracket or quote in code. */
  readonly unbalanced?: true;
  /** For `syntax`: why the language's parser stopped here, in its own words. */
  readonly fault?: string;
}

interface Found {
  readonly word: OcrWord;
  readonly kind: DoubtKind;
  /** What it may be, judging by other words on the page. */
  readonly others: readonly string[];
  readonly start: number;
  readonly trust: number;
}

/** Stands for unreadable text. */
const UNREADABLE = '[unreadable]';

/**
 * Confidences, 0 to 100. On 26 pages with known text at two sizes (measured 2026-11-22), two of three words below 60
 * were wrong, and one of 25 above 85; half of the words near 0 were still right, so nothing that was read is discarded.
 */
const LOW = 60;
const SOMEWHAT_LOW = 85;
const HARDLY_READ = 20;
const LOW_FOR_LONE = 80;
/**
 * A word that was read with this confidence elsewhere on the page needs no check where it was read less confidently.
 */
const SURE = 90;

/** No more than this share of the words is marked, or a few: a page full of warnings helps nobody. */
const MOST_MARKED = 0.12;
const FEWEST_MARKED = 6;
const MOST_ALTERNATIVES = 4;

/** The uncertain places in `result.text`, in order. */
export function findDoubts(result: OcrResult): Doubt[] {
  const words = result.lines.flatMap((line) => line.words).filter((word) => word.text.length <= bounds.doubtedWord);
  const texts = words.map((word) => word.text);
  const lookalikes = lookalikesIn(texts, result.monospace);
  const sure = new Set(words.flatMap((word) => (word.confidence >= SURE && !word.otherwise ? namesIn(word.text) : [])));
  const found = words.flatMap((word, i): Found[] => {
    // Parts of one word that OCR nearly split: it was unsure about their boundary.
    const isPart = [words[i - 1], words[i + 1]].some((near) => near !== undefined && isPartWith(word, near));
    const others = lookalikes(word.text);
    const kind =
      kindOf(isPart ? { ...word, confidence: LOW } : word, result.monospace) ??
      (others.length > 0 ? 'confusable' : undefined);
    const names = namesIn(word.text);
    const isKnown =
      kind === 'lowConfidence' && !word.otherwise && names.length > 0 && names.every((name) => sure.has(name));
    return kind && !isKnown && word.start !== undefined && standsAt(result.text, word)
      ? [{ word, kind, others, start: word.start, trust: trustIn(word, result.monospace, others) }]
      : [];
  });
  const most = Math.min(bounds.doubts, Math.max(FEWEST_MARKED, Math.floor(MOST_MARKED * words.length)));
  return found
    .sort((a, b) => a.trust - b.trust)
    .slice(0, most)
    .map(
      ({ word, kind, others, start }): Doubt => ({
        start,
        end: start + word.text.length,
        kind,
        alternatives: [
          ...new Set([
            ...(word.otherwise ? [word.otherwise] : []),
            ...others,
            ...alternativesOf(word.text),
            ...(word.confidence < HARDLY_READ ? [UNREADABLE] : []),
          ]),
        ],
      }),
    )
    .sort((a, b) => a.start - b.start);
}

/** Where a text says that it's unreadable, in its first 500,000 characters; only the first of very many places. */
export function findUnreadable(text: string): Doubt[] {
  const found: Doubt[] = [];
  for (const { 0: mark, index } of text.slice(0, bounds.fittedText).matchAll(/\[unreadable\]/gi)) {
    if (found.length === bounds.doubts) {
      break;
    }
    found.push({ start: index, end: index + mark.length, kind: 'lowConfidence', alternatives: [] });
  }
  return found;
}

function isPartWith(word: OcrWord, near: OcrWord): boolean {
  const touches = near.start === endOf(word) || word.start === endOf(near);
  return touches && near.confidence === word.confidence;
}

const endOf = ({ start, text }: OcrWord) => (start === undefined ? undefined : start + text.length);

/** Two differing passes, and characters that can't be right, say more than any confidence. */
function trustIn({ text, otherwise, confidence }: OcrWord, monospace: boolean, others: readonly string[]): number {
  return otherwise !== undefined || others.length > 0 || isWrong(text, monospace) ? confidence - 100 : confidence;
}

/** Its words that are long enough to recognize them again. */
function namesIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]{4,}/gu) ?? [];
}

function standsAt(text: string, word: OcrWord): boolean {
  return text.startsWith(word.text, word.start);
}

/** A letter among digits, or the other way round. */
const mixed = /\d[OolI](?=\d|$)|(^|[^\w])[OolI](?=\d{2})|[a-z][01](?=[a-z])/;
/**
 * So certainly wrong that confidence doesn't matter: a hexadecimal number with a letter for a digit, a sign that OCR
 * sees in slashed zeros among digits, three underscores.
 */
const wrong = /(^|\W)[Oo]x(\d|[\da-f]{3})|(^|\W)0x[\da-f]*[lIOoSs]|(^|[-\d.:])[@©®](?=[\d.])|[\d.:][@©®]$|_{3}/;
const oddQuotes = /["'`]["'`](?=\w)|(?<=\w)["'`]{2}(?=\w)|[’‘“”](?=[\w/.]+[’‘“”'"])/;
const brackets = /[()[\]{}]/;
/** Signs that OCR sees in icons and slashed zeros; hardly ever written in code. */
const oddSigns = /[©®§°¢¥€£»«]/;
/** A slashed zero alone or between brackets; names and addresses continue after the sign. */
const loneSign = /(^|[[(=])@([\])},;:]|$)/;
/** What lone brackets are misread as. */
const loneLetter = /^[tfjJrlI]\W?$/;

function isWrong(text: string, monospace: boolean): boolean {
  return wrong.test(text) || (monospace && (oddSigns.test(text) || loneSign.test(text)));
}

function kindOf({ text, confidence, otherwise }: OcrWord, monospace: boolean): DoubtKind | undefined {
  if (otherwise !== undefined) {
    return kindOfDifference(text, otherwise);
  }
  if (isWrong(text, monospace) || (monospace && confidence < LOW_FOR_LONE && loneLetter.test(text))) {
    return 'confusable';
  }
  if (mixed.test(text) && /\d/.test(text)) {
    return confidence < SOMEWHAT_LOW ? 'confusable' : undefined;
  }
  if (confidence >= SOMEWHAT_LOW) {
    return undefined;
  }
  if (oddQuotes.test(text)) {
    return 'quote';
  }
  if (confidence >= LOW) {
    return undefined;
  }
  if (/^[-–—_~]+$/.test(text)) {
    return 'dash';
  }
  return /["'`’‘“”]/.test(text) && text.length <= 3
    ? 'quote'
    : brackets.test(text) && text.replace(/[^()[\]{}]/g, '').length > 0.3 * text.length
      ? 'bracket'
      : 'lowConfidence';
}

/** How two readings of a word differ. */
function kindOfDifference(text: string, otherwise: string): DoubtKind {
  const letters = [...text];
  const changed = align(letters, [...otherwise]).flatMap((other, i) =>
    other.join('') === letters[i] ? [] : [letters[i]!, ...other],
  );
  const all = (signs: RegExp) => changed.length > 0 && changed.every((one) => signs.test(one));
  return all(/["'`’‘“”]/)
    ? 'quote'
    : all(/[-–—_~]/)
      ? 'dash'
      : all(brackets)
        ? 'bracket'
        : all(/[OolIi|1058SB@©®]/)
          ? 'confusable'
          : 'lowConfidence';
}

/** What a character may be instead, most likely first, and between which characters. */
interface Swap {
  readonly from: string;
  readonly to: string;
  readonly before?: RegExp;
  readonly after?: RegExp;
}

const alone = { before: /^$/, after: /^\W?$/ } as const;
const digitNear = [{ before: /\d[.,:]?$/ }, { after: /^[.,:]?\d/ }] as const;
const letterNear = { before: /\p{L}$/u, after: /^\p{L}/u } as const;

const swaps: readonly Swap[] = [
  ...['O', 'o', '@', '©'].flatMap((from) => digitNear.map((where): Swap => ({ from, to: '0', ...where }))),
  { from: 'O', to: '0', after: /^[xX]/ },
  ...['l', 'I', '|', 'i'].flatMap((from) => digitNear.map((where): Swap => ({ from, to: '1', ...where }))),
  ...['S', '$'].flatMap((from) => digitNear.map((where): Swap => ({ from, to: '5', ...where }))),
  ...['B', '&'].flatMap((from) => digitNear.map((where): Swap => ({ from, to: '8', ...where }))),
  { from: 'S', to: '$', after: /^[{(]/ },
  { from: '1', to: 'l', ...letterNear },
  { from: '1', to: 'I', ...letterNear },
  { from: '0', to: 'o', ...letterNear },
  { from: '0', to: 'O', ...letterNear },
  { from: '5', to: 'S', ...letterNear },
  { from: '8', to: 'B', ...letterNear },
  { from: '6', to: 'é', before: /\p{L}$/u, after: /^\p{Ll}/u },
  { from: 'I', to: 'l', after: /^['’\p{Ll}]/u },
  { from: 'l', to: 'I', before: /^$/, after: /^ |^$/ },
  { from: 'l', to: '1', before: /^$/, after: /^$/ },
  { from: 'I', to: '1', before: /^$/, after: /^$/ },
  ...['t', 'f', 'j', 'r'].map((from): Swap => ({ from, to: '}', ...alone })),
  ...['J', 'I', 'l'].map((from): Swap => ({ from, to: ']', ...alone })),
  { from: '@', to: '0', after: /^[\])},;:]/ },
  { from: '©', to: '@' },
  { from: '®', to: '@' },
  { from: '¢', to: '(' },
  { from: '°', to: '`' },
  { from: '’', to: "'" },
  { from: '‘', to: "'" },
  { from: '“', to: '"' },
  { from: '”', to: '"' },
  { from: '—', to: '-', before: /^\W*$/ },
  { from: '–', to: '-', before: /^\W*$/ },
];

/** The more likely readings of the word: each swap wherever it fits. */
function alternativesOf(text: string): string[] {
  const found = new Set<string>();
  for (const { from, to, before, after } of swaps) {
    let next = '';
    for (let i = 0; i < text.length; i++) {
      const fits = text[i] === from && (!before || before.test(next)) && (!after || after.test(text.slice(i + 1)));
      next += fits ? to : text[i];
    }
    found.add(next);
  }
  if (/["'`]{2}/.test(text)) {
    found.add(text.replace(/''|"'|'"|``/g, '"'));
  }
  found.delete(text);
  return [...found].slice(0, MOST_ALTERNATIVES);
}
