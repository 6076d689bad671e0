/** How many bytes an image may have, seen from the serialised request body. */
import type { ImageLimits, PreparedImage } from './types';

/** What one image costs in the body besides its base64: keys, the data URL's head, quotes. */
export const partOverhead = 256;
/** The rest of the body's frame: model, parameters, roles. */
export const bodyOverhead = 4096;
/** No single image is made larger than this, whatever the provider takes. */
const maxBytes = 20 * 1024 * 1024;
/** With less than this no picture worth looking at can be made. */
export const minBytes = 4096;

/** Length of `bytes` raw bytes as base64. */
export const base64Length = (bytes: number) => 4 * Math.ceil(bytes / 3);

/** Length of a text inside a JSON body, bytes. */
export const jsonBytes = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;

/** What an image takes of a JSON body, an SVG's source text included, bytes. */
export function bodyBytesOf({ parts, sourceText }: PreparedImage): number {
  const text = sourceText === undefined ? 0 : jsonBytes(sourceText);
  return parts.reduce((sum, { bytes }) => sum + base64Length(bytes.length) + partOverhead, text);
}

/** Raw bytes that `parts` images may have together in `bodyBytes` of a JSON body. */
function rawBytes(bodyBytes: number, parts: number): number {
  // Each part's base64 is padded for itself.
  return Math.max(0, Math.floor((bodyBytes - parts * (partOverhead + 4)) / 4) * 3);
}

/** Serialised bytes that each of `imageCount` images has in the body beside `otherBytes`; infinite without a limit. */
export function bodyShare(limits: ImageLimits, imageCount: number, otherBytes: number): number {
  const { maxBodyBytes = Number.POSITIVE_INFINITY } = limits;
  return Math.floor((maxBodyBytes - bodyOverhead - otherBytes) / Math.max(1, imageCount));
}

export interface ByteBudget {
  /** One part. */
  readonly each: number;
  /** All parts of one image; undefined when only `each` holds. */
  readonly total: number | undefined;
}

/**
 * `imageCount` images share the body with `otherBytes` of text and history (serialised); `parts` is how many pieces
 * one image may become.
 */
export function byteBudget(limits: ImageLimits, imageCount: number, otherBytes: number, parts: number): ByteBudget {
  const each = Math.min(limits.maxImageBytes ?? maxBytes, maxBytes);
  if (limits.maxBodyBytes === undefined) {
    return { each, total: undefined };
  }
  const share = bodyShare(limits, imageCount, otherBytes);
  return { each: Math.min(each, rawBytes(share, 1)), total: rawBytes(share, parts) };
}
