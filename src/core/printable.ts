/** Text to print: whatever could affect its reader is made visible, and everything else stays unchanged. */

/** Control characters, and those that change the direction of text or end a line invisibly. */
const acting = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const actingInText = /(?![\n\t]|\r\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Several lines: line breaks and tabs stay; `\x1b`, `\u202e`, and the like replace the rest. */
export function printable(text: string): string {
  return text.replace(actingInText, visible);
}

/** A name or a message inside a line: line breaks and tabs are visible too. */
export function printableLine(text: string): string {
  return text.replace(acting, visible);
}

function visible(one: string): string {
  const code = one.charCodeAt(0);
  return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

/**
 * JSON as ASCII where a terminal, an editor, or a build server would act on it, with the same values. `json` can be
 * malformed.
 */
export function printableJson(json: string): string {
  return json.replace(
    /(?![\n\t]|\r\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#)/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Makes build server commands visible, in text that arrives in pieces: `::name` at the start of a line (GitHub
 * Actions), `##[`, `##vso[` (Azure Pipelines), and `##teamcity[` anywhere. A backslash inside removes their meaning.
 * `ours` leaves `::` at the start of a line, which is our own.
 */
export function createCommandBreaker(): (text: string, ours?: boolean) => string {
  // What is already on the line, as far as a command may begin with it.
  let line = '';
  return (text, ours = false) =>
    text
      .split(/(?<=\n)/)
      .map((part) => {
        const before = line.length;
        const whole = (line + part).replace(/(?<=^\s*:):|(?<=##(?:vso|teamcity)?)\[/gi, (one, at: number) =>
          at < before || (ours && one === ':') ? one : `\\${one}`,
        );
        const rest = whole.trimStart();
        line = whole.endsWith('\n') ? '' : rest.length > 20 ? `x${rest.slice(-20)}` : rest;
        return whole.slice(before);
      })
      .join('');
}
