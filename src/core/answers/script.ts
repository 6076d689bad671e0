/** Recognizes by its letters that a text is in another language than its page. */
import { lookUp } from '../lookUp';

const scriptsOf: Readonly<Record<string, string>> = {
  Hans: '\\p{Script=Han}\\p{Script=Bopomofo}',
  Hant: '\\p{Script=Han}\\p{Script=Bopomofo}',
  Jpan: '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}',
  Kore: '\\p{Script=Hangul}\\p{Script=Han}',
};

/** The letters that a language is written in, as the inside of a character class; undefined for an invalid tag. */
function lettersOf(language: string): string | undefined {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return script === undefined ? undefined : (lookUp(scriptsOf, script) ?? `\\p{Script=${script}}`);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** How many letters of a text are examined. */
const lookedAt = 2000;
/** How many words with only Latin letters a text needs to count as written in them: names are fewer. */
const latinWords = 5;

/**
 * True if a text is mostly written in other letters than those of `language`. Conservative: words in quotes don't
 * count, nor do a few words in Latin letters, which are names everywhere.
 */
export function isInOtherScript(text: string, language: string): boolean {
  const own = lettersOf(language);
  if (own === undefined) {
    return false;
  }
  const said = text
    .slice(0, lookedAt)
    .replace(/"[^"]{1,200}"|“[^”]{1,200}”|„[^“”]{1,200}[“”]|「[^」]{1,200}」|`[^`]{1,200}`/g, ' ');
  const letters = said.match(/\p{L}/gu)?.length ?? 0;
  const ours = said.match(ownLetters(own))?.length ?? 0;
  const latin = said.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const other = letters - ours;
  if (own === '\\p{Script=Latn}') {
    return other >= 4 && other > letters * 0.6;
  }
  const words = said.match(/(?<![\p{L}\p{N}_.\-/])\p{Ll}{2,}(?![\p{L}\p{N}_\-/])/gu)?.length ?? 0;
  const isLatin = latin === letters && words >= latinWords;
  const otherThanLatin = other - latin;
  return isLatin || (otherThanLatin >= 4 && otherThanLatin > letters * 0.6);
}

const ownLetters = (letters: string) => new RegExp(`[${letters}]`, 'gu');
