/** Renders an image as a job says: crop, size, tiles, encoding. */
import sharp from 'sharp';
import { legibleScale } from '../../core/image/legible';
import type { ImageChange, ImageFacts, PreparedPart, Rendered, RenderJob } from '../../core/image/types';
import { isText, textureOf } from './content';
import { type Encoded, encode } from './encode';
import { type Placement, textPlacements, whole } from './geometry';
import { type Raster, type Region, rasterize, resized } from './raster';
import { openSource, type Source } from './source';

/** Up to so many pixels the whole source is decoded once for all tiles; above, each tile decodes for itself. */
const decodeOnceBelow = 40_000_000;

/** What screenshots are saved as, and photographs hardly. */
const screenTypes: ReadonlySet<ImageFacts['type']> = new Set(['png', 'gif', 'bmp']);

interface Made {
  readonly placement: Placement;
  readonly raster: Raster;
}

/** Throws `ImageError`. The changes told are those of the pixels; the caller knows the rest. */
export async function render(bytes: Uint8Array, facts: ImageFacts, job: RenderJob): Promise<Rendered> {
  const source = await openSource(bytes, facts, job.maxEdge);
  const region = clamp(job.crop, source);
  const single = whole(region, job);
  const needed = facts.type === 'svg' ? 0 : legibleScale(facts);
  const asText = textPlacements(region, job, needed);
  const drawing = facts.type === 'svg' || facts.type === 'ico';
  let text = job.content === 'text' || (drawing && job.content === 'auto');
  let first: Made | undefined;
  if (job.content === 'auto' && !text) {
    // Decoding takes longest: it is done at the size that the answer is likely to ask for.
    const [likely = single] = screenTypes.has(facts.type) && asText.length === 1 ? asText : [single];
    const raster = await rasterize(source, region, likely.width, likely.height);
    text = isText(textureOf(raster.data, raster.width, raster.height, 3));
    const placement = text ? likely : single;
    first = { placement, raster: await resized(raster, placement.width, placement.height) };
  }
  const placements = text ? asText : [single];
  const maxBytes = Math.min(
    job.maxBytes,
    Math.floor((job.maxTotalBytes ?? Number.POSITIVE_INFINITY) / placements.length),
  );

  const tiles = placements.length > 1 ? await sourceForTiles(source) : source;
  const parts: PreparedPart[] = [];
  const encodings: Encoded[] = [];
  let flattened = false;
  for (const placement of placements) {
    const raster =
      first && samePlacement(placement, first.placement)
        ? first.raster
        : await rasterize(tiles, placement.region, placement.width, placement.height);
    flattened ||= raster.flattened;
    const encoded = await encode(raster, text, job.accepts, maxBytes);
    encodings.push(encoded);
    const { width, height, mediaType } = encoded;
    const cut = placements.length > 1 || job.crop;
    parts.push({ bytes: encoded.bytes, mediaType, width, height, ...(cut && { region: placement.region }) });
  }
  return { parts, changes: changesOf(facts, region, encodings, flattened) };
}

function clamp(crop: Region | undefined, source: Source): Region {
  if (!crop) {
    return { x: 0, y: 0, width: source.width, height: source.height };
  }
  const x = Math.min(Math.max(0, Math.floor(crop.x)), source.width - 1);
  const y = Math.min(Math.max(0, Math.floor(crop.y)), source.height - 1);
  const width = Math.min(Math.max(1, Math.round(crop.width)), source.width - x);
  const height = Math.min(Math.max(1, Math.round(crop.height)), source.height - y);
  return { x, y, width, height };
}

async function sourceForTiles(source: Source): Promise<Source> {
  if (source.width * source.height > decodeOnceBelow) {
    return source;
  }
  const pipeline = source.open().toColourspace('srgb');
  const { data, info } = await (source.alpha ? pipeline.ensureAlpha() : pipeline.removeAlpha())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return { ...source, open: () => sharp(data, { raw }) };
}

function samePlacement(a: Placement, b: Placement): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.region.width === b.region.width &&
    a.region.height === b.region.height
  );
}

function changesOf(
  facts: ImageFacts,
  region: Region,
  encodings: readonly Encoded[],
  flattened: boolean,
): ImageChange[] {
  const changes: ImageChange[] = [];
  const [first] = encodings;
  if (flattened) {
    changes.push({ kind: 'flattened' });
  }
  if (encodings.length > 1) {
    changes.push({ kind: 'tiled', count: encodings.length });
  } else if (first && facts.type !== 'svg' && (first.width < region.width || first.height < region.height)) {
    changes.push({ kind: 'shrunk', from: [region.width, region.height], to: [first.width, first.height] });
  }
  if (first && first.mediaType !== facts.mediaType) {
    changes.push({ kind: 'converted', from: facts.mediaType, to: first.mediaType });
  }
  const qualities = encodings.flatMap((encoded) => encoded.quality ?? []);
  if (facts.type === 'jpeg' && qualities.length > 0) {
    changes.push({ kind: 'recompressed', quality: Math.min(...qualities) });
  }
  return changes;
}
