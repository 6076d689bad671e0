/** The best JPEG quality within a number of bytes, found in few encodes. */

/** The target share of the bytes while nothing fits, by remaining attempts: the last one has to fit. */
const aims = [1, 0.96, 0.99] as const;
/**
 * If the lowest quality is forecast to take this many times the bytes, it isn't tried. Forecasts are too high, but not
 * by that much.
 */
const hopeless = 1.15;
/** A forecast may be too high by this share. */
const doubt = 0.01;
/** A quality this close to the best that may fit, as a share of it, isn't improved. */
const closeEnough = 0.03;
/**
 * Headers and tables, the same in a picture's JPEG and in its sample's: those of a plain color (measured 2026-11-22).
 */
const headBytes = 260;

export interface JpegEncoder {
  encode(quality: number): Promise<Uint8Array>;
  /** Bytes of the picture's sample at that quality, see `sampleOf`. */
  sampleBytes(quality: number): Promise<number>;
}

export interface QualityRange {
  /** Tried first. */
  readonly first: number;
  /** Never exceeded. */
  readonly ceiling: number;
  /** Never gone below. */
  readonly floor: number;
}

export interface Fitted {
  /** False: nothing that was tried fits, and `bytes` are those of the smallest attempt. */
  readonly ok: boolean;
  readonly bytes: Uint8Array;
  readonly quality: number;
  readonly encodes: number;
  /** Bytes of the lowest quality, measured or forecast; 0 if something fits. */
  readonly floorBytes: number;
}

interface Attempt {
  readonly quality: number;
  readonly bytes: Uint8Array;
}

/**
 * A quality in the range whose encoding is no larger than `maxBytes`, in at most `maxEncodes`: with four, no less than
 * 0.95 times the highest that fits. That was true in all but one of 11,442 cases: 311 photographs, screenshots, and
 * drawings, as they are, reduced, and as JPEGs of eight qualities, with 14 budgets (measured 2026-11-22; `npm run bench
 * -- --only quality` tries again). If the highest quality fits at the first attempt, it's the only one.
 *
 * How size follows quality is determined on a sample of the picture itself. One curve for all would work for most, but
 * not for a picture that was a JPEG of the same size before (12 % missed): because of its old quantization, a step in
 * quality can add a twentieth, or nothing, or even make the file smaller.
 */
export async function fitQuality(
  encoder: JpegEncoder,
  maxBytes: number,
  { first, ceiling, floor }: QualityRange,
  maxEncodes: number,
): Promise<Fitted> {
  const attempts: Attempt[] = [];
  const forecast = createForecast(encoder, attempts);
  const isTried = (quality: number) => attempts.some((attempt) => attempt.quality === quality);
  let best: Attempt | undefined;

  /** The highest quality, above the one that already fits, that is forecast to take no more than this many bytes. */
  const highest = async (bytes: number): Promise<number | undefined> => {
    for (let quality = ceiling; quality >= floor && quality !== best?.quality; quality--) {
      if (!isTried(quality) && (await forecast(quality)) <= bytes) {
        return quality;
      }
    }
    return undefined;
  };
  /** What to try next; undefined if nothing promises more. */
  const nextQuality = async (): Promise<number | undefined> => {
    if (!best) {
      const promising = await highest(maxBytes * (aims[maxEncodes - attempts.length] ?? 1));
      const lastHope = !isTried(floor) && (await forecast(floor)) <= maxBytes * hopeless ? floor : undefined;
      return promising ?? lastHope;
    }
    const hoped = best.quality < ceiling ? await highest(maxBytes * (1 + doubt)) : undefined;
    const enough = hoped === undefined || best.quality >= hoped * (1 - closeEnough);
    return enough ? undefined : ((await highest(maxBytes)) ?? hoped);
  };

  for (let quality: number | undefined = first; quality !== undefined; ) {
    const attempt = { quality, bytes: await encoder.encode(quality) };
    attempts.push(attempt);
    if (attempt.bytes.length <= maxBytes) {
      best = attempt;
    }
    quality = attempts.length < maxEncodes ? await nextQuality() : undefined;
  }
  const encodes = attempts.length;
  if (best) {
    return { ok: true, ...best, encodes, floorBytes: 0 };
  }
  const smallest = attempts.reduce((a, b) => (b.bytes.length < a.bytes.length ? b : a));
  return { ok: false, ...smallest, encodes, floorBytes: await forecast(floor) };
}

/**
 * Forecast bytes for a quality: on the line through the two attempts whose samples are nearest in size, in logarithms.
 */
function createForecast(encoder: JpegEncoder, attempts: readonly Attempt[]): (quality: number) => Promise<number> {
  const samples = new Map<number, Promise<number>>();
  const log = (bytes: number) => Math.log(Math.max(1, bytes - headBytes));
  const sampleAt = async (quality: number): Promise<number> => {
    const known = samples.get(quality) ?? encoder.sampleBytes(quality);
    samples.set(quality, known);
    return log(await known);
  };
  return async (quality) => {
    const at = await sampleAt(quality);
    const points = await Promise.all(
      attempts.map(async ({ quality, bytes }) => ({ sample: await sampleAt(quality), whole: log(bytes.length) })),
    );
    points.sort((a, b) => Math.abs(a.sample - at) - Math.abs(b.sample - at));
    const [near = { sample: 0, whole: 0 }, other = near] = points;
    const step = near.sample - other.sample;
    // Two that are nearly the same say nothing about the slope.
    const slope = Math.abs(step) < 0.02 ? 1 : Math.min(1.5, Math.max(0.7, (near.whole - other.whole) / step));
    return Math.round(headBytes + Math.exp(near.whole + slope * (at - near.sample)));
  };
}
