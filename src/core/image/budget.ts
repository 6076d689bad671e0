/** How many bytes an image can have, derived from the serialized request body. */
import type { ImageLimits, PreparedImage } from './types';

/** What one image costs in the body besides its base64: keys, the start of the data URL, quotes. */
export const partOverhead = 256;
/** The rest of the body's frame: model, parameters, roles. */
export const bodyOverhead = 4096;
/** No image is made larger than this, whatever the provider accepts. */
const maxBytes = 20 * 1024 * 1024;
/** With less than this, no useful picture can be made. */
export const minBytes = 4096;

/** Length of `bytes` raw bytes as base64. */
export const base64Length = (bytes: number) => 4 * Math.ceil(bytes / 3);

/** Length of a text inside a JSON body, in bytes. */
export const jsonBytes = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;

/** What an image needs in a JSON body, in bytes, including the source text of an SVG. */
export function bodyBytesOf({ parts, sourceText }: PreparedImage): number {
  const text = sourceText === undefined ? 0 : jsonBytes(sourceText);
  return parts.reduce((sum, { bytes }) => sum + base64Length(bytes.length) + partOverhead, text);
}

/** Raw bytes that `parts` images can have together in `bodyBytes` of a JSON body. */
function rawBytes(bodyBytes: number, parts: number): number {
  // Each part's base64 is padded separately.
  return Math.max(0, Math.floor((bodyBytes - parts * (partOverhead + 4)) / 4) * 3);
}

/** Serialized bytes that each of `imageCount` images has in the body beside `otherBytes`; infinite without a limit. */
export function bodyShare(limits: ImageLimits, imageCount: number, otherBytes: number): number {
  const { maxBodyBytes = Number.POSITIVE_INFINITY } = limits;
  return Math.floor((maxBodyBytes - bodyOverhead - otherBytes) / Math.max(1, imageCount));
}

export interface ByteBudget {
  /** One part. */
  readonly each: number;
  /** All parts of one image; undefined if only `each` applies. */
  readonly total: number | undefined;
}

/**
 * `imageCount` images share the body with `otherBytes` of text and history (serialized); `parts` is how many pieces one
 * image can become.
 */
export function byteBudget(limits: ImageLimits, imageCount: number, otherBytes: number, parts: number): ByteBudget {
  const each = Math.min(limits.maxImageBytes ?? maxBytes, maxBytes);
  if (limits.maxBodyBytes === undefined) {
    return { each, total: undefined };
  }
  const share = bodyShare(limits, imageCount, otherBytes);
  return { each: Math.min(each, rawBytes(share, 1)), total: rawBytes(share, parts) };
}
