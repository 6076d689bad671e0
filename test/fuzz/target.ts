/** One fuzzing target: its initial inputs, and what must be true for every input. */
export interface Target {
  /** Inputs of the usual kind; all others are made from these. */
  readonly seeds: () => readonly Uint8Array[];
  /** Words of the format, to be inserted anywhere. */
  readonly pieces?: readonly string[];
  /**
   * Throws if something that must be true isn't. Returns a short name for what the input turned out to be: an input
   * that leads to a new name is kept, and more inputs are made from it.
   */
  readonly run: (input: Uint8Array) => string | Promise<string>;
  /** Maximum bytes of an input, and the milliseconds that none may exceed; by default, 64 KiB and 8 s. */
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
