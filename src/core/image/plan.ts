/** The image plan: what has to happen to an image so that a provider takes it and a model can read it. Pure. */
import { byteBudget, minBytes } from './budget';
import { legibleScale } from './legible';
import { maxProfileBytes, rebuiltTypes } from './strip/limits';
import type { Detail, ImageChange, ImageErrorReason, ImageFacts, ImageLimits, Intent, RenderJob } from './types';

export interface PlanRequest {
  readonly limits: ImageLimits;
  readonly intent: Intent;
  readonly detail: Detail;
  /** Images of this request that are new, this one included. */
  readonly imageCount: number;
  /** Images that the history sends along; 0 when absent. */
  readonly historyImages?: number;
  /** Serialised bytes of everything else in the body: prompt, text, the history with its images. */
  readonly otherBodyBytes: number;
  /** Tiles that text may be cut into; 16 when absent. */
  readonly maxTiles?: number;
}

/** Why an image cannot go as it is. */
export type RenderReason =
  | 'type'
  | 'orientation'
  | 'animation'
  | 'color'
  | 'depth'
  | 'coding'
  | 'profile'
  | 'transparency'
  | 'edge'
  | 'pixels'
  | 'bytes';

export type ImagePlan =
  /** Sent as it is but for its metadata, which is removed without decoding. */
  | { readonly action: 'pass'; readonly changes: readonly ImageChange[] }
  | { readonly action: 'render'; readonly job: RenderJob; readonly reasons: readonly RenderReason[] }
  | { readonly action: 'refuse'; readonly reason: ImageErrorReason };

/** Larger files are not read at all. */
const maxSourceBytes = 64 * 1024 * 1024;

/** Most pixels of what cannot be decoded row by row: it takes up to 0.98 GB (whole process, measured 2026-11-22). */
const wholePixels: Partial<Record<ImageFacts['type'], number>> = {
  avif: 45_000_000,
  // A phone's largest picture has 8064 × 6048.
  heic: 49_000_000,
  webp: 51_000_000,
};

/** More pixels than these are not decoded. The largest cameras make 100 megapixels. */
export function maxSourcePixels(type: ImageFacts['type']): number {
  return wholePixels[type] ?? 102_000_000;
}

const deepPixels = 76_000_000;

/** A side longer than JPEG, WebP and GIF can have only occurs in files that are made to hurt. */
const maxSide = 65_535;

/** Whether the image has more pixels, or a longer side, than is decoded. A drawing has none of its own. */
export function isTooLarge({ type, width, height, bitDepth }: ImageFacts): boolean {
  // An interlaced PNG is held as a whole, and of 16 bits a channel takes 8 bytes a pixel.
  const most = type === 'png' && bitDepth > 8 ? deepPixels : maxSourcePixels(type);
  return type !== 'svg' && (width * height > most || Math.max(width, height) > maxSide);
}

/** Longest edge by detail. 1568 suits every provider of 2026; 2576 is the most that any model keeps by itself. */
const describeEdge: Readonly<Record<Detail, number | undefined>> = {
  low: 768,
  auto: 1568,
  high: 2576,
  original: undefined,
};
const readEdge: Readonly<Record<Detail, number | undefined>> = {
  low: 1568,
  auto: 2048,
  high: 2576,
  original: undefined,
};
/** Text may grow to this where only that keeps it legible. */
const maxTextEdge = 4096;
/** As many carry a page of 1,200 × 12,000 pixels to whatever takes the least: a model of the editor. */
const maxPlannedTiles = 16;
/** Who reads wants it exactly: models make pictures smaller themselves, and tiles the least. */
const tilesForReading = 4;

function least(...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/**
 * The longest edge that the provider takes in this request, pixels, when the image goes in `parts`: it may be less where
 * there are many images.
 */
export function hardEdge({ limits, imageCount, historyImages = 0 }: PlanRequest, parts = 1): number | undefined {
  const many = limits.manyImages !== undefined && imageCount - 1 + parts + historyImages > limits.manyImages;
  return least(limits.maxEdge, many ? limits.manyImagesMaxEdge : undefined);
}

/** How many parts each image may have: the provider counts every one, and those of the others with it. */
function roomForTiles({ limits, imageCount, historyImages = 0 }: PlanRequest): number {
  const { maxImages, manyImages } = limits;
  // Tiles are not worth it that all images of the request must become smaller.
  const few = manyImages !== undefined && imageCount + historyImages <= manyImages ? manyImages : undefined;
  const most = least(maxImages, few) ?? Number.POSITIVE_INFINITY;
  return Math.floor((most - historyImages) / imageCount);
}

/** A 4K screen has less. */
const maxScreenPixels = 8_500_000;

/**
 * The pictures in which one is described of which no more is known than its size, and of the provider nothing: what
 * a screen can have had is taken for text, so that a price is not told too low. All `count` have the same size, pixels.
 */
export function describedSize(
  width: number,
  height: number,
  detail: Detail,
): { readonly width: number; readonly height: number; readonly count: number } {
  const longest = Math.max(width, height, 1);
  const scale = (describeEdge[detail] ?? longest) / longest;
  const photo = width * height > maxScreenPixels && longest < 2.5 * Math.min(width, height);
  const text = photo || detail === 'low' ? 0 : legibleScale({ type: 'png', width, height });
  const count = Math.min(maxPlannedTiles, Math.max(1, Math.ceil((longest * text) / maxTextEdge)));
  const sent = Math.min(1, Math.max(scale, Math.min(text, (count * maxTextEdge) / longest)));
  const along = (side: number) => Math.round((side * sent) / (side === longest ? count : 1));
  return { width: along(width), height: along(height), count };
}

/** What the engine is asked for when the image has to be rendered. */
export function renderJob(request: PlanRequest): RenderJob {
  const { limits, intent, detail, imageCount, otherBodyBytes } = request;
  const hard = hardEdge(request);
  const wanted = intent === 'readText' ? readEdge[detail] : describeEdge[detail];
  const maxEdge = detail === 'original' ? hard : least(wanted, hard, limits.usefulEdge);
  const reads = intent === 'readText';
  // Who asks for little gets little; but reading is of no use where letters cannot be told apart.
  const grows = detail !== 'low' || reads;
  const maxTiles = Math.max(1, Math.min(grows ? (request.maxTiles ?? maxPlannedTiles) : 1, roomForTiles(request)));
  const { each, total } = byteBudget(limits, imageCount, otherBodyBytes, maxTiles);
  const textEdge = least(maxTextEdge, hard, limits.usefulEdge) ?? maxTextEdge;
  return {
    accepts: limits.accepts,
    ...(maxEdge !== undefined && { maxEdge }),
    ...(limits.maxShortEdge !== undefined && { maxShortEdge: limits.maxShortEdge }),
    ...(limits.maxPixels !== undefined && { maxPixels: limits.maxPixels }),
    ...(grows && maxEdge !== undefined && textEdge > maxEdge && { textEdge }),
    maxBytes: each,
    ...(total !== undefined && { maxTotalBytes: total }),
    content: reads ? 'text' : 'auto',
    maxTiles,
    ...(reads && { tilesFirst: Math.min(maxTiles, request.maxTiles ?? tilesForReading) }),
  };
}

const isRebuilt = (type: ImageFacts['type']) => rebuiltTypes.some((one) => one === type);

function reasonsToRender(facts: ImageFacts, sourceBytes: number, limits: ImageLimits, job: RenderJob): RenderReason[] {
  const longest = Math.max(facts.width, facts.height);
  const shortest = Math.min(facts.width, facts.height);
  const checks: readonly (readonly [RenderReason, boolean])[] = [
    ['type', !limits.accepts.includes(facts.mediaType) || !isRebuilt(facts.type)],
    ['orientation', facts.orientation !== 1],
    // A PNG's still picture stands before its animation and remains when that is left out.
    ['animation', facts.animated && facts.type !== 'png'],
    ['color', facts.cmyk],
    ['depth', facts.bitDepth > 8],
    ['coding', facts.unusualCoding === true],
    ['profile', facts.iccBytes > maxProfileBytes],
    ['transparency', facts.alpha],
    ['edge', longest > (job.maxEdge ?? longest) || shortest > (job.maxShortEdge ?? shortest)],
    ['pixels', job.maxPixels !== undefined && facts.width * facts.height > job.maxPixels],
    ['bytes', sourceBytes > Math.min(job.maxBytes, job.maxTotalBytes ?? Number.POSITIVE_INFINITY)],
  ];
  return checks.filter(([, holds]) => holds).map(([reason]) => reason);
}

/**
 * Decides what is done with an image of `sourceBytes` bytes. Limits are held on the serialised body, which all images
 * of the request and its history share. Pure: the same facts and request give the same plan.
 */
export function planImage(facts: ImageFacts, sourceBytes: number, request: PlanRequest): ImagePlan {
  const { limits, imageCount, historyImages = 0 } = request;
  if (limits.maxImages !== undefined && historyImages + imageCount > limits.maxImages) {
    return { action: 'refuse', reason: 'tooManyImages' };
  }
  if (facts.truncated) {
    return { action: 'refuse', reason: 'truncated' };
  }
  if (isTooLarge(facts)) {
    return { action: 'refuse', reason: 'tooManyPixels' };
  }
  const job = renderJob(request);
  if (sourceBytes > maxSourceBytes || job.maxBytes < minBytes) {
    return { action: 'refuse', reason: 'tooLarge' };
  }
  const reasons = reasonsToRender(facts, sourceBytes, limits, job);
  return reasons.length === 0 ? { action: 'pass', changes: changesOfBytes(facts) } : { action: 'render', job, reasons };
}

/** What happens to every image, rendered or not, as changes: turned, first frame, metadata. */
export function changesOfBytes(facts: ImageFacts): ImageChange[] {
  const { metadata, orientation, animated, frames, type } = facts;
  const changes: ImageChange[] = [];
  if (orientation !== 1) {
    changes.push({ kind: 'turnedUpright' });
  }
  if (animated || (type === 'tiff' && (frames ?? 1) > 1)) {
    changes.push({ kind: 'firstFrame', ...(frames !== undefined && { frames }) });
  }
  if (Object.values(metadata).some(Boolean)) {
    changes.push({ kind: 'metadataRemoved', location: metadata.location });
  }
  return changes;
}
