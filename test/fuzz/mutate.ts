/** Makes inputs from inputs, the same ones for the same number. */

export type Random = (below: number) => number;

/** Numbers that follow from `seed` (xorshift32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

/** No input is larger. */
export const largestInput = 1 << 16;

const numbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0xfffe, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** `input` with one to four changes, at most `largest` bytes; pieces are borrowed from `other`. */
export function mutate(
  random: Random,
  input: Uint8Array,
  other: Uint8Array,
  pieces: readonly Uint8Array[],
  largest = largestInput,
): Uint8Array {
  let bytes = input;
  for (let left = 1 + random(4); left > 0; left--) {
    bytes = changed(random, bytes, other, pieces);
  }
  return bytes.slice(0, largest);
}

function changed(random: Random, bytes: Uint8Array, other: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array {
  const at = random(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random(random(2) === 0 ? 8 : bytes.length));
  const piece = pieces[random(pieces.length)] ?? Uint8Array.of(random(256));
  switch (random(10)) {
    case 0:
      return set(bytes, at, [random(256)]);
    case 1:
      return set(bytes, at, [(bytes[at] ?? 0) ^ (1 << random(8))]);
    case 2: {
      const number = numbers[random(numbers.length)] ?? 0;
      const parts = [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].slice(random(4));
      return set(bytes, at, random(2) === 0 ? parts : parts.reverse());
    }
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 4:
      return joined(bytes.subarray(0, end), bytes.subarray(at));
    case 5:
      return bytes.subarray(0, at);
    case 6: {
      const from = random(other.length);
      const taken = other.subarray(from, from + 1 + random(other.length - from));
      return joined(bytes.subarray(0, at), taken, bytes.subarray(random(2) === 0 ? at : end));
    }
    case 7: {
      // Repetition shows where time grows quadratically.
      const times = Math.min(1 << random(15), Math.floor(largestInput / Math.max(1, piece.length)));
      return joined(bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at));
    }
    default:
      return joined(bytes.subarray(0, at), piece, bytes.subarray(random(4) === 0 ? end : at));
  }
}

function set(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values.slice(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Removes pieces of `input` as long as `fails` still returns true, for at most `ms` milliseconds. */
export async function shrunk(
  input: Uint8Array,
  fails: (smaller: Uint8Array) => Promise<boolean>,
  ms: number,
): Promise<Uint8Array> {
  const until = Date.now() + ms;
  let smallest = input;
  for (let size = input.length >> 1; size >= 1 && Date.now() < until; size >>= 1) {
    for (let at = 0; at < smallest.length && Date.now() < until; ) {
      const tried = joined(smallest.subarray(0, at), smallest.subarray(at + size));
      if (await fails(tried)) {
        smallest = tried;
      } else {
        at += size;
      }
    }
  }
  return smallest;
}
