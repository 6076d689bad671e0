/** How small a picture of text may become. */
import type { ImageFacts } from './types';

/** Height of lower-case letters from which on nothing is lost, pixels: names and digits go wrong below 6. */
const readable = 7;
/** Height of the lower-case letters of a screen's ordinary text (13 px) at double density; half of that is just readable. */
const onDoubleScreen = 14.2;
/** The same of 10 point print, as a share of the density in pixels an inch. */
const inPrint = 0.069;

/**
 * The smallest scale at which text is expected to stay legible: its lower-case letters 7 pixels high. Measured 2026-11-21
 * with tesseract on a rendered editor. The letters themselves are not measured: that would need a second decoding of the
 * whole picture. A scan tells its density; a camera's picture of a page fills the frame with it: 2048 pixels are enough
 * for that.
 */
export function legibleScale({
  width,
  height,
  density,
  captured,
  type,
}: Pick<ImageFacts, 'type' | 'width' | 'height' | 'density' | 'captured'>): number {
  const longest = Math.max(width, height);
  const large = type === 'jpeg' && width * height > 8_000_000 && longest < 2.5 * Math.min(width, height);
  if (captured?.camera !== undefined || type === 'heic' || large) {
    return Math.min(1, 2048 / longest);
  }
  if (density !== undefined && density >= 150) {
    return Math.min(1, readable / (inPrint * density));
  }
  // No screen of single density is wider than 2560 pixels; 144 pixels an inch is how macOS marks double density.
  const double = density === 144 || (width > 2560 && width > height);
  return double ? readable / onDoubleScreen : 1;
}
