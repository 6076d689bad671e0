import { bounds } from './bounds';
import { lookUp } from './lookUp';

/** Tolerant looks into JSON from outside: the value when it has the shape, else undefined. */
export type JsonRecord = Record<string, unknown>;

export function asRecord(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;
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

/** Text so short is within the bounds whatever it holds, and not looked through. */
const surelyFits = 2 * bounds.jsonDepth;

/**
 * The parsed value, in one go. Throws `SyntaxError`, in words for a person, when the text is not JSON, or nests deeper or
 * holds more values than `bounds` allow.
 */
export function readJson(text: string, maxValues: number = bounds.jsonValuesAtOnce): unknown {
  if (text.length > surelyFits && !fitsJson(text, bounds.jsonDepth, maxValues)) {
    throw tooMuch(maxValues);
  }
  return JSON.parse(text);
}

export const tooMuch = (maxValues: number) =>
  new SyntaxError(`more than ${bounds.jsonDepth} levels or ${maxValues} values`);

/** The same, or undefined where `readJson` throws. */
export function parseJson(text: string, maxValues?: number): unknown {
  return orUndefined(() => readJson(text, maxValues));
}

/** What `read` gives, or undefined where it throws for what is not JSON. */
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

/** Whether JSON nests no deeper and holds no more values: counts brackets and commas outside of strings, in one go. */
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

/** Where the string that begins at `from` has its closing quote; the end of the text when it has none. */
function endOfString(text: string, from: number): number {
  // Most are short, and found without a search.
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
  // Where one is escaped, millions may be: a search for each would take longer than a look at every character.
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

/** Whether a value holds no more lists, records and plain values, and no more characters of text and names. Stops there. */
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

/** `over` laid on `base`, record by record; lists and plain values are replaced, null and undefined are not laid. */
export function mergeDeep(base: JsonRecord, over: JsonRecord): JsonRecord {
  const merged: JsonRecord = { ...base };
  for (const [name, value] of Object.entries(over)) {
    // JSON may have a member of that name; laid on, it would become what the whole record inherits from.
    if (value === undefined || value === null || name === '__proto__') {
      continue;
    }
    const below = asRecord(lookUp(merged, name));
    const above = asRecord(value);
    merged[name] = below && above ? mergeDeep(below, above) : value;
  }
  return merged;
}
