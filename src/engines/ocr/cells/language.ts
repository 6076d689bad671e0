/** How likely a character is in code after those before it: a model of sequences of characters, and its file. */

/** How likely text is. */
export interface Language {
  /** The logarithm of the probability of `symbols[at]` after those before it. */
  logOf(symbols: readonly number[], at: number): number;
}

/** The edge of a line, a space, a digit, a letter and a sign that aren't ASCII; then ASCII without digits. */
export const edge = 0;
export const space = 1;
const [digit, otherLetter, otherSign] = [2, 3, 4];
const firstOfAscii = 5;
/** Different symbols. */
export const symbolCount = firstOfAscii + 94 - 10;
/** The logarithm of the probability of one of those that share a symbol: ten digits, and some of Latin-1. */
const [ONE_DIGIT, ONE_OF_LATIN] = [-Math.log(10), -4];
/** A byte of the file is a sixteenth of a logarithm. */
const UNIT = 16;
/** What is left for unknown sequences may be more than 1: by e to the power of this at most. */
const MOST_LEFT = 4;
const UNKNOWN = -16;

/** What a character is to the model. */
export function symbolOf(character: string): number {
  const code = character.codePointAt(0) ?? 32;
  if (code > 126) {
    return /\p{L}/u.test(character) ? otherLetter : otherSign;
  }
  if (code >= 48 && code <= 57) {
    return digit;
  }
  return code <= 32 ? space : firstOfAscii + code - 33 - (code > 57 ? 10 : 0);
}

/** The logarithm of how likely a character is among those that are one symbol. */
export function logAmong(character: string): number {
  const code = character.codePointAt(0) ?? 32;
  if (code > 255) {
    // Such as check marks and boxes: code has none, but terminals do, and hardly anything looks like them.
    return 0;
  }
  return code > 126 ? ONE_OF_LATIN : symbolOf(character) === digit ? ONE_DIGIT : 0;
}

/** The symbols of a line between its edges, with several spaces as one. */
export function symbolsOf(line: string): number[] {
  return [edge, ...[...line.replace(/ +/g, ' ')].map(symbolOf), edge];
}

/** Loads the file that `scripts/glyphs` writes. */
export function loadLanguage(bytes: Uint8Array): Language {
  let at = 2;
  const next = () => {
    let value = 0;
    let place = 1;
    for (let byte = bytes[at++]!; ; byte = bytes[at++]!) {
      value += (byte % 128) * place;
      place *= 128;
      if (byte < 128) {
        return value;
      }
    }
  };
  const order = bytes[1]!;
  // For each sequence, by its length: its probability, and what is left for those that it begins, 256 times as much.
  const known = Array.from({ length: order }, (_, i) => {
    const keys = Array.from({ length: next() }, () => 0);
    let key = 0;
    for (let k = 0; k < keys.length; k++) {
      key += next();
      keys[k] = key;
    }
    const chances = bytes.subarray(at, at + keys.length);
    at += keys.length;
    const isLongest = i === order - 1;
    const left = isLongest ? undefined : bytes.subarray(at, at + keys.length);
    at += isLongest ? 0 : keys.length;
    return new Map(keys.map((one, k) => [one, chances[k]! + 256 * (left?.[k] ?? MOST_LEFT * UNIT)]));
  });
  return {
    logOf(symbols, last) {
      let log = 0;
      for (let length = Math.min(order, last + 1); length >= 1; length--) {
        const context = keyOf(symbols, last - length + 1, last);
        const own = known[length - 1]!.get(context * 128 + symbols[last]!);
        if (own !== undefined) {
          return log - (own % 256) / UNIT;
        }
        const shorter = length > 1 ? known[length - 2]!.get(context) : undefined;
        log += shorter === undefined ? 0 : MOST_LEFT - Math.floor(shorter / 256) / UNIT;
      }
      return log + UNKNOWN;
    },
  };
}

/** Symbols as digits of one number in base 128. */
function keyOf(symbols: readonly number[], from: number, to: number): number {
  let key = 0;
  for (let at = from; at < to; at++) {
    key = key * 128 + symbols[at]!;
  }
  return key;
}
