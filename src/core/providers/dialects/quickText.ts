/**
 * The text in a message of the most frequent kind, without parsing the message: a stream is almost nothing else.
 * Whatever is not exactly of the expected form is left to the parser.
 */

export interface QuickForm {
  /** How the message begins. */
  readonly start: string;
  /** What stands right before the text, in the top-level record or one below it; ends with the opening quote. */
  readonly before: string;
  /** What stands after the closing quote, white space aside. */
  readonly after: string;
}

/** The text, or undefined when the message has to be parsed. */
export function quickText(message: string, { start, before, after }: QuickForm): string | undefined {
  if (!message.startsWith(start)) {
    return undefined;
  }
  const at = message.indexOf(before, start.length);
  // An opening brace on the way means another record or a text with braces: not the expected form.
  if (at < 0 || message.lastIndexOf('{', at - 1) > 0) {
    return undefined;
  }
  const from = at + before.length;
  const to = message.indexOf('"', from);
  const rest = message.slice(to + 1);
  if (to < 0 || (rest !== after && rest.replaceAll(/\s/g, '') !== after)) {
    return undefined;
  }
  const text = message.slice(from, to);
  return escapedOrControl.test(text) ? undefined : text;
}

/** Escapes have to be undone, and control characters are not allowed: both are the parser's business. */
const escapedOrControl = /[\\\0-\x1f]/;
