/**
 * The text in a message of the most frequent kind, without parsing the message: a stream is almost nothing else.
 * Whatever is not exactly of the expected form is left to the parser.
 */

export interface QuickForm {
  /** How the message begins. */
  readonly start: string;
  /** What stands right before the text: the name of a record, its one brace, the fields up to the text's opening quote. */
  readonly before: string;
  /** What stands after the closing quote, white space aside. */
  readonly after: string;
}

/**
 * The text, or undefined when the message has to be parsed. The message is the part of `source` between two places, so
 * that a long stretch of lines need not be cut up first. Slices are compared, since `startsWith` goes letter by letter:
 * a fifth of the time of a whole stream (measured 2026-11-22, Node 24).
 */
export function quickText(
  source: string,
  { start, before, after }: QuickForm,
  begin = 0,
  end = source.length,
): string | undefined {
  if (source.slice(begin, begin + start.length) !== start) {
    return undefined;
  }
  // The first brace has to be that of the record around the text: any other is another record's, or stands in a text.
  const at = source.indexOf('{', begin + start.length) - before.indexOf('{');
  if (at < begin + start.length || source.slice(at, at + before.length) !== before) {
    return undefined;
  }
  const from = at + before.length;
  const to = source.indexOf('"', from);
  if (to < 0 || to >= end || !isRest(source, to + 1, end, after)) {
    return undefined;
  }
  const text = source.slice(from, to);
  return escapedOrControl.test(text) ? undefined : text;
}

/** True when nothing but `after` stands between the two places, white space aside. */
function isRest(source: string, from: number, to: number, after: string): boolean {
  return to - from === after.length
    ? source.slice(from, to) === after
    : source.slice(from, to).replaceAll(/\s/g, '') === after;
}

/** Escapes have to be undone, and control characters are not allowed: both are the parser's business. */
const escapedOrControl = /[\\\0-\x1f]/;
