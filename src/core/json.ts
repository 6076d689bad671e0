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

/** The parsed value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** `over` laid on `base`, record by record; lists and plain values are replaced, null and undefined are not laid. */
export function mergeDeep(base: JsonRecord, over: JsonRecord): JsonRecord {
  const merged: JsonRecord = { ...base };
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined || value === null) {
      continue;
    }
    const below = asRecord(merged[name]);
    const above = asRecord(value);
    merged[name] = below && above ? mergeDeep(below, above) : value;
  }
  return merged;
}
