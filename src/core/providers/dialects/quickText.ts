/**
 * Extracts the text from the most frequent kind of message without parsing it: a stream is almost nothing else.
 * Whatever doesn't have exactly the expected form is left to the parser.
 */

export interface QuickForm {
  /** How the message begins. */
  readonly start: string;
  /**
   * What comes right before the text: the name of a record, its one brace, and the fields up to the text's opening
   * quote.
   */
  readonly before: string;
  /** What comes after the closing quote, apart from whitespace. */
  readonly after: string;
}

/**
 * The text, or undefined if the message has to be parsed. The message is the part of `source` between two positions, so
 * that a long run of lines doesn't have to be split first. Compares slices, because `startsWith` goes letter by letter:
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
  // The first brace has to be that of the record around the text: any other belongs to another record, or is in a text.
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

/** True if only `after` is between the two positions, apart from whitespace. */
function isRest(source: string, from: number, to: number, after: string): boolean {
  return to - from === after.length
    ? source.slice(from, to) === after
    : source.slice(from, to).replaceAll(/\s/g, '') === after;
}

/** Escapes have to be decoded, and control characters aren't allowed: the parser handles both. */
const escapedOrControl = /[\\\0-\x1f]/;
