/** The best JPEG quality within a number of bytes, found in few encodes. */

/**
 * Natural logarithm of a JPEG's size relative to its size at quality 85, by quality: nearly one shape for all pictures.
 */
const curve: readonly (readonly [quality: number, logSize: number])[] = [
  [30, -0.86],
  [40, -0.7],
  [50, -0.575],
  [60, -0.46],
  [70, -0.31],
  [75, -0.225],
  [80, -0.125],
  [85, 0],
  [90, 0.175],
  [95, 0.43],
  [100, 0.875],
];

const maxEncodes = 4;
/** An attempt that fills this share of the bytes is good enough. */
const closeEnough = 0.95;

function relativeLogSize(quality: number): number {
  let [lowQuality, lowSize] = curve[0] ?? [0, 0];
  for (const [highQuality, highSize] of curve) {
    if (quality <= highQuality) {
      const span = highQuality - lowQuality;
      return span === 0 ? highSize : lowSize + ((highSize - lowSize) * (quality - lowQuality)) / span;
    }
    [lowQuality, lowSize] = [highQuality, highSize];
  }
  return lowSize;
}

/** The largest quality between the bounds whose size by the curve is at most `logSize`. */
function qualityFor(logSize: number, low: number, high: number): number {
  let quality = high;
  while (quality > low && relativeLogSize(quality) > logSize) {
    quality--;
  }
  return quality;
}

/**
 * Encodes at `start`; when that is over `maxBytes`, looks for the best quality from `floor` up that fits, in at most
 * four encodes. Not ok: even the floor is too large, and `bytes` are those of the smallest attempt.
 */
export async function fitQuality(
  encodeAt: (quality: number) => Promise<Uint8Array>,
  maxBytes: number,
  start: number,
  floor: number,
): Promise<{ readonly ok: boolean; readonly bytes: Uint8Array; readonly quality: number; readonly encodes: number }> {
  let bytes = await encodeAt(start);
  if (bytes.length <= maxBytes) {
    return { ok: true, bytes, quality: start, encodes: 1 };
  }
  const wanted = Math.log(maxBytes * 0.985);
  let tooHigh = start;
  let fits: { quality: number; bytes: Uint8Array } | undefined;
  let last = { quality: start, log: Math.log(bytes.length) };
  let slope = 1;
  let encodes = 1;
  while (encodes < maxEncodes) {
    const low = fits ? fits.quality + 1 : floor;
    const high = tooHigh - 1;
    if (low > high) {
      break;
    }
    const target = relativeLogSize(last.quality) + (wanted - last.log) / slope;
    // The last encode of the row must fit if any can: without a hit so far it goes to the floor.
    const quality = encodes === maxEncodes - 1 && !fits ? floor : qualityFor(target, low, high);
    bytes = await encodeAt(quality);
    encodes++;
    const log = Math.log(bytes.length);
    const expected = relativeLogSize(quality) - relativeLogSize(last.quality);
    if (Math.abs(expected) > 0.02) {
      slope = Math.min(2.5, Math.max(0.4, (log - last.log) / expected));
    }
    last = { quality, log };
    if (bytes.length <= maxBytes) {
      fits = { quality, bytes };
      if (bytes.length >= maxBytes * closeEnough) {
        break;
      }
    } else {
      tooHigh = quality;
      if (quality === floor) {
        break;
      }
    }
  }
  return fits ? { ok: true, ...fits, encodes } : { ok: false, bytes, quality: last.quality, encodes };
}
