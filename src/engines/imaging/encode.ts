/** From pixels to the bytes that are sent: PNG or JPEG, within a number of bytes, in few attempts. */
import sharp from 'sharp';
import type { MediaType } from '../../core/image/types';
import { encodePng } from './png';
import { fitQuality, type JpegEncoder, type QualityRange } from './quality';
import { openRaster, type Raster, resized } from './raster';
import { sampleOf } from './sample';

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly width: number;
  readonly height: number;
  /** For a JPEG, 1 to 100. */
  readonly quality?: number;
}

/** A PNG larger than this is sent as a JPEG even where it would be allowed: it only costs time. */
const comfortablePng = 2_000_000;

const maxShrinks = 6;
/**
 * Maximum number of JPEG encodes per picture, at all its sizes, but at least one at each size if four aren't enough.
 */
const maxEncodes = 4;
/**
 * If no quality fits, a picture is reduced until the lowest quality takes this share of the bytes. That leaves room for
 * the quality tried first, this many steps above the lowest, so three encodes are usually enough for both sizes
 * together.
 */
const floorShare = 0.8;
const aboveFloor = 8;
/** Bytes grow with the edge to this power, less than the area does: fewer pixels show as much (measured 2026-11-22). */
const edgePower = 1.6;

/** Text reads as well at quality 88 as in a PNG; below 55 it doesn't (measured 2026-11-21, character errors of OCR). */
export function jpegRange(text: boolean): QualityRange {
  return text ? { first: 88, ceiling: 88, floor: 55 } : { first: 82, ceiling: 82, floor: 45 };
}

/** Subsampled colors don't show in a photo; text loses its edges. */
export function jpegEncoder(picture: Raster, text: boolean): JpegEncoder {
  const chromaSubsampling = text ? '4:4:4' : '4:2:0';
  const jpeg = (raster: Raster, quality: number) => openRaster(raster).jpeg({ quality, chromaSubsampling }).toBuffer();
  let sample: Raster | undefined;
  return {
    encode: (quality) => jpeg(picture, quality),
    sampleBytes: async (quality) => {
      sample ??= sampleOf(picture);
      return (await jpeg(sample, quality)).length;
    },
  };
}

/** The JPEG encoder has its own threads: a second one to feed it rows saves no time and takes 10 MB. */
async function inOneThread<T>(work: () => Promise<T>): Promise<T> {
  const threads = sharp.concurrency();
  sharp.concurrency(1);
  try {
    return await work();
  } finally {
    sharp.concurrency(threads);
  }
}

/**
 * Encodes for a provider that accepts `accepts` (PNG or JPEG among them); reduces the picture only if no quality fits.
 * An `exact` picture (every pixel is one of the source, which has lost none) stays exact unless its PNG is too large.
 */
export async function encode(
  raster: Raster,
  text: boolean,
  accepts: readonly MediaType[],
  maxBytes: number,
  exact = false,
): Promise<Encoded> {
  const jpeg = accepts.includes('image/jpeg');
  const png = accepts.includes('image/png');
  let picture = raster;
  let encodesLeft = maxEncodes;
  for (let shrinks = 0; ; shrinks++) {
    const { width, height } = picture;
    let tooLarge = 0;
    if (png && (text || !jpeg || (exact && shrinks === 0))) {
      const bytes = encodePng(picture);
      if (bytes.length <= (jpeg ? Math.min(maxBytes, comfortablePng) : maxBytes) || (!jpeg && shrinks === maxShrinks)) {
        return { bytes, mediaType: 'image/png', width, height };
      }
      tooLarge = bytes.length;
    }
    if (jpeg) {
      const encoder = jpegEncoder(picture, text);
      const range = jpegRange(text);
      const first = shrinks === 0 ? range.first : range.floor + aboveFloor;
      const fitted = await inOneThread(() => fitQuality(encoder, maxBytes, { ...range, first }, encodesLeft));
      encodesLeft = Math.max(1, encodesLeft - fitted.encodes);
      if (fitted.ok || shrinks === maxShrinks) {
        return { bytes: fitted.bytes, mediaType: 'image/jpeg', width, height, quality: fitted.quality };
      }
      tooLarge = fitted.floorBytes;
    }
    const scale = Math.min(0.9, ((floorShare * maxBytes) / tooLarge) ** (1 / edgePower));
    const smaller = (side: number) => Math.max(1, Math.floor(side * scale));
    picture = await resized(picture, smaller(width), smaller(height));
  }
}
