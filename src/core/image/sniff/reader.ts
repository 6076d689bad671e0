/** Reads that never leave the bytes: outside them, a number reads as 0 and a string is short. */

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function u16(bytes: Uint8Array, at: number, littleEndian = false): number {
  return littleEndian ? u8(bytes, at) | (u8(bytes, at + 1) << 8) : (u8(bytes, at) << 8) | u8(bytes, at + 1);
}

export function u24(bytes: Uint8Array, at: number): number {
  return u16(bytes, at, true) | (u8(bytes, at + 2) << 16);
}

export function u32(bytes: Uint8Array, at: number, littleEndian = false): number {
  const high = littleEndian ? u16(bytes, at + 2, true) : u16(bytes, at);
  const low = littleEndian ? u16(bytes, at, true) : u16(bytes, at + 2);
  return high * 0x10000 + low;
}

export function i32(bytes: Uint8Array, at: number, littleEndian = false): number {
  return u32(bytes, at, littleEndian) | 0;
}

/** A 64-bit number. Beyond 2^53 it's only approximate, which is enough to see that it's too large. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 0x1_0000_0000 + u32(bytes, at + 4);
}

/** Bytes as Latin-1 characters. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  const end = Math.min(at + length, bytes.length);
  for (let i = Math.max(at, 0); i < end; i++) {
    text += String.fromCharCode(u8(bytes, i));
  }
  return text;
}

/** Where `text` (Latin-1) first occurs between `from` and `to`, or -1. */
export function find(bytes: Uint8Array, text: string, from: number, to: number): number {
  const first = text.charCodeAt(0);
  const last = Math.min(to, bytes.length) - text.length;
  let at = bytes.indexOf(first, from);
  while (at >= 0 && at <= last) {
    let same = 1;
    while (same < text.length && bytes[at + same] === text.charCodeAt(same)) {
      same++;
    }
    if (same === text.length) {
      return at;
    }
    at = bytes.indexOf(first, at + 1);
  }
  return -1;
}
