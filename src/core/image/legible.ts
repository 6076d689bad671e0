/** How small a picture of text can become. */
import type { ImageFacts } from './types';

/** Height of lowercase letters at which nothing is lost, pixels: names and digits go wrong below 6. */
export const readable = 7;
/**
 * Height of the lowercase letters in a screen's ordinary text (13 px) at double density; half of that is just readable.
 */
const onDoubleScreen = 14.2;
/** The same for 10-point print, as a fraction of the density in pixels per inch. */
const inPrint = 0.069;

type Known = Pick<ImageFacts, 'type' | 'width' | 'height' | 'density' | 'captured'>;

/** Whether a camera took it, or may have: its letters have no uniform height. */
export function isCameraPicture({ type, width, height, captured }: Known): boolean {
  const large =
    type === 'jpeg' && width * height > 8_000_000 && Math.max(width, height) < 2.5 * Math.min(width, height);
  return captured?.camera !== undefined || type === 'heic' || large;
}

/**
 * The smallest scale at which text stays legible, with lowercase letters 7 pixels high (measured 2026-11-21 with
 * Tesseract on a rendered editor). `xHeight` is their height in the picture, in pixels, if it was measured. Otherwise,
 * it's guessed: a scan states its density, and a camera's picture of a page fills the frame with it, so that 2048
 * pixels are enough.
 */
export function legibleScale(facts: Known, xHeight?: number): number {
  if (xHeight !== undefined) {
    return Math.min(1, readable / xHeight);
  }
  const { width, height, density } = facts;
  if (isCameraPicture(facts)) {
    return Math.min(1, 2048 / Math.max(width, height));
  }
  if (density !== undefined && density >= 150) {
    return Math.min(1, readable / (inPrint * density));
  }
  // No single-density screen is wider than 2560 pixels; macOS marks double density with 144 pixels per inch.
  const double = density === 144 || (width > 2560 && width > height);
  return double ? readable / onDoubleScreen : 1;
}

/**
 * Whether letters of `xHeight` pixels, at `scale`, are smaller than necessary: nothing helps letters that were small
 * before.
 */
export function isTooSmall(xHeight: number, scale: number): boolean {
  return xHeight * scale < 0.97 * Math.min(readable, xHeight);
}
