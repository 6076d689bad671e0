/** Base64 of image bytes. */

/** Standard base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  return hostBase64(bytes) ?? encodeBase64(bytes);
}

/** The fastest that the host offers: the standard's method, or Node's Buffer. */
function hostBase64(bytes: Uint8Array): string | undefined {
  const native = (bytes as { toBase64?: () => string }).toBase64;
  if (native) {
    return native.call(bytes);
  }
  const { Buffer } = globalThis as { Buffer?: { from(...view: unknown[]): { toString(encoding: string): string } } };
  return Buffer?.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The bytes of well-formed base64; padding is optional. */
export function bytesOfBase64(text: string): Uint8Array {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: string): Uint8Array } };
  return Buffer
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
let pairs: Uint16Array | undefined;

/** For hosts without `Uint8Array.prototype.toBase64`: twelve bits at a time through a table, then one ASCII decode. */
export function encodeBase64(bytes: Uint8Array): string {
  pairs ??= pairTable();
  const whole = bytes.length - (bytes.length % 3);
  const units = new Uint16Array((whole / 3) * 2);
  for (let from = 0, to = 0; from < whole; from += 3, to += 2) {
    const bits = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    units[to] = pairs[bits >> 12]!;
    units[to + 1] = pairs[bits & 0xfff]!;
  }
  const head = new TextDecoder('latin1').decode(units);
  const rest = bytes.subarray(whole);
  if (rest.length === 0) {
    return head;
  }
  const bits = (rest[0]! << 16) | ((rest[1] ?? 0) << 8);
  const third = rest.length === 2 ? alphabet[(bits >> 6) & 63] : '=';
  return `${head}${alphabet[bits >> 18]}${alphabet[(bits >> 12) & 63]}${third}=`;
}

/** Both characters of each 12-bit value, laid out as the machine stores a 16-bit unit. */
function pairTable(): Uint16Array {
  const bytes = new Uint8Array(4096 * 2);
  for (let value = 0; value < 4096; value++) {
    bytes[value * 2] = alphabet.charCodeAt(value >> 6);
    bytes[value * 2 + 1] = alphabet.charCodeAt(value & 63);
  }
  return new Uint16Array(bytes.buffer);
}
