/** Languages as people and documents name them, in a fixed form, because they become part of a prompt. */

/** BCP 47: language, script, region, and those variants that aren't words, plus one that is widely used. */
const tag =
  /^[a-z]{2,3}(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:\d[a-z\d]{3}|valencia))?(?![a-z\d])/i;

/** The part of a tag that has the fixed form, or undefined: `en` of `en-whatever-else`. */
export function closedTag(text: string): string | undefined {
  const found = tag.exec(text)?.[0];
  return found !== undefined && (found === text || text[found.length] === '-') ? found : undefined;
}

/** True for a tag like `de` or `pt-BR`. */
export function isLanguageTag(text: string): boolean {
  return closedTag(text) === text;
}

/** Tags beyond two letters that have a name of their own. */
const others =
  'yue fil haw gsw zh-Hans zh-Hant pt-BR pt-PT en-GB en-US en-AU en-CA fr-CA fr-CH de-AT de-CH es-ES es-MX es-419 nl-BE';
const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];
const pairs = alphabet.flatMap((a) => alphabet.map((b) => a + b));
const key = (name: string) => name.normalize('NFKC').toLowerCase();

let names: ReadonlySet<string> | undefined;
let places: ReadonlySet<string> | undefined;

/**
 * Every two-letter language and some more, in English and in its own name. Made once, when a name is first requested.
 */
function allNames(): ReadonlySet<string> {
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return new Set(
    [...pairs, ...others.split(' ')].flatMap((code) => {
      const name = english.of(code);
      const own = name && new Intl.DisplayNames([code, 'en'], { type: 'language', fallback: 'none' }).of(code);
      return [name, own].filter((one) => one !== undefined).map(key);
    }),
  );
}

/** What can be in parentheses after a name. */
function allPlaces(): ReadonlySet<string> {
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const known = pairs.map((code) => regions.of(code.toUpperCase())).filter((one) => one !== undefined);
  return new Set(
    [...known, 'Simplified', 'Traditional', 'Latin', 'Cyrillic', 'Latin America', 'UK', 'US', 'USA'].map(key),
  );
}

/** True for a known name: `German`, `Deutsch`, `Chinese (Simplified)`, `Brazilian Portuguese`. */
export function isLanguageName(text: string): boolean {
  const [, name = text, place] = /^([^()]{1,40}) \(([^()]{1,40})\)$/.exec(text) ?? [];
  names ??= allNames();
  if (place === undefined || names.has(key(text))) {
    return names.has(key(text));
  }
  places ??= allPlaces();
  return names.has(key(name)) && places.has(key(place));
}
