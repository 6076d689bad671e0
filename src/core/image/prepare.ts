/** From any image's bytes to what one provider gets: sniff, plan, strip or render, check. */
import { base64Length, bodyOverhead, jsonBytes, partOverhead } from './budget';
import { changesOfBytes, type ImagePlan, type PlanRequest, planImage, renderJob } from './plan';
import { factsOf } from './sniff';
import { stripMetadata } from './strip';
import { svgSourceText } from './svgText';
import { ImageError, type ImageFacts, type ImagingEngine, type PreparedImage, type PreparedPart } from './types';

/** Throws `ImageError`; the signal's reason when aborted. */
export async function prepareImage(
  bytes: Uint8Array,
  request: PlanRequest,
  engine: ImagingEngine,
  signal?: AbortSignal,
): Promise<PreparedImage> {
  signal?.throwIfAborted();
  const facts = factsOf(bytes);
  const sourceText = facts.type === 'svg' ? svgSourceText(bytes) : undefined;
  const textBytes = sourceText === undefined ? 0 : jsonBytes(sourceText);
  const full = { ...request, otherBodyBytes: request.otherBodyBytes + textBytes };
  const plan = planImage(facts, bytes.length, full);
  const image = await carryOut(plan, bytes, facts, full, engine, signal);
  if (sourceText === undefined) {
    return image;
  }
  return { ...image, changes: [...image.changes, { kind: 'sourceTextAdded' }], sourceText };
}

async function carryOut(
  plan: ImagePlan,
  bytes: Uint8Array,
  facts: ImageFacts,
  request: PlanRequest,
  engine: ImagingEngine,
  signal: AbortSignal | undefined,
): Promise<PreparedImage> {
  if (plan.action === 'refuse') {
    throw new ImageError(plan.reason, `${facts.type}, ${bytes.length} bytes`, facts);
  }
  const mayPass = plan.action === 'pass' || (await isOpaqueAfterAll(plan, bytes, facts, engine, signal));
  const passed = mayPass ? pass(bytes, facts) : undefined;
  if (passed) {
    return passed;
  }
  const job = plan.action === 'render' ? plan.job : renderJob(request);
  try {
    const rendered = await engine.render(bytes, facts, job, signal);
    checkParts(rendered.parts, request);
    const changes = [...changesOfBytes(facts), ...rendered.changes];
    return { facts, sourceBytes: bytes.length, parts: rendered.parts, changes };
  } catch (error) {
    const fallback = isUnavailable(error) ? passUnscaled(bytes, facts, request) : undefined;
    if (fallback) {
      return fallback;
    }
    throw error;
  }
}

const isUnavailable = (error: unknown) => error instanceof ImageError && error.reason === 'engineUnavailable';

/** Many images have an alpha channel in which everything is opaque; those need no flattening. */
async function isOpaqueAfterAll(
  plan: ImagePlan,
  bytes: Uint8Array,
  facts: ImageFacts,
  engine: ImagingEngine,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (plan.action !== 'render' || plan.reasons.some((reason) => reason !== 'transparency')) {
    return false;
  }
  try {
    return (await engine.look(bytes, facts, signal)).transparent === 0;
  } catch (error) {
    if (isUnavailable(error)) {
      return true;
    }
    throw error;
  }
}

function pass(bytes: Uint8Array, facts: ImageFacts): PreparedImage | undefined {
  const stripped = stripMetadata(bytes, facts);
  if (!stripped) {
    return undefined;
  }
  const part: PreparedPart = {
    bytes: stripped,
    mediaType: facts.mediaType,
    width: facts.width,
    height: facts.height,
  };
  return { facts, sourceBytes: bytes.length, parts: [part], changes: changesOfBytes(facts) };
}

/** Without an engine, an image that the provider takes in its full size still goes. */
function passUnscaled(bytes: Uint8Array, facts: ImageFacts, request: PlanRequest): PreparedImage | undefined {
  const plan = planImage(facts, bytes.length, { ...request, detail: 'original' });
  const allowed =
    plan.action === 'pass' || (plan.action === 'render' && plan.reasons.every((r) => r === 'transparency'));
  return allowed ? pass(bytes, facts) : undefined;
}

/**
 * What the engine made is held against the limits once more: a provider's error comes late and costs. Throws `ImageError`.
 */
export function checkParts(parts: readonly PreparedPart[], request: PlanRequest): void {
  const { limits, imageCount, otherBodyBytes } = request;
  for (const { bytes, mediaType, width, height } of parts) {
    const longest = Math.max(width, height);
    if (
      !limits.accepts.includes(mediaType) ||
      bytes.length > (limits.maxImageBytes ?? Number.POSITIVE_INFINITY) ||
      longest > (limits.maxEdge ?? Number.POSITIVE_INFINITY) ||
      Math.min(width, height) > (limits.maxShortEdge ?? Number.POSITIVE_INFINITY) ||
      width * height > (limits.maxPixels ?? Number.POSITIVE_INFINITY)
    ) {
      throw new ImageError('tooLarge', `${mediaType}, ${bytes.length} bytes`, { width, height });
    }
  }
  const body = parts.reduce((sum, part) => sum + base64Length(part.bytes.length) + partOverhead, 0);
  const share = ((limits.maxBodyBytes ?? Number.POSITIVE_INFINITY) - otherBodyBytes - bodyOverhead) / imageCount;
  if (parts.length === 0 || body > share) {
    throw new ImageError('tooLarge', `${body} bytes in a body that has ${Math.floor(share)} left`);
  }
}

/** What became of one image of several. */
export type PreparedOutcome =
  | { readonly kind: 'prepared'; readonly image: PreparedImage }
  | { readonly kind: 'failed'; readonly error: ImageError }
  /** Over the provider's number of images. */
  | { readonly kind: 'leftOut' };

/**
 * Prepares several images for one request, in the order given; the outcome at an index is that of the image at it.
 * They share the body: what small ones do not need, large ones get. Throws the signal's reason when aborted.
 */
export async function prepareImages(
  list: readonly Uint8Array[],
  request: Omit<PlanRequest, 'imageCount'>,
  engine: ImagingEngine,
  signal?: AbortSignal,
): Promise<PreparedOutcome[]> {
  const { limits, historyImages = 0 } = request;
  const room = Math.max(0, (limits.maxImages ?? Number.POSITIVE_INFINITY) - historyImages);
  const outcomes: PreparedOutcome[] = list.map(() => ({ kind: 'leftOut' }));
  const taken = list
    .map((bytes, index) => ({ bytes, index }))
    .slice(0, room)
    .sort((one, other) => one.bytes.length - other.bytes.length);
  let { otherBodyBytes } = request;
  let parts = historyImages;
  for (const [done, { bytes, index }] of taken.entries()) {
    const imageCount = taken.length - done;
    try {
      const image = await prepareImage(
        bytes,
        { ...request, imageCount, otherBodyBytes, historyImages: parts },
        engine,
        signal,
      );
      outcomes[index] = { kind: 'prepared', image };
      parts += image.parts.length;
      otherBodyBytes += image.parts.reduce((sum, part) => sum + base64Length(part.bytes.length) + partOverhead, 0);
      otherBodyBytes += image.sourceText === undefined ? 0 : jsonBytes(image.sourceText);
    } catch (error) {
      if (!(error instanceof ImageError)) {
        throw error;
      }
      outcomes[index] = { kind: 'failed', error };
    }
  }
  return outcomes;
}
