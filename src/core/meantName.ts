/**
 * File names that look the same but aren't: macOS writes a narrow space into the names of its screenshots and takes
 * accents apart, browsers write `%20`, and people type what they see.
 */

/** The same for names that differ only in the kinds of their spaces, in invisible marks, or in how accents are stored. */
const look = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]|\ufe0f/g, '');

/** The same as well for names that differ in capitals, or in percent escapes. */
function loose(name: string): string {
  const plain = name.replace(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch (error) {
      if (error instanceof URIError) {
        return escaped;
      }
      throw error;
    }
  });
  return look(look(plain).toLowerCase());
}

/** Which of the names in a folder can be meant by one that isn't there: the most similar ones. */
export function meantNames(name: string, inFolder: readonly string[]): readonly string[] {
  for (const fold of [look, loose]) {
    const folded = fold(name);
    const found = inFolder.filter((one) => fold(one) === folded);
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

/** A name for reading, with escapes for what looks like an ordinary space, or can't be seen. */
export const shownName = (name: string): string =>
  name.replace(/[\p{Zs}\p{Cc}\p{Cf}]/gu, (mark) =>
    mark === ' ' || mark === '\u200d' ? mark : `\\u${mark.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
