/** One thing that is fuzzed: where it starts from, and what must hold for every input. */
export interface Target {
  /** Inputs of the usual kind; every other one is made out of these. */
  readonly seeds: () => readonly Uint8Array[];
  /** Words of the format, to be put in anywhere. */
  readonly pieces?: readonly string[];
  /**
   * Throws when something that must hold does not. Gives a short name for what the input turned out to be: one that leads
   * to a name not seen before is kept, and more inputs are made out of it.
   */
  readonly run: (input: Uint8Array) => string | Promise<string>;
  /** Bytes that an input has at most, and the milliseconds that none may take; 64 KiB and 8 s when absent. */
  readonly largest?: number;
  readonly longestMs?: number;
}

/** Fails with what was expected. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) {
    throw new Error(what);
  }
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);
/** Broken UTF-8 becomes lone surrogates and replacement characters, as it can in an editor. */
export const textOf = (input: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
