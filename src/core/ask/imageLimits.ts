/** How many images servers take in one request, as they said when they refused more. */
import { ProviderError } from '../providers/errors';
import type { AskRequest } from './types';

/** By server and model, for as long as this process runs. */
const learnt = new Map<string, number>();
/** More servers than anybody has. */
const maxServers = 200;

const keyOf = ({ provider, model }: AskRequest) => JSON.stringify([provider.vendor?.baseUrl ?? provider.id, model]);

/** The most images that a request may have: the vendor's figure, or a lower one that its server named. */
export function maxImagesOf(request: AskRequest): number | undefined {
  const { maxImages = Number.POSITIVE_INFINITY } = request.provider.limits;
  const most = Math.min(maxImages, learnt.get(keyOf(request)) ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(most) ? most : undefined;
}

/**
 * Remembers the limit that a refusal of too many images names.
 * @returns the error for the user, with the images beyond the limit by name; undefined if only earlier images are too
 * many, so that the same question can be asked without the oldest ones.
 */
export function learnLimit(request: AskRequest, error: ProviderError, sent: number): ProviderError | undefined {
  const newest = request.turns.at(-1)?.images ?? [];
  const limit = error.details.limit ?? (sent > newest.length ? newest.length : undefined);
  if (!limit || sent <= limit) {
    return error;
  }
  if (learnt.size < maxServers) {
    learnt.set(keyOf(request), limit);
  }
  if (newest.length <= limit) {
    return undefined;
  }
  const leftOut = newest.slice(limit).map((image) => image.name);
  return new ProviderError('tooManyImages', error.message, { ...error.details, limit, leftOut });
}
