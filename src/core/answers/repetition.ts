/** Finds a model that got stuck: the same words again and again. */

/** What is looked at; a model that is stuck is so from early on. */
const maxTokens = 2000;
/** A phrase of at most so many words is looked for. */
const maxPhraseLength = 60;
/** Of a text's letters, how many are looked at for a period, and the longest that is looked for. */
const lookedAt = 400;
const maxPeriod = 10;
/** How often a phrase of so many words must stand in a row: a laugh or a row of stars may do the same for a while. */
const timesFor = (words: number) => (words === 1 ? 8 : words === 2 ? 5 : words < 5 ? 4 : 3);

/**
 * True when a phrase stands there several times in a row, or the whole text twice. Words are what spaces and signs part;
 * in scripts without spaces each letter counts as one.
 */
export function repeatsItself(text: string): boolean {
  if (isPeriodic(text.slice(0, lookedAt).replace(/\s/g, ''))) {
    return true;
  }
  const tokens = (
    text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).slice(0, maxTokens);
  const half = tokens.length / 2;
  if (half >= 4 && Number.isInteger(half) && sameFor(tokens, half) === half) {
    return true;
  }
  for (let words = 1; words <= Math.min(maxPhraseLength, tokens.length / 2); words++) {
    if (sameFor(tokens, words) >= words * (timesFor(words) - 1)) {
      return true;
    }
  }
  return false;
}

/** True when a few letters make up all of a text that is long enough to say something: `hahaha…`. */
function isPeriodic(text: string): boolean {
  const periods = Array.from({ length: maxPeriod }, (_, at) => at + 1);
  return text.length >= 80 && periods.some((period) => text.startsWith(text.slice(period)));
}

/** The most tokens in a row that are the same as those `distance` before them. */
function sameFor(tokens: readonly string[], distance: number): number {
  let most = 0;
  let row = 0;
  for (let at = distance; at < tokens.length; at++) {
    row = tokens[at] === tokens[at - distance] ? row + 1 : 0;
    most = Math.max(most, row);
  }
  return most;
}
