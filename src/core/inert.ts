/**
 * Makes text from outside (a file's name, a model's words, an ID from a server) safe, so that no place that shows it
 * takes it for more than text. What is inserted or left out has no width and isn't read out: it reads as before.
 */

/** Between two characters that mean something together: neither visible nor read out, and no line ends there. */
const apart = '\u2060';

/**
 * Longest text that is shown, in UTF-16 units. VS Code itself cuts a notification after 1,000, at its end (seen in
 * 1.139.1, 2026-11-29); but the last words of a sentence often say what happened.
 */
export const maxShownLength = 800;

/** Everything that ends a line for some reader, and tabs. */
const breaks = /[\t-\r\x1c-\x1f\x85\u2028\u2029]+/g;
/** Characters without a shape of their own that have an effect, or reverse the text that follows them. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * One line without control characters and without anything that changes the direction of text (the letters keep their
 * order).
 */
function oneLine(text: string): string {
  return text.toWellFormed().replace(breaks, ' ').replace(unseen, '');
}

/** At most `most` units and an ellipsis: longer text loses its middle, and the end is kept. */
function shortened(text: string, most = maxShownLength): string {
  if (text.length <= most) {
    return text;
  }
  const tail = Math.floor(most / 4);
  const head = text.slice(0, most - tail - 1).replace(/[\ud800-\udbff]$/, '');
  return `${head}…${text.slice(text.length - tail).replace(/^[\udc00-\udfff]/, '')}`;
}

/** One line of limited length in which the editor finds no link, `[label](target)`, and no icon, `$(name)`. */
export function inert(text: string): string {
  return shortened(oneLine(text))
    .replace(/\](?=\()/g, `]${apart}`)
    .replace(/\$(?=\()/g, `$${apart}`);
}

/**
 * What has a meaning inside a line of Markdown, with `$` for formulas. A single underscore within a word has none, and
 * is common in file names.
 */
const inMarkdown = /[\\`*[\]<>&~!#|$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** The same for a place that reads Markdown: one paragraph of plain words, even where bare URLs become links. */
export function inertMarkdown(text: string): string {
  return inert(text)
    .trim()
    .replace(inMarkdown, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^\d{1,9}(?=[.)])|:(?=\/\/)|www(?=\.)/gi, `$&${apart}`)
    .replace(/@/g, `${apart}@`);
}

/** One line for a log: whatever would end or hide a line is written as an escape. */
export function logLine(text: string): string {
  return shortened(text, 4000)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (one) =>
      one === '\n' ? '\\n' : `\\u{${one.codePointAt(0)?.toString(16)}}`,
    );
}
