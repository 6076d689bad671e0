/** The image plan: what has to happen to an image so that a provider accepts it and a model can read it. Pure. */
import { byteBudget, minBytes } from './budget';
import { legibleScale } from './legible';
import { maxProfileBytes, rebuiltTypes } from './strip/limits';
import type { Detail, ImageChange, ImageErrorReason, ImageFacts, ImageLimits, Intent, RenderJob } from './types';

export interface PlanRequest {
  readonly limits: ImageLimits;
  readonly intent: Intent;
  readonly detail: Detail;
  /** New images in this request, including this one. */
  readonly imageCount: number;
  /** Images in the history; 0 if absent. */
  readonly historyImages?: number;
  /** Serialized bytes of everything else in the body: prompt, text, and the history with its images. */
  readonly otherBodyBytes: number;
  /** Tiles that text can be cut into; 16 if absent. */
  readonly maxTiles?: number;
}

/** Why an image can't be sent unchanged. */
export type RenderReason =
  | 'type'
  | 'orientation'
  | 'animation'
  | 'color'
  | 'depth'
  | 'coding'
  | 'end'
  | 'profile'
  | 'transparency'
  | 'shape'
  | 'edge'
  | 'pixels'
  | 'bytes';

export type ImagePlan =
  /** Sent unchanged, except for its metadata, which is removed without decoding. */
  | { readonly action: 'pass'; readonly changes: readonly ImageChange[] }
  | { readonly action: 'render'; readonly job: RenderJob; readonly reasons: readonly RenderReason[] }
  | { readonly action: 'refuse'; readonly reason: ImageErrorReason };

/** Larger files aren't read at all. */
const maxSourceBytes = 64 * 1024 * 1024;

/**
 * Maximum pixels of an image that can't be decoded row by row: it needs up to 0.98 GB (whole process, measured
 * 2026-11-22).
 */
const wholePixels: Partial<Record<ImageFacts['type'], number>> = {
  avif: 45_000_000,
  // A phone's largest picture has 8064 × 6048 pixels.
  heic: 49_000_000,
  webp: 51_000_000,
};

/** Images with more pixels than this aren't decoded. The largest cameras make 100 megapixels. */
export function maxSourcePixels(type: ImageFacts['type']): number {
  return wholePixels[type] ?? 102_000_000;
}

const deepPixels = 76_000_000;

/** A side longer than JPEG, WebP, and GIF allow occurs only in malicious files. */
const maxSide = 65_535;

/** Whether the image has more pixels, or a longer side, than Sightread decodes. A drawing has no pixels of its own. */
export function isTooLarge({ type, width, height, bitDepth }: ImageFacts): boolean {
  // An interlaced PNG is held in memory as a whole and needs 8 bytes per pixel at 16 bits per channel.
  const most = type === 'png' && bitDepth > 8 ? deepPixels : maxSourcePixels(type);
  return type !== 'svg' && (width * height > most || Math.max(width, height) > maxSide);
}

/**
 * Longest edge by detail. 1568 suits every provider of 2026; 2576 is the most that any model keeps without resizing.
 */
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
/** Text can grow to this size if only that keeps it legible. */
const maxTextEdge = 4096;
/** Enough to bring a page of 1,200 × 12,000 pixels to whatever accepts the least: one of the editor's models. */
const maxPlannedTiles = 16;
/** Reading has to be exact. Models scale pictures down themselves, and tiles the least. */
const tilesForReading = 4;

function least(...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/**
 * The longest edge that the provider accepts in this request, in pixels, if the image is sent in `parts`: it can be
 * less if there are many images.
 */
export function hardEdge({ limits, imageCount, historyImages = 0 }: PlanRequest, parts = 1): number | undefined {
  const many = limits.manyImages !== undefined && imageCount - 1 + parts + historyImages > limits.manyImages;
  return least(limits.maxEdge, many ? limits.manyImagesMaxEdge : undefined);
}

/** How many parts each image can have: the provider counts every one, including those of the other images. */
function roomForTiles({ limits, imageCount, historyImages = 0 }: PlanRequest): number {
  const { maxImages, manyImages } = limits;
  // Tiles aren't worth making all images of the request smaller.
  const few = manyImages !== undefined && imageCount + historyImages <= manyImages ? manyImages : undefined;
  const most = least(maxImages, few) ?? Number.POSITIVE_INFINITY;
  return Math.floor((most - historyImages) / imageCount);
}

/** A 4K screen has less. */
const maxScreenPixels = 8_500_000;

/**
 * The pictures sent for one of which only the size is known, and nothing about the provider: anything the size of a
 * screenshot is treated as text, so that a price isn't understated. All `count` have the same size, pixels.
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

/** What the engine is asked for if the image has to be rendered. */
export function renderJob(request: PlanRequest): RenderJob {
  const { limits, intent, detail, imageCount, otherBodyBytes } = request;
  const hard = hardEdge(request);
  const wanted = intent === 'readText' ? readEdge[detail] : describeEdge[detail];
  const maxEdge = detail === 'original' ? hard : least(wanted, hard, limits.usefulEdge);
  const reads = intent === 'readText';
  // Low detail is honored, except that reading is pointless if letters can't be told apart.
  const grows = detail !== 'low' || reads;
  const maxTiles = Math.max(1, Math.min(grows ? (request.maxTiles ?? maxPlannedTiles) : 1, roomForTiles(request)));
  const { each, total } = byteBudget(limits, imageCount, otherBodyBytes, maxTiles);
  const textEdge = least(maxTextEdge, hard, limits.usefulEdge) ?? maxTextEdge;
  return {
    accepts: limits.accepts,
    ...(maxEdge !== undefined && { maxEdge }),
    ...(limits.maxShortEdge !== undefined && { maxShortEdge: limits.maxShortEdge }),
    ...(limits.maxPixels !== undefined && { maxPixels: limits.maxPixels }),
    ...(limits.minEdge !== undefined && { minEdge: limits.minEdge }),
    ...(limits.maxRatio !== undefined && { maxRatio: limits.maxRatio }),
    ...(grows && maxEdge !== undefined && textEdge > maxEdge && { textEdge }),
    maxBytes: each,
    ...(total !== undefined && { maxTotalBytes: total }),
    content: reads ? 'text' : 'auto',
    maxTiles,
    ...(reads && { tilesFirst: Math.min(maxTiles, request.maxTiles ?? tilesForReading) }),
  };
}

/** Types whose decoder shows a picture although the end of the file is missing; how much of it is the engine's matter. */
const shownWithoutEnd: ReadonlySet<ImageFacts['type']> = new Set(['jpeg', 'png', 'webp', 'bmp']);

/** Whether an image can't be used because the end of its file is missing. */
export const isRefusedWithoutEnd = ({ truncated, type }: ImageFacts): boolean =>
  truncated && !shownWithoutEnd.has(type);

const isRebuilt = (type: ImageFacts['type']) => rebuiltTypes.some((one) => one === type);

function reasonsToRender(facts: ImageFacts, sourceBytes: number, limits: ImageLimits, job: RenderJob): RenderReason[] {
  const longest = Math.max(facts.width, facts.height);
  const shortest = Math.min(facts.width, facts.height);
  const checks: readonly (readonly [RenderReason, boolean])[] = [
    ['type', !limits.accepts.includes(facts.mediaType) || !isRebuilt(facts.type)],
    ['orientation', facts.orientation !== 1],
    // A PNG's still picture comes before its animation and remains when that is removed.
    ['animation', facts.animated && facts.type !== 'png'],
    ['color', facts.cmyk],
    ['depth', facts.bitDepth > 8],
    ['coding', facts.unusualCoding === true],
    ['end', facts.truncated],
    ['profile', facts.iccBytes > maxProfileBytes],
    ['transparency', facts.alpha],
    ['shape', shortest < (limits.minEdge ?? 0) || longest > shortest * (limits.maxRatio ?? longest)],
    ['edge', longest > (job.maxEdge ?? longest) || shortest > (job.maxShortEdge ?? shortest)],
    ['pixels', job.maxPixels !== undefined && facts.width * facts.height > job.maxPixels],
    ['bytes', sourceBytes > Math.min(job.maxBytes, job.maxTotalBytes ?? Number.POSITIVE_INFINITY)],
  ];
  return checks.filter(([, holds]) => holds).map(([reason]) => reason);
}

/**
 * Decides what is done with an image of `sourceBytes` bytes. Limits apply to the serialized body, which all images of
 * the request and its history share. Pure: the same facts and request give the same plan.
 */
export function planImage(facts: ImageFacts, sourceBytes: number, request: PlanRequest): ImagePlan {
  const { limits, imageCount, historyImages = 0 } = request;
  if (limits.maxImages !== undefined && historyImages + imageCount > limits.maxImages) {
    return { action: 'refuse', reason: 'tooManyImages' };
  }
  if (isRefusedWithoutEnd(facts)) {
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

/** What happens to every image, rendered or not, as changes: rotated, first frame, metadata. */
export function changesOfBytes(facts: ImageFacts): ImageChange[] {
  const { metadata, orientation, animated, frames, type } = facts;
  const changes: ImageChange[] = [];
  if (orientation !== 1) {
    changes.push({ kind: 'turnedUpright' });
  }
  if (animated || (type === 'tiff' && (frames ?? 1) > 1)) {
    changes.push({ kind: 'firstFrame', ...(frames !== undefined && { frames }) });
  }
  if (facts.truncated) {
    changes.push({ kind: 'endMissing' });
  }
  if (Object.values(metadata).some(Boolean)) {
    changes.push({ kind: 'metadataRemoved', location: metadata.location });
  }
  return changes;
}
