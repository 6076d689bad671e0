/** One image of a question, or several on one sheet, read and made fit for its place. */

import { prepareSheet } from '../image/contactSheet';
import type { PlanRequest } from '../image/plan';
import { prepareImage } from '../image/prepare';
import { ImageError, type PreparedImage } from '../image/types';
import { ProviderError } from '../providers/errors';
import { type AskDeps, type AskImage, AskImageError } from './types';

/** Throws `AskImageError`, `ProviderError` or the signal's reason. */
export async function prepare(
  image: AskImage,
  place: PlanRequest,
  { imaging }: AskDeps,
  signal: AbortSignal,
): Promise<PreparedImage> {
  signal.throwIfAborted();
  const { members } = image;
  if (!members) {
    const bytes = await readOrThrow(image, signal);
    return prepareImage(bytes, place, imaging, signal).catch((error: unknown) => {
      throw blame(image, error);
    });
  }
  const sources: Uint8Array[] = [];
  for (const member of members) {
    sources.push(await readOrThrow(member, signal));
  }
  try {
    return await prepareSheet(sources, place, imaging, (index, error) => named(members[index], error), signal);
  } catch (error) {
    if (error instanceof ImageError && error.reason === 'tooManyImages') {
      throw new ProviderError('tooManyImages', error.detail);
    }
    throw error;
  }
}

/** The file's bytes. Throws `AskImageError`, or the signal's reason. */
export async function readOrThrow(image: AskImage, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await image.read(signal);
  } catch (error) {
    throw blame(image, error);
  }
}

/** The size of the file, or of all that go on its sheet, bytes. Throws as `readOrThrow`. */
export async function sourceBytesOf(image: AskImage, signal: AbortSignal): Promise<number> {
  let sum = 0;
  for (const one of image.members ?? [image]) {
    sum += (await readOrThrow(one, signal)).length;
  }
  return sum;
}

const named = (image: AskImage | undefined, error: ImageError) =>
  new AskImageError(image?.id ?? '', image?.name ?? '', error);

const blame = (image: AskImage, error: unknown) => (error instanceof ImageError ? named(image, error) : error);
