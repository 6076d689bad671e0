/** A colour profile larger than this is not sent along. Most are 0.5 to 4 KiB; a phone's is 0.5 KiB. */
export const largestProfile = 0x10000;

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
