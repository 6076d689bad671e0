/**
 * How alt text is written in AsciiDoc. A numeric character reference is the only escape that works everywhere: no
 * substitution, list, table, or macro sees the character behind it (AsciiDoc Language docs, "Special Characters",
 * "Replacements").
 */

/** What no substitution affects, and no list or macro begins with, as long as `pairs` are kept apart. */
const plain = '\\p{L}\\p{M}\\p{N}\\p{Extended_Pictographic}\\u200d\\ufe0f .,;:!?()/%$“”‘’–—…\\-';
/** Only quotes, replacements, and attributes see the text of a block's macro, and of these only what is named here. */
const inMacro = new RegExp(`[^${plain}"#*_^~+@=]`, 'gu');
const inRunningText = new RegExp(`[^${plain}]`, 'gu');
/** Any character can separate the cells of a table. */
const inCell = /[^\p{L}\p{M}\p{N} ]/gu;
/**
 * The second sign of what only two or three together mean: a dash, dots, a list's term, a link, a passthrough, an index
 * term, `(C)`. Also the colon after a name, which may be that of a macro: of `kbd:`, `btn:`, and `menu:` if a site sets
 * `experimental`, or of any name if it has extensions. The document doesn't say.
 */
const pairs =
  /(?<=-)-|(?<=\.)\.|(?<=:)[:/]|(?<=[\p{L}_-]):(?!\s)|(?<=\p{N}):(?![\s\p{N}])|(?<=;);|(?<=\$)\$|(?<=\()\(|(?<=\((?:C|R|TM))\)/gu;
const outerBlanks = /^ | $/g;

/**
 * The alt text as written in an image's brackets. Always possible except in the parser's tables; `edit.ts` verifies it.
 */
export function asciidocAlt(alt: string, place: 'block' | 'inline' | 'cell'): string {
  if (alt === '') {
    return '""';
  }
  const meaning = place === 'cell' ? inCell : place === 'inline' ? inRunningText : inMacro;
  const text = alt
    .replace(meaning, reference)
    .replace(place === 'cell' ? /(?!)/g : pairs, reference)
    .replace(outerBlanks, reference);
  return /[",=]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}

/** Two to six digits, as AsciiDoc knows them. HTML takes those for U+0080 to U+009F for other characters. */
function reference(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  return (code >= 0x80 && code <= 0x9f) || code > 999_999 ? one : `&#${String(code).padStart(2, '0')};`;
}
