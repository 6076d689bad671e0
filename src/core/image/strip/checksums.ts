/** The checksums of PNG chunks and zlib streams. */

/** CRC-32 by a byte (ISO 3309). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/** CRC-32 of bytes; `before` is that of the preceding ones. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = before ^ 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    value = (value >>> 8) ^ table[(value ^ bytes[at]!) & 255]!;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Adler-32 of some thousand bytes. */
export function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
