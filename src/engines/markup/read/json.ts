/** JSON with positions, for notebooks. */

export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly start: number; readonly end: number; readonly value: string }
  | { readonly kind: 'other'; readonly start: number; readonly end: number; readonly value: unknown };

export interface JsonEntry {
  readonly key: string;
  readonly start: number;
  readonly value: JsonNode;
}

/** Thrown by `readJson`: where it stopped. */
export interface JsonFault extends SyntaxError {
  readonly at: number;
}

/** Parses one JSON text. Throws `JsonFault`. */
export function readJson(text: string): JsonNode {
  let at = 0;
  const blank = /[ \t\r\n]*/y;
  const string = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
  const scalar = /-?\d[\d.eE+-]*|true|false|null/y;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }
  function expected(what: string): never {
    throw Object.assign(new SyntaxError(`${what} expected at ${at}`), { at });
  }
  /** The value of a string or scalar that begins at `start`; an invalid escape is only noticed here. */
  function decode(raw: string, start: number): unknown {
    try {
      return JSON.parse(raw);
    } catch (cause) {
      throw Object.assign(new SyntaxError('a string or number expected', { cause }), { at: start });
    }
  }
  function take(char: string): boolean {
    match(blank);
    if (text.charAt(at) !== char) {
      return false;
    }
    at += 1;
    return true;
  }
  function value(depth: number): JsonNode {
    match(blank);
    const start = at;
    if (depth > 200) {
      expected('less nesting');
    }
    if (take('{')) {
      const entries: JsonEntry[] = [];
      while (!take('}')) {
        if (entries.length > 0 && !take(',')) {
          expected(',');
        }
        match(blank);
        const keyAt = at;
        const key = match(string) ?? expected('a key');
        if (!take(':')) {
          expected(':');
        }
        entries.push({ key: decode(key, keyAt) as string, start: keyAt, value: value(depth + 1) });
      }
      return { kind: 'object', start, end: at, entries };
    }
    if (take('[')) {
      const items: JsonNode[] = [];
      while (!take(']')) {
        if (items.length > 0 && !take(',')) {
          expected(',');
        }
        items.push(value(depth + 1));
      }
      return { kind: 'array', start, end: at, items };
    }
    const quoted = match(string);
    if (quoted !== undefined) {
      return { kind: 'string', start, end: at, value: decode(quoted, start) as string };
    }
    const plain = match(scalar) ?? expected('a value');
    return { kind: 'other', start, end: at, value: decode(plain, start) };
  }

  const root = value(0);
  match(blank);
  return at === text.length ? root : expected('the end');
}

/** The value of a key, the last of several as usual; undefined if `node` isn't an object or has no such key. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}

/** For each UTF-16 unit of a JSON string's value, and for its end: the offset in the source. `start` is its quote's. */
export function sourceOffsets(text: string, start: number, end: number): readonly number[] {
  const offsets: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    offsets.push(at);
    at += text.charAt(at) !== '\\' ? 1 : text.charAt(at + 1) === 'u' ? 6 : 2;
  }
  offsets.push(end - 1);
  return offsets;
}
