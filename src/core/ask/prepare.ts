/** One image of a question, made fit: as it was prepared before, or anew. */

import { bodyBytesOf } from '../image/budget';
import { prepareSheet } from '../image/contactSheet';
import type { PlanRequest } from '../image/plan';
import { prepareImage, stillFits } from '../image/prepare';
import { ImageError, type PreparedImage } from '../image/types';
import { ProviderError } from '../providers/errors';
import { type AskDeps, type AskImage, AskImageError, type AskRequest, type PreparedCache } from './types';

/** A small version of an earlier image has no more raw bytes than these: a photo of 768 pixels has about 100 KB. */
const smallImageBytes = 128 * 1024;

export interface Preparing {
  readonly request: AskRequest;
  readonly deps: AskDeps;
  readonly cache: PreparedCache;
  readonly signal: AbortSignal;
  /** Bytes of the body that a new image leaves free, and one that is known may take: room for what is said later. */
  readonly spareBytes: number;
}

type Version = 'full' | 'less' | 'small';

/** What is prepared to be described serves a question as well. */
function versionKey({ request }: Preparing, image: AskImage, version: Version): string {
  const { provider, detail, intent } = request;
  return JSON.stringify([image.id, provider.limits, detail, intent === 'readText', version]);
}

/** The image as it was prepared first for these limits and this detail; undefined when it has not been. */
export function knownImage(image: AskImage, preparing: Preparing): PreparedImage | undefined {
  return preparing.cache.get(versionKey(preparing, image, 'full'));
}

/**
 * The image for a place in the request. What is known and still fits is taken as it is; a version that has to be less
 * is kept beside it, so that the first goes again as soon as it fits. Of an image of the history only the edge is looked
 * at: whether all of it fits together is decided later. Throws `AskImageError`, `ProviderError` or the signal's reason.
 */
export async function prepareForPlace(
  image: AskImage,
  place: PlanRequest,
  preparing: Preparing,
  isHistory: boolean,
): Promise<PreparedImage> {
  if (image.prepared) {
    return image.prepared;
  }
  const { cache } = preparing;
  const known = knownImage(image, preparing);
  const key = versionKey(preparing, image, known ? 'less' : 'full');
  const { maxBodyBytes: _, maxImages: __, ...edges } = place.limits;
  const held = isHistory
    ? { ...place, limits: edges }
    : { ...place, otherBodyBytes: place.otherBodyBytes - preparing.spareBytes };
  const usable = [known, cache.get(key)].find((one) => one && stillFits(one, held));
  if (usable) {
    return usable;
  }
  const made = await prepare(image, place, preparing);
  cache.set(key, made);
  return made;
}

/** A small version of an image of the history: low detail, one part, few bytes. Throws as `prepareForPlace`. */
export async function prepareSmall(image: AskImage, preparing: Preparing): Promise<PreparedImage> {
  const { request, cache } = preparing;
  const key = versionKey(preparing, image, 'small');
  const { limits } = request.provider;
  const made =
    cache.get(key) ??
    (await prepare(
      image,
      {
        limits: { ...limits, maxImageBytes: Math.min(smallImageBytes, limits.maxImageBytes ?? smallImageBytes) },
        intent: request.intent,
        detail: 'low',
        maxTiles: 1,
        imageCount: 1,
        otherBodyBytes: 0,
      },
      preparing,
    ));
  cache.set(key, made);
  return made;
}

/** The file's size, bytes. Throws `AskImageError`. */
export async function sourceBytesOf(image: AskImage, preparing: Preparing): Promise<number> {
  const known = knownImage(image, preparing);
  if (known) {
    return known.sourceBytes;
  }
  let sum = 0;
  for (const one of image.members ?? [image]) {
    sum += (await readOrThrow(one)).length;
  }
  return sum;
}

async function prepare(image: AskImage, place: PlanRequest, { deps, signal }: Preparing): Promise<PreparedImage> {
  signal.throwIfAborted();
  if (image.members) {
    return prepareMembers(image.members, place, deps, signal);
  }
  const bytes = await readOrThrow(image);
  try {
    return await prepareImage(bytes, place, deps.imaging, signal);
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

async function prepareMembers(
  members: readonly AskImage[],
  place: PlanRequest,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<PreparedImage> {
  const sources: Uint8Array[] = [];
  for (const member of members) {
    sources.push(await readOrThrow(member));
  }
  const blame = (index: number, error: ImageError) => {
    const { id = '', name = '' } = members[index] ?? {};
    return new AskImageError(id, name, error);
  };
  try {
    return await prepareSheet(sources, place, deps.imaging, blame, signal);
  } catch (error) {
    if (error instanceof ImageError && error.reason === 'tooManyImages') {
      throw new ProviderError('tooManyImages', error.detail);
    }
    throw error;
  }
}

/** The file's bytes. Throws `AskImageError`. */
export async function readOrThrow(image: AskImage): Promise<Uint8Array> {
  try {
    return await image.read();
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

/** What an image takes of the body at least: as a small version, or as it is known to be less. */
export function leastBodyBytes(image: AskImage, preparing: Preparing): number {
  const known = knownImage(image, preparing);
  const most = Math.ceil(smallImageBytes / 3) * 4;
  return known ? Math.min(most, bodyBytesOf(known)) : most;
}
