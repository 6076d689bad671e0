import { createPacer } from './pause';

/** The parts concatenated, copied. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * All bytes of a stream; undefined, without reading on, as soon as there are more than `maxBytes`. `onBytes` is told
 * how many there are so far. Rejects with the stream's own error.
 */
export async function collectBytes(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  onBytes?: (received: number) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.length;
    if (received > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
    onBytes?.(received);
  }
  // Like `joinBytes`, yielding to others in between, because it can be a lot.
  const whole = new Uint8Array(received);
  const pace = createPacer();
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
    await pace();
  }
  return whole;
}
