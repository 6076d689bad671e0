import { bounds } from './bounds';
import { lookUp } from './lookUp';

/** Tolerant access to JSON from outside: the value if it has the right form, otherwise undefined. */
export type JsonRecord = Record<string, unknown>;

/** Whether it's an object with names, and not a list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asRecord(value: unknown): JsonRecord | undefined {
  return isRecord(value) ? value : undefined;
}

export function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A string with at least one character. */
export function asFilled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A text this short is within the limits whatever it contains, and isn't scanned. */
const surelyFits = 2 * bounds.jsonDepth;

/**
 * The parsed value, in one go. Throws `SyntaxError`, with a readable message, if the text isn't JSON, or nests deeper
 * or contains more values than `bounds` allow.
 */
export function readJson(text: string, maxValues: number = bounds.jsonValuesAtOnce): unknown {
  if (text.length > surelyFits && !fitsJson(text, bounds.jsonDepth, maxValues)) {
    throw tooMuch(maxValues);
  }
  return JSON.parse(text);
}

export const tooMuch = (maxValues: number) =>
  new SyntaxError(`more than ${bounds.jsonDepth} levels or ${maxValues} values`);

/** The same, or undefined if `readJson` throws. */
export function parseJson(text: string, maxValues?: number): unknown {
  return orUndefined(() => readJson(text, maxValues));
}

/** The result of `read`, or undefined if it throws because the text isn't JSON. */
function orUndefined(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** Whether JSON nests no deeper and contains no more values: counts brackets and commas outside strings, in one go. */
export function fitsJson(text: string, maxDepth: number, maxValues: number): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        depth++;
        values++;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      case 0x2c:
        values++;
    }
    if (depth > maxDepth || values > maxValues) {
      return false;
    }
  }
  return true;
}

/** The position of the closing quote of the string that begins at `from`; the end of the text if there is none. */
function endOfString(text: string, from: number): number {
  // Most are short and found without a search.
  for (let at = from + 1; at < from + 16; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      return at;
    }
    if (code === 0x5c) {
      break;
    }
  }
  const quote = text.indexOf('"', from + 1);
  let slashes = 0;
  while (quote >= 0 && text.charCodeAt(quote - 1 - slashes) === 0x5c) {
    slashes++;
  }
  if (slashes % 2 === 0) {
    return quote < 0 ? text.length : quote;
  }
  // If one is escaped, millions may be: searching for each would take longer than looking at every character.
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      return at;
    }
    if (code === 0x5c) {
      at++;
    }
  }
  return text.length;
}

/**
 * Whether a value contains no more arrays, objects, and plain values, and no more characters of text and names. Stops
 * as soon as it doesn't.
 */
export function holdsAtMost(value: unknown, maxValues: number, mostText: number): boolean {
  let values = maxValues;
  let text = mostText;
  const fits = (one: unknown): boolean => {
    values -= 1;
    text -= typeof one === 'string' ? one.length : 0;
    if (values < 0 || text < 0) {
      return false;
    }
    if (typeof one === 'object' && one !== null) {
      for (const name in one) {
        text -= name.length;
        if (!fits((one as Record<string, unknown>)[name])) {
          return false;
        }
      }
    }
    return true;
  };
  return fits(value);
}

/**
 * Merges `over` into `base`, object by object; arrays and plain values are replaced, null and undefined are ignored.
 */
export function mergeDeep(base: JsonRecord, over: JsonRecord): JsonRecord {
  const merged: JsonRecord = { ...base };
  for (const [name, value] of Object.entries(over)) {
    // JSON can have a member with that name; merged, it would become the prototype of the whole object.
    if (value === undefined || value === null || name === '__proto__') {
      continue;
    }
    const below = asRecord(lookUp(merged, name));
    const above = asRecord(value);
    merged[name] = below && above ? mergeDeep(below, above) : value;
  }
  return merged;
}
