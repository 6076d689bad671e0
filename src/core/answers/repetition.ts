/** Finds a model that got stuck: the same words over and over. */

/** How much is examined; a model that is stuck gets stuck early. */
const maxTokens = 2000;
/** Phrases of up to this many words are searched for. */
const maxPhraseLength = 60;
/** How many letters of a text are searched for a period, and the longest period. */
const lookedAt = 400;
const maxPeriod = 10;
/**
 * How often a phrase with this many words must occur in a row: laughter or a row of stars can repeat for a while too.
 */
const timesFor = (words: number) => (words === 1 ? 8 : words === 2 ? 5 : words < 5 ? 4 : 3);

/**
 * True if a phrase occurs several times in a row, or the whole text twice. Spaces and signs separate words; in scripts
 * without spaces, each letter counts as one.
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

/** True if a few letters make up all of a text that is long enough to say something: `hahaha…`. */
function isPeriodic(text: string): boolean {
  const periods = Array.from({ length: maxPeriod }, (_, at) => at + 1);
  return text.length >= 80 && periods.some((period) => text.startsWith(text.slice(period)));
}

/** The longest run of tokens that equal those `distance` before them. */
function sameFor(tokens: readonly string[], distance: number): number {
  let most = 0;
  let row = 0;
  for (let at = distance; at < tokens.length; at++) {
    row = tokens[at] === tokens[at - distance] ? row + 1 : 0;
    most = Math.max(most, row);
  }
  return most;
}
