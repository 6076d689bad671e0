/** Images as text inside a JSON body, noted while the body is made so that writing it need not look at every letter. */
import { base64Of } from './base64';

/** A text that is safe inside JSON quotes as it is: a media type's prefix and base64. */
export interface ImageText {
  readonly prefix: string;
  readonly base64: string;
}

let noted: Map<string, ImageText> | undefined;

/** The image's bytes in base64. */
export function imageBase64(bytes: Uint8Array): string {
  return note('', bytes);
}

/** `data:image/png;base64,…`. */
export function imageDataUrl(bytes: Uint8Array, mediaType: string): string {
  return note(`data:${mediaType};base64,`, bytes);
}

function note(prefix: string, bytes: Uint8Array): string {
  const base64 = base64Of(bytes);
  const text = prefix + base64;
  // A media type could hold a quote; then the text is none of ours.
  if (/^[\w:;,./+-]*$/.test(prefix)) {
    noted?.set(text, { prefix, base64 });
  }
  return text;
}

/** Runs `make` and returns its result with the image texts that were made meanwhile. Not for asynchronous work. */
export function notingImages<T>(make: () => T): {
  readonly result: T;
  readonly images: ReadonlyMap<string, ImageText>;
} {
  const images = new Map<string, ImageText>();
  const outer = noted;
  noted = images;
  try {
    return { result: make(), images };
  } finally {
    noted = outer;
  }
}

/** The body as UTF-8 JSON, the same bytes as `JSON.stringify` gives. */
export function jsonBytes(body: unknown, images: ReadonlyMap<string, ImageText>): Uint8Array<ArrayBuffer> {
  const mark = crypto.randomUUID();
  const used: ImageText[] = [];
  const text = JSON.stringify(body, (_, value: unknown) => {
    const image = typeof value === 'string' ? images.get(value) : undefined;
    return image ? `${mark}${used.push(image) - 1}` : value;
  });
  if (used.length === 0) {
    return new TextEncoder().encode(text);
  }
  const encoder = new TextEncoder();
  // Between the marks stands JSON, which is encoded; in their place image texts, which are as many bytes as letters.
  const parts = text.split(new RegExp(`${mark}(\\d+)`)).flatMap((piece, at): (string | Uint8Array)[] => {
    const image = at % 2 === 1 ? used[Number(piece)] : undefined;
    return image ? [image.prefix, image.base64] : [encoder.encode(piece)];
  });
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      encoder.encodeInto(part, bytes.subarray(at));
    } else {
      bytes.set(part, at);
    }
    at += part.length;
  }
  return bytes;
}
