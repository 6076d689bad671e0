/** The best JPEG quality within a number of bytes, found in few encodes. */

/** The share of the bytes that is aimed at while nothing fits, by attempts that are left: the last one has to fit. */
const aims = [1, 0.96, 0.99] as const;
/** Where the floor is forecast to take so many times the bytes, it is not tried. Forecasts are too high, but not by so much. */
const hopeless = 1.15;
/** By so much, as a share, a forecast may be too high. */
const doubt = 0.01;
/** What is this close to the best quality that may fit, as a share of it, is not bettered. */
const closeEnough = 0.03;
/** Headers and tables, the same in a picture's JPEG and its sample's: those of a plain colour (measured 2026-11-22). */
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
  /** Bytes that the floor takes, measured or forecast; 0 where something fits. */
  readonly floorBytes: number;
}

interface Attempt {
  readonly quality: number;
  readonly bytes: Uint8Array;
}

/**
 * A quality of the range whose encoding is no larger than `maxBytes`, in at most `maxEncodes`: with four, no less than 0.95
 * times the highest that fits. That held in all but one of 11,442 cases: 311 photographs, screenshots and drawings, as they are, shrunk
 * and as JPEGs of eight qualities, in 14 budgets (measured 2026-11-22; `npm run bench -- --only quality` tries again).
 * When the ceiling fits at the first attempt, it is the only one.
 *
 * How size follows quality is read off a sample of the picture itself. A curve for all would do for most, but not for what
 * was a JPEG before at the same size (12 % missed): by its old quantisation, a step of quality may add a twentieth, or
 * nothing, or even make the file smaller.
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

  /** The highest quality, above the one that fits already, that is forecast to take no more than so many bytes. */
  const highest = async (bytes: number): Promise<number | undefined> => {
    for (let quality = ceiling; quality >= floor && quality !== best?.quality; quality--) {
      if (!isTried(quality) && (await forecast(quality)) <= bytes) {
        return quality;
      }
    }
    return undefined;
  };
  /** What to try next; undefined when nothing promises more. */
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

/** Bytes that a quality will take: on the line through the two attempts whose samples are nearest in size, in logarithms. */
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
    // Two that are all but one tell nothing of the slope.
    const slope = Math.abs(step) < 0.02 ? 1 : Math.min(1.5, Math.max(0.7, (near.whole - other.whole) / step));
    return Math.round(headBytes + Math.exp(near.whole + slope * (at - near.sample)));
  };
}
