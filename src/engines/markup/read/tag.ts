/** One opening tag whose attributes can contain expressions: `<Image src={logo} alt="…" {...rest} />`. */

export interface TagAttribute {
  /** As written; `{...x}` is named `...`, and `{x}` is named `x`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'string' | 'expression' | 'template' | 'shorthand' | 'spread' | 'bare';
  /** The text between the quotes or braces, and its position. */
  readonly raw: string;
  readonly rawStart: number;
  /** For a string; empty if it has no quotes. */
  readonly quote: string;
}

export interface OpenTag {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly TagAttribute[];
  readonly selfClosing: boolean;
}

/** Reads the tag that opens at `start` (`<` and a letter); undefined if it doesn't end. */
export function readTag(text: string, start: number): OpenTag | undefined {
  const name = /^<([A-Za-z][^\s/>{"'=<]*)/.exec(text.slice(start, start + 200))?.[1];
  if (name === undefined) {
    return undefined;
  }
  const attributes: TagAttribute[] = [];
  let at = start + 1 + name.length;
  for (;;) {
    at = skipBlanks(text, at);
    const char = text.charAt(at);
    if (char === '') {
      return undefined;
    }
    if (char === '>') {
      return { name, start, end: at + 1, attributes, selfClosing: false };
    }
    if (char === '/' && text.charAt(at + 1) === '>') {
      return { name, start, end: at + 2, attributes, selfClosing: true };
    }
    if (char === '{') {
      const end = endOfBraces(text, at);
      if (end === undefined) {
        return undefined;
      }
      const raw = text.slice(at + 1, end - 1);
      const spread = /^\s*\.\.\./.test(raw);
      attributes.push({
        name: spread ? '...' : raw.trim(),
        start: at,
        end,
        kind: spread ? 'spread' : 'shorthand',
        raw,
        rawStart: at + 1,
        quote: '',
      });
      at = end;
      continue;
    }
    const attribute = readAttribute(text, at);
    if (!attribute) {
      return undefined;
    }
    attributes.push(attribute);
    at = attribute.end;
  }
}

function readAttribute(text: string, start: number): TagAttribute | undefined {
  const name = /^[^\s=>"'{}/`]+/.exec(text.slice(start, start + 200))?.[0] ?? text.charAt(start);
  const afterName = start + name.length;
  const equals = skipBlanks(text, afterName);
  if (text.charAt(equals) !== '=') {
    return { name, start, end: afterName, kind: 'bare', raw: '', rawStart: afterName, quote: '' };
  }
  const at = skipBlanks(text, equals + 1);
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = endOfQuotes(text, at, quote);
    return close === undefined
      ? undefined
      : {
          name,
          start,
          end: close + 1,
          kind: quote === '`' ? 'template' : 'string',
          raw: text.slice(at + 1, close),
          rawStart: at + 1,
          quote,
        };
  }
  if (quote === '{') {
    const end = endOfBraces(text, at);
    return end === undefined
      ? undefined
      : { name, start, end, kind: 'expression', raw: text.slice(at + 1, end - 1), rawStart: at + 1, quote: '' };
  }
  let end = at;
  while (end < text.length && !/[\s>]/.test(text.charAt(end)) && !text.startsWith('/>', end)) {
    const braces = text.charAt(end) === '{' ? endOfBraces(text, end) : undefined;
    end = braces ?? end + 1;
  }
  return end === at
    ? undefined
    : { name, start, end, kind: 'string', raw: text.slice(at, end), rawStart: at, quote: '' };
}

/** A quoted value ends at its quote, except inside braces (Svelte allows quotes there). */
function endOfQuotes(text: string, start: number, quote: string): number | undefined {
  const close = text.indexOf(quote, start + 1);
  const brace = text.indexOf('{', start + 1);
  if (close < 0) {
    return undefined;
  }
  if (brace < 0 || brace > close || quote === '`') {
    return close;
  }
  const afterBraces = endOfBraces(text, brace);
  const inside = afterBraces === undefined ? undefined : text.slice(brace, afterBraces);
  return inside === undefined || !inside.includes(quote) || /[<>\n]/.test(inside)
    ? close
    : endOfQuotes(text, afterBraces! - 1, quote);
}

/** The offset after the brace that closes the one at `start`; strings, templates, and comments are skipped. */
function endOfBraces(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '{') {
      depth += 1;
    } else if (char === '}') {
      depth -= 1;
      if (depth === 0) {
        return at + 1;
      }
    } else if (char === '"' || char === "'") {
      at = endOfString(text, at, char);
    } else if (char === '`') {
      at = endOfTemplate(text, at);
    } else if (char === '/' && text.charAt(at + 1) === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 1;
    } else if (char === '/' && text.charAt(at + 1) === '/' && text.charAt(at - 1) !== ':') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    }
  }
  return undefined;
}

/** The closing quote of a string; a line break ends a broken one. */
export function endOfString(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 1;
    } else if (char === quote) {
      return at;
    } else if (char === '\n') {
      return start;
    }
  }
  return start;
}

/** The closing backtick of a template literal. */
export function endOfTemplate(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 1;
    } else if (char === '`') {
      return at;
    } else if (char === '$' && text.charAt(at + 1) === '{') {
      at = (endOfBraces(text, at + 1) ?? text.length) - 1;
    }
  }
  return text.length;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) {
    at += 1;
  }
  return at;
}
