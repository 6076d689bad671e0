/** From any image's bytes to what one provider gets: sniff, plan, strip or render, check. */
import { base64Length, bodyShare, jsonBytes, partOverhead } from './budget';
import { alongside } from './drawing';
import { changesOfBytes, hardEdge, type ImagePlan, type PlanRequest, planImage, renderJob } from './plan';
import { factsOf } from './sniff';
import { stripMetadata } from './strip';
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
  // A file that is too large isn't read.
  const refused = planImage(facts, bytes.length, request).action === 'refuse';
  const { sourceText, changes } = refused ? { changes: [] } : await alongside(bytes, facts, engine, signal);
  const textBytes = sourceText === undefined ? 0 : jsonBytes(sourceText);
  const full = { ...request, otherBodyBytes: request.otherBodyBytes + textBytes };
  const image = await carryOut(planImage(facts, bytes.length, full), bytes, facts, full, engine, signal);
  return { ...image, changes: [...image.changes, ...changes], ...(sourceText !== undefined && { sourceText }) };
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
  const passed = mayPass ? await pass(bytes, facts) : undefined;
  if (passed) {
    return passed;
  }
  const job = plan.action === 'render' ? plan.job : renderJob(request);
  try {
    const rendered = await engine.render(bytes, facts, job, signal);
    checkParts(rendered.parts, request);
    const changes = [...changesOfBytes(facts), ...rendered.changes];
    const { parts } = rendered;
    return { facts, sourceBytes: bytes.length, parts, changes };
  } catch (error) {
    const fallback = isUnavailable(error) ? await passUnscaled(bytes, facts, request) : undefined;
    if (fallback) {
      return fallback;
    }
    throw error;
  }
}

const isUnavailable = (error: unknown) => error instanceof ImageError && error.reason === 'engineUnavailable';

/** Many images have an alpha channel that is fully opaque; those need no flattening. */
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
    return (await engine.analyzePixels(bytes, facts, signal)).transparent === 0;
  } catch (error) {
    if (isUnavailable(error)) {
      return true;
    }
    throw error;
  }
}

async function pass(bytes: Uint8Array, facts: ImageFacts): Promise<PreparedImage | undefined> {
  const stripped = await stripMetadata(bytes, facts);
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

/** Without an engine, an image that the provider accepts at its full size can still be sent. */
async function passUnscaled(
  bytes: Uint8Array,
  facts: ImageFacts,
  request: PlanRequest,
): Promise<PreparedImage | undefined> {
  const plan = planImage(facts, bytes.length, { ...request, detail: 'original' });
  const allowed =
    plan.action === 'pass' || (plan.action === 'render' && plan.reasons.every((r) => r === 'transparency'));
  return allowed ? pass(bytes, facts) : undefined;
}

/**
 * Checks the engine's result against the limits once more: a provider's error comes late and costs money. Throws
 * `ImageError`.
 */
export function checkParts(parts: readonly PreparedPart[], request: PlanRequest): void {
  const { limits, imageCount, otherBodyBytes } = request;
  for (const { bytes, mediaType, width, height } of parts) {
    if (
      !limits.accepts.includes(mediaType) ||
      bytes.length > (limits.maxImageBytes ?? Number.POSITIVE_INFINITY) ||
      Math.max(width, height) > (hardEdge(request, parts.length) ?? Number.POSITIVE_INFINITY) ||
      Math.min(width, height) > (limits.maxShortEdge ?? Number.POSITIVE_INFINITY) ||
      width * height > (limits.maxPixels ?? Number.POSITIVE_INFINITY)
    ) {
      throw new ImageError('tooLarge', `${mediaType}, ${bytes.length} bytes`, { width, height });
    }
  }
  const body = parts.reduce((sum, part) => sum + base64Length(part.bytes.length) + partOverhead, 0);
  const share = bodyShare(limits, imageCount, otherBodyBytes);
  if (parts.length === 0 || body > share) {
    throw new ImageError('tooLarge', `${body} bytes in a body that has ${share} left`);
  }
}
