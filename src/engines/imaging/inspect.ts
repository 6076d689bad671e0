/** What has to be known about a picture's pixels before it's sent: whether it's text, and how tall its letters are. */
import { isCameraPicture, legibleScale, readable } from '../../core/image/legible';
import type { ImageFacts, Region, RenderJob } from '../../core/image/types';
import { isText, textureOf } from './content';
import { textPlacements, whole } from './geometry';
import { letterHeight } from './letterHeight';
import { type Raster, rasterize } from './raster';
import { inMemory, type Source } from './source';

export interface Inspected {
  readonly text: boolean;
  /** Height of lowercase letters in the source, pixels; undefined if it makes no difference, or none were found. */
  readonly xHeight?: number;
  /** The whole region, as it was examined. */
  readonly raster?: Raster;
  /** The source, already decoded if that was useful. */
  readonly source: Source;
}

const heldWhole: ReadonlySet<ImageFacts['type']> = new Set(['webp', 'avif']);
const maxPixelsInMemory = 30_000_000;

/**
 * Whether the whole source is decoded once for everything made from it; otherwise, each part decodes separately. WebP
 * and AVIF are held as a whole besides: one of 39 megapixels took 1.3 GB that way, a PNG 0.9 GB (whole process,
 * measured 2026-11-22).
 */
export function fitsInMemory({ type, width, height }: ImageFacts): boolean {
  return width * height <= (heldWhole.has(type) ? maxPixelsInMemory / 2 : maxPixelsInMemory);
}

/** If the picture doesn't fit, letters are measured on this many rows from its middle. */
const rowsOfHuge = 1200;

/** The formats that screenshots are saved in, and photographs hardly ever. */
const screenTypes: ReadonlySet<ImageFacts['type']> = new Set(['png', 'gif', 'bmp']);

/** Whether a picture is text isn't judged on fewer pixels across than this. */
const minAcross = 512;

/**
 * Letters this close to the required height, in pixels, aren't worth making the picture again: they can't be measured
 * any better.
 */
const closeEnough = 0.5;

/**
 * Examines the pixels no more often than needed. Decoding takes longest, so the picture is made at the size that is
 * likely to be sent and examined there. It's decoded in full only if it will be cut, or its letters are small.
 */
export async function inspect(source: Source, region: Region, facts: ImageFacts, job: RenderJob): Promise<Inspected> {
  const drawing = facts.type === 'svg' || facts.type === 'ico';
  const known = job.content === 'text' || (drawing && job.content === 'auto');
  const single = whole(region, job);
  const measures = !drawing && single.width < region.width && lettersDecide(facts, job);
  if (job.content === 'photo' || (known && !measures)) {
    return { text: known, source };
  }
  const likely = textPlacements(region, job, legibleScale(facts));
  const [first = single] = likely;
  // A JPEG takes less time when it's made smaller: it's decoded in full only if it's known to be text.
  const fits = fitsInMemory(facts);
  const early = measures && fits && likely.length > 1 && (known || facts.type !== 'jpeg');
  let full = early ? await inMemory(source) : undefined;
  const { width, height } = likely.length === 1 && (known || screenTypes.has(facts.type)) ? first : single;
  const enough = Math.min(1, minAcross / Math.min(region.width, region.height));
  const raster = await rasterize(
    full?.source ?? source,
    region,
    Math.max(width, Math.round(region.width * enough)),
    Math.max(height, Math.round(region.height * enough)),
  );
  const text = known || isText(textureOf(raster.data, raster.width, raster.height, 3));
  if (!text || !measures) {
    return { text, raster, source: full?.source ?? source };
  }
  const scale = raster.width / region.width;
  const seen = full ? undefined : letterHeight({ ...raster, channels: 3 });
  if (seen !== undefined && (scale === 1 || seen > readable - closeEnough)) {
    const xHeight = (Math.abs(seen - readable) < closeEnough ? readable : seen) / scale;
    return { text, xHeight, raster, source };
  }
  if (!fits) {
    const rows = Math.min(rowsOfHuge, region.height);
    const band = { ...region, y: region.y + Math.floor((region.height - rows) / 2), height: rows };
    const middle = await rasterize(source, band, band.width, band.height);
    return { text, xHeight: letterHeight({ ...middle, channels: 3 }), raster, source };
  }
  full ??= await inMemory(source);
  return { text, xHeight: letterHeight(full.pixels), raster, source: full.source };
}

/** Whether the height of letters could change what is made of the picture, and can be measured in it. */
function lettersDecide(facts: ImageFacts, job: RenderJob): boolean {
  const matters = job.maxTiles > 1 || job.textEdge !== undefined;
  // Examining a piece of an image that is held as a whole takes as long as all of it: up to 4 s for an AVIF.
  const quick = fitsInMemory(facts) || !heldWhole.has(facts.type);
  return matters && quick && !job.crop && !isCameraPicture(facts);
}
