/** What the script of a text decides: whether its words are spaced, and in which direction it's read. */

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc\uff01-\uff65]/u;
const unspacedPunctuation = /[\u3000-\u3004\u3008-\u3020\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]/u;
const fromRight = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const fromLeft = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** A Chinese or Japanese character or punctuation mark: no space separates two of them. Korean has spaces. */
export function isUnspaced(character: string | undefined): boolean {
  return character !== undefined && unspaced.test(character);
}

/** Chinese or Japanese punctuation, which fills only a part of its place. */
export function isUnspacedPunctuation(character: string | undefined): boolean {
  return character !== undefined && unspacedPunctuation.test(character);
}

/** Whether a text contains Chinese, Japanese, or Korean characters, each as wide as it's high. */
export function hasWide(text: string): boolean {
  return unspaced.test(text) || /\p{Script=Hangul}/u.test(text);
}

/** Whether a text contains letters that are read from right to left. */
export function hasRightToLeft(text: string): boolean {
  return fromRight.test(text);
}

/** Whether more of a text's letters are read from right to left than from left to right. */
export function isRightToLeft(text: string): boolean {
  let balance = 0;
  for (const character of text) {
    balance += fromRight.test(character) ? 1 : fromLeft.test(character) ? -1 : 0;
  }
  return balance > 0;
}

/** Whether a text contains Latin letters or the like. */
export function hasLeftToRight(text: string): boolean {
  return fromLeft.test(text);
}

/**
 * Items of a text that is read from right to left, between their order on the page, left to right, and the order in
 * which they're read; either way. Runs that are read from left to right, such as a number, keep theirs, if `keeps` says
 * so about their text.
 */
export function reordered<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  keeps: (text: string) => boolean = () => true,
): T[] {
  const all: T[] = [];
  /** A run in the order of `items`, and what may belong to it or not. */
  let run: T[] = [];
  let between: T[] = [];
  const close = () => {
    all.push(...(keeps(run.map(textOf).join(' ')) ? run : run.reverse()), ...between.reverse());
    run = [];
    between = [];
  };
  for (const item of [...items].reverse()) {
    const text = textOf(item);
    if (hasRightToLeft(text)) {
      close();
      all.push(item);
    } else if (/[\p{L}\p{N}]/u.test(text)) {
      run = [item, ...between, ...run];
      between = [];
    } else if (run.length > 0) {
      between = [item, ...between];
    } else {
      all.push(item);
    }
  }
  close();
  return all;
}
