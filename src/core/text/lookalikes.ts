/** Finds words that look like another word on the same page: `Sline` beside `line`, `ul6` beside `u16`. */
import { bounds } from '../bounds';

/** Characters that OCR confuses; a capital and its lowercase letter aren't a pair. */
const alike = new Set(
  ['lI1|', 'O0@©', 'o0', 'S5$&', 's5', 'B8&', 'gq9', 'Z2', 'z2', 'G6&', 'b6'].flatMap((group) =>
    [...group].flatMap((one) => [...group].map((other) => one + other)),
  ),
);
/** What `&` and `$` are misread as before a word. */
const signs: Readonly<Record<string, readonly string[]>> = { S: ['&', '$'], G: ['&'], '8': ['&'], '6': ['&'] };

const names = /[\p{L}\p{N}_@©|$&]{3,}/gu;

/**
 * What a text on the page may be, judging by the other texts: each with one of its words replaced by a word on the page
 * that looks like it and occurs more often. `isCode` also looks for `&` and `$` that were misread as letters.
 */
export function lookalikesIn(texts: readonly string[], isCode: boolean): (text: string) => string[] {
  const counts = new Map<string, number>();
  for (const [name] of texts.flatMap((text) => [...text.matchAll(names)])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const kin = new Map<string, string[]>();
  /** The same by name. */
  const kinOf = new Map<string, string[]>();
  for (const name of counts.keys()) {
    const shape = shapeOf(name);
    const known = kin.get(shape) ?? [];
    kin.set(shape, known);
    kinOf.set(name, known);
    if (known.length < bounds.lookalikes) {
      known.push(name);
    }
  }
  const likelier = (name: string): string[] => {
    const count = counts.get(name) ?? 0;
    const others = (kinOf.get(name) ?? []).filter(
      (other) => other !== name && counts.get(other)! >= count && areAlike(name, other),
    );
    const rest = name.slice(1);
    const hidden = isCode && /^\p{Ll}/u.test(rest) && (counts.get(rest) ?? 0) >= count;
    return [...others, ...(hidden ? (signs[name[0]!] ?? []).map((sign) => sign + rest) : [])];
  };
  return (text) =>
    [...text.matchAll(names)].flatMap(({ 0: name, index }) =>
      likelier(name).map((other) => text.slice(0, index) + other + text.slice(index + name.length)),
    );
}

const groups = new Map(
  ['lI1|', 'Oo0@©', 'Ss5$&B8G6b', 'gq9', 'Zz2'].flatMap((group) => [...group].map((one) => [one, group[0]!] as const)),
);

/** The same for all words that look alike. */
function shapeOf(name: string): string {
  let shape = '';
  for (const character of name) {
    shape += groups.get(character) ?? character;
  }
  return shape;
}

/** Whether two words differ only in characters that look alike, and neither is a number. */
function areAlike(one: string, other: string): boolean {
  if (/^[\d_]+$/.test(one)) {
    return false;
  }
  const [letters, others] = [[...one], [...other]];
  return letters.every((letter, i) => letter === others[i] || alike.has(letter + others[i]));
}
