/** Reads zlib streams (RFC 1950, RFC 1951): where they end, how much they contain, and what. */

import { pause } from '../../pause';

export interface Inflated {
  /** Where the stream ends, including its checksum. */
  readonly end: number;
  /** How many bytes it contains. */
  readonly length: number;
}

/** Codes of up to this many bits are looked up; longer ones are followed bit by bit. */
const fastBits = 9;
/** Symbols between two looks at the clock. */
const slice = 1 << 17;

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

interface Codes {
  /** By the next bits: symbol × 16 + length; 0 if the code is longer. */
  readonly fast: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** Undefined if there are more codes than the lengths allow. */
function codesOf(lengths: Uint8Array): Codes | undefined {
  const counts = new Uint16Array(16);
  for (const length of lengths) {
    counts[length]! += 1;
  }
  counts[0] = 0;
  const offsets = new Uint16Array(17);
  const next = new Uint16Array(17);
  let left = 1;
  for (let bits = 1; bits <= 15; bits++) {
    left = 2 * left - counts[bits]!;
    if (left < 0) {
      return undefined;
    }
    offsets[bits + 1] = offsets[bits]! + counts[bits]!;
    next[bits + 1] = (next[bits]! + counts[bits]!) << 1;
  }
  const symbols = new Uint16Array(lengths.length);
  const fast = new Uint16Array(1 << fastBits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const bits = lengths[symbol]!;
    if (bits === 0) {
      continue;
    }
    symbols[offsets[bits]!++] = symbol;
    const code = next[bits]!++;
    if (bits <= fastBits) {
      let turned = 0;
      for (let bit = 0; bit < bits; bit++) {
        turned |= ((code >> bit) & 1) << (bits - 1 - bit);
      }
      for (let at = turned; at < fast.length; at += 1 << bits) {
        fast[at] = symbol * 16 + bits;
      }
    }
  }
  return { fast, counts, symbols };
}

function fixedCodes(): readonly [Codes, Codes] {
  const literals = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  return [codesOf(literals) as Codes, codesOf(new Uint8Array(30).fill(5)) as Codes];
}

/** Thrown only inside this file: the stream is malformed. */
class BrokenStream extends Error {}

class Inflater {
  length = 0;
  private at = 2;
  private hold = 0;
  private bits = 0;
  private codes: readonly [Codes, Codes] | undefined;
  private stored = 0;
  private last = false;
  private fixed: readonly [Codes, Codes] | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly most: number,
    private readonly output: Uint8Array | undefined,
  ) {}

  /** Continues for some thousand symbols; returns whether the end is reached. Throws `BrokenStream`. */
  step(): boolean {
    let budget = slice;
    while (budget > 0) {
      if (this.stored > 0) {
        budget -= this.copyStored();
      } else if (this.codes) {
        budget = this.symbols(this.codes, budget);
      } else if (this.last) {
        return true;
      } else {
        this.block();
        budget -= 1 << fastBits;
      }
    }
    return false;
  }

  /**
   * Where the stream ends: unused bits of its last byte belong to it, and so does its checksum. Throws `BrokenStream`.
   */
  end(): number {
    const end = this.at - (this.bits >> 3) + 4;
    if (end > this.bytes.length) {
      throw new BrokenStream();
    }
    return end;
  }

  private need(count: number): void {
    while (this.bits < count) {
      // Codes are read ahead. Reading past the end is noticed when the end is requested.
      this.hold |= (this.bytes[this.at] ?? 0) << this.bits;
      if (this.at++ > this.bytes.length + 4) {
        throw new BrokenStream();
      }
      this.bits += 8;
    }
  }

  private take(count: number): number {
    this.need(count);
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.bits -= count;
    return value;
  }

  private symbol({ fast, counts, symbols }: Codes): number {
    this.need(15);
    const found = fast[this.hold & ((1 << fastBits) - 1)]!;
    if (found !== 0) {
      this.hold >>>= found & 15;
      this.bits -= found & 15;
      return found >> 4;
    }
    let [code, first, index] = [0, 0, 0];
    for (let bits = 1; bits <= 15; bits++) {
      code |= (this.hold >> (bits - 1)) & 1;
      const count = counts[bits]!;
      if (code - first < count) {
        this.hold >>>= bits;
        this.bits -= bits;
        return symbols[index + code - first]!;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new BrokenStream();
  }

  private block(): void {
    this.last = this.take(1) === 1;
    const kind = this.take(2);
    if (kind === 0) {
      this.take(this.bits & 7);
      const length = this.take(16);
      if ((this.take(16) ^ length) !== 0xffff) {
        throw new BrokenStream();
      }
      this.at -= this.bits >> 3;
      this.hold = 0;
      this.bits = 0;
      this.stored = length;
    } else if (kind === 1) {
      this.fixed ??= fixedCodes();
      this.codes = this.fixed;
    } else if (kind === 2) {
      this.codes = this.dynamicCodes();
    } else {
      throw new BrokenStream();
    }
  }

  private dynamicCodes(): readonly [Codes, Codes] {
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const count = this.take(4) + 4;
    const meta = new Uint8Array(19);
    for (const symbol of codeOrder.slice(0, count)) {
      meta[symbol] = this.take(3);
    }
    const metaCodes = codesOf(meta);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length; ) {
      const symbol = metaCodes ? this.symbol(metaCodes) : 16;
      const value = symbol < 16 ? symbol : symbol === 16 ? lengths[at - 1] : 0;
      const times =
        symbol < 16 ? 1 : symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (value === undefined || at + times > lengths.length) {
        throw new BrokenStream();
      }
      lengths.fill(value, at, at + times);
      at += times;
    }
    const [one, other] = [codesOf(lengths.subarray(0, literals)), codesOf(lengths.subarray(literals))];
    if (!one || !other) {
      throw new BrokenStream();
    }
    return [one, other];
  }

  private copyStored(): number {
    const count = Math.min(this.stored, slice);
    if (this.at + count > this.bytes.length || this.length + count > this.most) {
      throw new BrokenStream();
    }
    this.output?.set(this.bytes.subarray(this.at, this.at + count), this.length);
    this.at += count;
    this.length += count;
    this.stored -= count;
    return count;
  }

  private symbols([literals, distances]: readonly [Codes, Codes], budget: number): number {
    for (let left = budget; left > 0; left--) {
      const symbol = this.symbol(literals);
      if (symbol === 256) {
        this.codes = undefined;
        return left;
      }
      if (symbol < 256) {
        if (this.length >= this.most) {
          throw new BrokenStream();
        }
        if (this.output) {
          this.output[this.length] = symbol;
        }
        this.length += 1;
      } else {
        this.repeat(symbol - 257, distances);
      }
    }
    return 0;
  }

  private repeat(index: number, distances: Codes): void {
    const length = (lengthBase[index] ?? 0) + this.take(lengthExtra[index] ?? 0);
    const at = this.symbol(distances);
    const distance = (distanceBase[at] ?? 0) + this.take(distanceExtra[at] ?? 0);
    if (length === 0 || distance === 0 || distance > this.length || this.length + length > this.most) {
      throw new BrokenStream();
    }
    const { output } = this;
    if (output) {
      for (let to = this.length; to < this.length + length; to++) {
        output[to] = output[to - distance]!;
      }
    }
    this.length += length;
  }
}

/**
 * Reads the stream at the start of `bytes`, into `output` if given. Undefined if it's malformed or contains more than
 * `most` bytes (`output` has that many). Yields to others in between. The checksum isn't verified.
 */
export async function inflate(bytes: Uint8Array, most: number, output?: Uint8Array): Promise<Inflated | undefined> {
  const [kind = 0, flags = 0] = bytes;
  if ((kind & 15) !== 8 || (kind * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) {
    return undefined;
  }
  const inflater = new Inflater(bytes, most, output);
  try {
    while (!inflater.step()) {
      await pause();
    }
    return { end: inflater.end(), length: inflater.length };
  } catch (error) {
    if (error instanceof BrokenStream) {
      return undefined;
    }
    throw error;
  }
}
