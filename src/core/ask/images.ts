/** The images of a question: contact sheets, links, prepared images, and what has to be reduced for the rest to fit. */

import { allocate, type Candidate, type Version } from '../image/allocate';
import { jsonBytes } from '../image/budget';
import { prepareSheet } from '../image/contactSheet';
import type { PlanRequest } from '../image/plan';
import { prepareImage } from '../image/prepare';
import { ImageError, type ImageLimits, type PreparedImage } from '../image/types';
import { ProviderError } from '../providers/errors';
import { maxImagesOf } from './imageLimits';
import { type AskDeps, type AskImage, AskImageError, type AskRequest, type PreparedCache } from './types';

/** The request without earlier copies of an image that a later turn shows again. */
export function withoutRepeats(request: AskRequest): AskRequest {
  const turns = request.turns.map((turn, at) => {
    const later = new Set(request.turns.slice(at + 1).flatMap((one) => one.images.map((image) => image.id)));
    const stays = turn.images.map((image) => !later.has(image.id));
    const numbers = turn.numbers ?? turn.images.map((_, index) => index + 1);
    const images = turn.images.filter((_, index) => stays[index]);
    return { ...turn, images, numbers: numbers.filter((_, index) => stays[index]) };
  });
  return { ...request, turns };
}

/** The request as it's sent: where a turn asks for it and needs it, one contact sheet replaces all its images. */
export function withSheets(request: AskRequest): AskRequest {
  const { takesOriginals } = request.provider;
  const maxImages = maxImagesOf(request);
  const turns = request.turns.map((turn) => {
    const { images } = turn;
    const needed = images.length > 1 && images.length > (maxImages ?? 0);
    if (!turn.contactSheet || takesOriginals || !needed) {
      return turn;
    }
    const sheet: AskImage = {
      id: `sheet:${images.map((image) => image.id).join(',')}`,
      name: 'contact sheet',
      read: async () => new Uint8Array(),
      members: images,
    };
    return { ...turn, images: [sheet] };
  });
  return { ...request, turns };
}

/** The images behind an ID: those on a contact sheet, or the one itself. */
export function sourcesOf(request: AskRequest, id: string): readonly AskImage[] {
  const found = imagesOf(request).find((image) => image.id === id);
  return found ? (found.members ?? [found]) : [];
}

/** What is sent of each image, in order; an image that is shown twice is in it twice. */
export function preparedOf(request: AskRequest, plan: SendPlan): { id: string; prepared: PreparedImage }[] {
  return picturesOf(request, plan).flatMap(({ image, prepared }) =>
    (image.members ?? [image]).map(({ id }, index) => ({ id, prepared: prepared.members?.[index] ?? prepared })),
  );
}

/** Every picture of the request, in order: a contact sheet is one. */
export function picturesOf(request: AskRequest, plan: SendPlan): { image: AskImage; prepared: PreparedImage }[] {
  return imagesOf(request).flatMap((image) => {
    const prepared = plan.prepared.get(image.id);
    return prepared ? [{ image, prepared }] : [];
  });
}

/** The images that are sent as a link, in order, as often as they're shown. */
export const linksOf = (request: AskRequest, { links, leftOut }: SendPlan): string[] =>
  imagesOf(request).flatMap(({ id }) => (links.has(id) && !leftOut.includes(id) ? [id] : []));

const imagesOf = ({ turns }: AskRequest): AskImage[] => turns.flatMap(({ images }) => images);

export interface SendPlan {
  readonly prepared: ReadonlyMap<string, PreparedImage>;
  readonly originals: ReadonlyMap<string, Uint8Array>;
  /** URLs that the provider fetches itself, by image. */
  readonly links: ReadonlyMap<string, string>;
  /** Images that are sent smaller than before, so that the request stays within the limits. */
  readonly shrunk: readonly string[];
  /** Images in the history that don't fit even so. */
  readonly leftOut: readonly string[];
  readonly bodyBytes: number;
}

/** Bytes of JSON and notes around one image and around one message. */
const jsonOverhead = 400;

/**
 * Decides how each image of the question and its history is sent (see `allocate`), and makes what has to be made.
 * `limits` are the provider's, or tighter ones for this request. Throws `AskImageError`, `ProviderError`, or the
 * signal's reason.
 */
export async function prepareAll(
  request: AskRequest,
  limits: ImageLimits,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<SendPlan> {
  const { provider, turns } = request;
  const all = imagesOf(request);
  const plain = { prepared: new Map(), originals: new Map(), links: new Map(), shrunk: [], leftOut: [], bodyBytes: 0 };
  if (provider.takesOriginals) {
    const originals = new Map<string, Uint8Array>();
    for (const image of all) {
      originals.set(image.id, await readOrThrow(image, signal));
    }
    return { ...plain, originals };
  }
  const newest = turns.at(-1)?.images ?? [];
  if (newest.length > (limits.maxImages ?? Number.POSITIVE_INFINITY)) {
    throw tooMany(newest, limits.maxImages ?? 0);
  }
  const links = new Map<string, string>();
  for (const { id, url } of provider.vendor?.quirks.remoteUrl ? all : []) {
    if (url !== undefined && (await deps.mayLink?.(url))) {
      links.set(id, url);
    }
  }
  const cache = deps.cache ?? new Map();
  const { intent, detail } = request;
  const wordBytes = textBytesOf(request);
  const candidates = await candidatesOf(request, limits, links, cache, signal);
  const allocating = allocate(candidates, { limits, usualLimits: provider.limits, intent, detail, wordBytes });
  let step = allocating.next();
  while (!step.done) {
    const { id, version, place } = step.value;
    const made = await prepare(all.find((image) => image.id === id) as AskImage, place, deps, signal);
    cache.set(versionKey(request, id, version), made);
    step = allocating.next(made);
  }
  const { going, ...rest } = step.value;
  const inOrder = all.flatMap(({ id }) => {
    const image = going.get(id);
    return image ? [[id, image] as const] : [];
  });
  return { ...plain, ...rest, prepared: new Map(inOrder), links };
}

/** What was prepared for a description works for a question too. */
const versionKey = ({ provider, detail, intent }: AskRequest, id: string, version: Version) =>
  JSON.stringify([id, provider.limits, detail, intent === 'readText', version]);

/** The images of the request, in order. A file is read only if nothing was made of it yet and it may be sent. */
async function candidatesOf(
  request: AskRequest,
  { maxImages = Number.POSITIVE_INFINITY }: ImageLimits,
  links: ReadonlyMap<string, string>,
  cache: PreparedCache,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const { turns } = request;
  const all = turns.flatMap(({ images }, turn) => images.map((image) => ({ image, turn })));
  const candidates: Candidate[] = [];
  for (const [at, { image, turn }] of all.entries()) {
    const { id, prepared: fixed } = image;
    const version = (name: Version) => cache.get(versionKey(request, id, name));
    const made = { first: version('first'), tighter: version('tighter'), small: version('small') };
    const isLink = links.has(id);
    const isRead = !made.first && !isLink && at >= all.length - maxImages;
    const sourceBytes = isRead ? await sourceBytesOf(image, signal) : (made.first?.sourceBytes ?? 0);
    candidates.push({ id, turn, isNew: turn === turns.length - 1, isLink, sourceBytes, fixed, made });
  }
  return candidates;
}

/**
 * One image of a question, or several on one sheet. Throws `AskImageError`, `ProviderError`, or the signal's reason.
 */
async function prepare(
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
async function readOrThrow(image: AskImage, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await image.read(signal);
  } catch (error) {
    throw blame(image, error);
  }
}

/** The size of the file, or of all files on its sheet, in bytes. Throws what `readOrThrow` throws. */
async function sourceBytesOf(image: AskImage, signal: AbortSignal): Promise<number> {
  let sum = 0;
  for (const one of image.members ?? [image]) {
    sum += (await readOrThrow(one, signal)).length;
  }
  return sum;
}

const named = (image: AskImage | undefined, error: ImageError) =>
  new AskImageError(image?.id ?? '', image?.name ?? '', error);

const blame = (image: AskImage, error: unknown) => (error instanceof ImageError ? named(image, error) : error);

function tooMany(images: readonly AskImage[], limit: number): ProviderError {
  const leftOut = images.slice(limit).map((image) => image.name);
  const message = `at most ${limit} images; these would be left out: ${leftOut.join(', ')}`;
  return new ProviderError('tooManyImages', message, { limit, leftOut });
}

/** Bytes that the words of a request need in its body. */
export const wordBytesOf = ({ system, turns }: AskRequest) =>
  turns.reduce((sum, turn) => sum + jsonBytes(turn.question) + jsonBytes(turn.answer ?? ''), jsonBytes(system));

/** The same, including what surrounds the words and the notes about images; generous. */
const textBytesOf = (request: AskRequest) =>
  request.turns.reduce((sum, turn) => sum + jsonOverhead * (turn.images.length + 1), wordBytesOf(request));
