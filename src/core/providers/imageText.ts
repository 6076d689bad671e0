/**
 * Images as text inside a JSON body. While a request is encoded, placeholders stand in for them, and their base64 is
 * written straight into the body's bytes: no string ever contains a whole image, and nothing searches it for characters
 * to escape.
 */
import { createPacer } from '../pause';
import { base64Of } from './base64';

/** The images of one body, in the order of their placeholders. */
export interface NotedImages {
  readonly mark: string;
  readonly list: readonly { readonly prefix: string; readonly bytes: Uint8Array }[];
}

let noted: { readonly mark: string; readonly list: { prefix: string; bytes: Uint8Array }[] } | undefined;

/** The image's bytes in base64. */
export function imageBase64(bytes: Uint8Array): string {
  return note('', bytes);
}

/** `data:image/png;base64,…`. */
export function imageDataUrl(bytes: Uint8Array, mediaType: string): string {
  return note(`data:${mediaType};base64,`, bytes);
}

function note(prefix: string, bytes: Uint8Array): string {
  // A media type could contain a quote; then it isn't a placeholder.
  if (!noted || !/^[\w:;,./+-]*$/.test(prefix)) {
    return prefix + base64Of(bytes);
  }
  return `${noted.mark}${noted.list.push({ prefix, bytes }) - 1};`;
}

/** Runs `make` and returns its result, in which placeholders stand in for the images. Not for asynchronous work. */
export function notingImages<T>(make: () => T): { readonly result: T; readonly images: NotedImages } {
  const outer = noted;
  const images = { mark: crypto.randomUUID(), list: [] };
  noted = images;
  try {
    return { result: make(), images };
  } finally {
    noted = outer;
  }
}

/**
 * Up to this size, an image becomes text at once, which is fastest; a larger one goes piece by piece, so that its text
 * isn't in memory beside the body.
 */
const wholeBytes = 4_000_000;
/**
 * A multiple of three, so that the pieces join without padding; small enough for the garbage collector's young
 * generation.
 */
const pieceBytes = 3 * 24 * 1024;

/** The body as UTF-8 JSON, with the images in place of their placeholders. Yields to others in between. */
export async function jsonBytes(body: unknown, { mark, list }: NotedImages): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const [head = '', ...rest] = JSON.stringify(body).split(mark);
  const parts: (NotedImages['list'][number] | Uint8Array)[] = [encoder.encode(head)];
  for (const piece of rest) {
    // After a placeholder come the number of its image and more JSON.
    const end = piece.indexOf(';');
    parts.push(list[Number(piece.slice(0, end))]!, encoder.encode(piece.slice(end + 1)));
  }
  const size = parts.reduce((sum, part) => sum + ('prefix' in part ? textLength(part) : part.length), 0);
  const bytes = new Uint8Array(size);
  const pace = createPacer();
  let at = 0;
  const write = (text: string) => {
    at += encoder.encodeInto(text, bytes.subarray(at)).written;
  };
  for (const part of parts) {
    if (!('prefix' in part)) {
      bytes.set(part, at);
      at += part.length;
      continue;
    }
    write(part.prefix);
    const step = part.bytes.length > wholeBytes ? pieceBytes : wholeBytes;
    for (let from = 0; from < part.bytes.length; from += step) {
      write(base64Of(part.bytes.subarray(from, from + step)));
      await pace();
    }
  }
  return bytes;
}

function textLength({ prefix, bytes }: NotedImages['list'][number]): number {
  return prefix.length + Math.ceil(bytes.length / 3) * 4;
}
