/** Builds a still WebP anew (RFC 9649); not a pixel is touched. */

import { joinBytes } from '../../bytes';
import { ascii, u8, u24, u32 } from '../sniff/reader';
import { largestProfile } from './limits';
import { reducedProfile } from './profile';

const iccFlag = 0x20;
const alphaFlag = 0x10;

/**
 * The picture, its transparency, and a reduced profile. Undefined when the file is not well-formed, ends early, is animated,
 * or has a profile that only a decoder can follow.
 */
export function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  const chunks = chunksOf(bytes);
  const canvas = chunks?.get('VP8X');
  const lossless = chunks?.get('VP8L');
  const picture = lossless ?? chunks?.get('VP8 ');
  if (!chunks || !picture || (canvas && canvas.length !== 10) || (lossless && chunks.has('VP8 '))) {
    return undefined;
  }
  const type = lossless ? 'VP8L' : 'VP8 ';
  const profile = canvas && u8(canvas, 0) & iccFlag ? chunks.get('ICCP') : undefined;
  const reduced = profile ? profile.length <= largestProfile && reducedProfile(profile, false) : 'srgb';
  const alpha = canvas && !lossless ? chunks.get('ALPH') : undefined;
  const size = sizeOf(type, picture);
  if (!reduced || !size || (canvas && (u24(canvas, 4) !== size.width - 1 || u24(canvas, 7) !== size.height - 1))) {
    return undefined;
  }
  const seeThrough =
    alpha !== undefined || (lossless !== undefined && canvas !== undefined && (u8(canvas, 0) & alphaFlag) !== 0);
  const icc = reduced === 'srgb' ? undefined : reduced;
  const extended =
    icc || alpha ? chunk('VP8X', extendedHeader(canvas, icc !== undefined, seeThrough)) : new Uint8Array();
  const parts = [extended, chunk('ICCP', icc), chunk('ALPH', alpha), chunk(type, picture)];
  const head = new Uint8Array(12);
  const body = parts.reduce((sum, part) => sum + part.length, 4);
  head.set([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
  new DataView(head.buffer).setUint32(4, body, true);
  return joinBytes([head, ...parts]);
}

/** The contents of the chunks, the first of each name; those that follow the picture are of no use to it. */
function chunksOf(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const end = 8 + u32(bytes, 4, true);
  const chunks = new Map<string, Uint8Array>();
  let at = 12;
  while (at + 8 <= end) {
    const type = ascii(bytes, at, 4);
    const next = at + 8 + u32(bytes, at + 4, true);
    if (next > end || end > bytes.length || type === 'ANIM' || type === 'ANMF') {
      return undefined;
    }
    if (!chunks.has(type) && (type !== 'VP8X' || at === 12)) {
      chunks.set(type, bytes.subarray(at + 8, next));
    }
    at = next + (next & 1);
  }
  return chunks;
}

function sizeOf(type: string, picture: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  if (type === 'VP8L') {
    const packed = u32(picture, 1, true);
    return u8(picture, 0) === 0x2f
      ? { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
      : undefined;
  }
  return u24(picture, 3) === 0x2a019d
    ? { width: u24(picture, 6) & 0x3fff, height: u24(picture, 8) & 0x3fff }
    : undefined;
}

function extendedHeader(canvas: Uint8Array | undefined, icc: boolean, alpha: boolean): Uint8Array {
  const header = new Uint8Array(10);
  header.set(canvas?.subarray(4) ?? [], 4);
  header[0] = (icc ? iccFlag : 0) | (alpha ? alphaFlag : 0);
  return header;
}

/** A chunk, with a zero after an odd number of bytes; nothing when there is no content. */
function chunk(type: string, content: Uint8Array | undefined): Uint8Array {
  if (!content) {
    return new Uint8Array();
  }
  const whole = new Uint8Array(8 + content.length + (content.length & 1));
  whole.set([...type].map((one) => one.charCodeAt(0)));
  new DataView(whole.buffer).setUint32(4, content.length, true);
  whole.set(content, 8);
  return whole;
}
