/** Renders an image as a job specifies: crop, size, tiles, encoding. */
import { isTooSmall, legibleScale } from '../../core/image/legible';
import type {
  Ground,
  ImageChange,
  ImageFacts,
  PreparedPart,
  Region,
  Rendered,
  RenderJob,
} from '../../core/image/types';
import { type Encoded, encode } from './encode';
import { fitScale, narrowScale, type Placement, shapeOf, textPlacements, whole } from './geometry';
import { fitsInMemory, inspect } from './inspect';
import { isOneColor, padded, rasterize, resized } from './raster';
import { inMemory, openSource, type Source } from './source';

/** An image that has to be decoded again for each tile has at most this many: they share one deadline. */
const tilesOfHuge = 4;

/** Throws `ImageError`. The reported changes are those of the pixels; the caller knows the rest. */
export async function render(bytes: Uint8Array, facts: ImageFacts, job: RenderJob): Promise<Rendered> {
  const opened = await openSource(bytes, facts, job.maxEdge);
  const region = clamp(job.crop, opened);
  const { text, xHeight, raster: seen, source } = await inspect(opened, region, facts, job);
  const needed = narrowScale(region, job);
  const placements =
    fitScale(region.width, region.height, job) < needed
      ? textPlacements(region, job, needed)
      : text
        ? placementsOf(region, facts, job, xHeight)
        : [whole(region, job)];
  const cut = placements.length > 1;
  const pixels = cut && source === opened && fitsInMemory(facts) ? (await inMemory(source)).source : source;
  let { ground } = seen ?? {};
  let padding: ImageChange | undefined;
  let plain = true;
  const encodings = await shareBytes(placements, job, async ({ region: piece, width, height }, maxBytes) => {
    const serves = !cut && seen && seen.width >= width && seen.height >= height;
    const made = serves ? await resized(seen, width, height) : await rasterize(pixels, piece, width, height, ground);
    ground ??= made.ground;
    plain &&= isOneColor(made);
    const raster = await padded(made, ...shapeOf(made, job));
    if (raster !== made) {
      padding = { kind: 'padded', from: [made.width, made.height], to: [raster.width, raster.height] };
    }
    const exact = facts.lossless === true && made.width === piece.width && made.height === piece.height;
    return encode(raster, text, job.accepts, maxBytes, exact);
  });
  const parts = encodings.map(({ bytes, mediaType, width, height }, i): PreparedPart => {
    return { bytes, mediaType, width, height, ...((cut || job.crop) && { region: placements[i]?.region }) };
  });
  const changes = changesOf(facts, region, encodings, ground);
  if (padding) {
    changes.push(padding);
  }
  if (plain) {
    changes.push({ kind: 'oneColor' });
  }
  const scale = Math.min(
    ...parts.map(({ width, height }, i) => {
      const piece = placements[i]?.region ?? region;
      return Math.min(width / piece.width, height / piece.height);
    }),
  );
  if (xHeight !== undefined && isTooSmall(xHeight, scale)) {
    changes.push({ kind: 'textTooSmall', height: Math.round(xHeight * scale * 10) / 10 });
  }
  return { parts, changes };
}

/** Each tile has the same share of the bytes; what some leave over goes to those that would have to become smaller. */
async function shareBytes(
  placements: readonly Placement[],
  { maxBytes, maxTotalBytes = Number.POSITIVE_INFINITY }: RenderJob,
  make: (placement: Placement, maxBytes: number) => Promise<Encoded>,
): Promise<Encoded[]> {
  const share = Math.min(maxBytes, Math.floor(maxTotalBytes / placements.length));
  const made: Encoded[] = [];
  for (const placement of placements) {
    made.push(await make(placement, share));
  }
  const smaller = placements.flatMap((placement, i) => (made[i]!.width < placement.width ? [i] : []));
  const left = maxTotalBytes - made.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (share < maxBytes && smaller.length < placements.length) {
    for (const i of smaller) {
      const most = made[i]!.bytes.length + Math.floor(left / smaller.length);
      made[i] = await make(placements[i]!, Math.min(maxBytes, most));
    }
  }
  return made;
}

function placementsOf(region: Region, facts: ImageFacts, job: RenderJob, xHeight: number | undefined): Placement[] {
  // A picture isn't cut to keep letters legible unless it's known to have some.
  const known = xHeight === undefined ? 1 : fitsInMemory(facts) ? job.maxTiles : Math.min(job.maxTiles, tilesOfHuge);
  const maxTiles = job.content === 'text' ? job.maxTiles : known;
  return textPlacements(region, { ...job, maxTiles }, facts.type === 'svg' ? 0 : legibleScale(facts, xHeight));
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

function changesOf(
  facts: ImageFacts,
  region: Region,
  encodings: readonly Encoded[],
  ground: Ground | undefined,
): ImageChange[] {
  const changes: ImageChange[] = [];
  const [first] = encodings;
  if (ground) {
    changes.push({ kind: 'flattened', ground });
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
