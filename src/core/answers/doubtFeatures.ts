/** The features of a text for the doubt model, and how their weights count. `scripts/trainDoubt.mjs` uses the same. */

/** Weights, and buckets that parts of words are spread over. */
export const buckets = 32_768;
/** Weights are integers, from minus this to this. */
export const maxWeight = 7;
const lookedAt = 1000;

/** Words in quotes are what the picture shows. */
const quoted =
  /“[^”]{1,300}”|„[^“”]{1,300}[“”]|«[^»]{1,300}»|「[^」]{1,300}」|『[^』]{1,300}』|"[^"]{1,300}"|`[^`]{1,300}`/g;
const wordOrSign = /[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * The buckets of a text's features, each once: its words, pairs of words, pieces of 1–5 letters, its beginning and end.
 */
export function doubtFeatures(text: string): readonly number[] {
  const plain = text
    .slice(0, lookedAt)
    .normalize('NFKC')
    .toLowerCase()
    .replace(quoted, ' § ')
    .replace(/\d+/g, '0')
    .replace(/_/g, ' ');
  const words = plain.match(wordOrSign) ?? [];
  const found = new Set<number>();
  const add = (kind: string, piece: string) => found.add(placeOf(kind + piece));
  for (const word of words) {
    const letters = Array.from(` ${word} `);
    for (let length = 1; length <= 5; length++) {
      for (let at = 0; at + length <= letters.length; at++) {
        add(String(length), letters.slice(at, at + length).join(''));
      }
    }
    add('w', word);
  }
  for (let at = 0; at + 1 < words.length; at++) {
    add('b', `${words[at]} ${words[at + 1]}`);
  }
  add('^', words[0] ?? '');
  add('^', words.slice(0, 2).join(' '));
  add('$', words.at(-1) ?? '');
  add('n', String(Math.min(6, Math.floor(Math.log2(words.length + 1)))));
  return [...found];
}

/** FNV-1a, mixed so that similar pieces don't share a bucket. */
function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) & (buckets - 1);
}

/** How much a text is doubted: the weight of its buckets, whatever their number. */
export function doubtOf(weights: ArrayLike<number>, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (weights[place] ?? 0), 0) / Math.sqrt(places.length);
}
