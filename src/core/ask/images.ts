/** The images of a question: contact sheets, links, what is prepared, what has to be less for the rest to fit. */

import { bodyBytesOf, bodyOverhead, jsonBytes } from '../image/budget';
import { prepareTogether, type Sharer } from '../image/prepare';
import type { ImageLimits, PreparedImage } from '../image/types';
import { ProviderError } from '../providers/errors';
import {
  knownImage,
  leastBodyBytes,
  type Preparing,
  prepareForPlace,
  prepareSmall,
  readOrThrow,
  sourceBytesOf,
} from './prepare';
import type { AskDeps, AskImage, AskRequest } from './types';

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

/** The request as it is sent: where a turn asks for it and needs it, one contact sheet stands for all its images. */
export function withSheets(request: AskRequest): AskRequest {
  const { takesOriginals, limits } = request.provider;
  const turns = request.turns.map((turn) => {
    const { images } = turn;
    const needed = images.length > 1 && images.length > (limits.maxImages ?? 0);
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

/** The images behind an id: those of a contact sheet, or the one itself. */
export function sourcesOf(request: AskRequest, id: string): readonly AskImage[] {
  const found = request.turns.flatMap((turn) => turn.images).find((image) => image.id === id);
  return found ? (found.members ?? [found]) : [];
}

export function preparedOf(request: AskRequest, plan: SendPlan): { id: string; prepared: PreparedImage }[] {
  return [...plan.prepared].flatMap(([id, prepared]) =>
    sourcesOf(request, id).map((image, index) => ({ id: image.id, prepared: prepared.members?.[index] ?? prepared })),
  );
}

export interface SendPlan {
  readonly prepared: ReadonlyMap<string, PreparedImage>;
  readonly originals: ReadonlyMap<string, Uint8Array>;
  /** Addresses that the provider fetches itself, by image. */
  readonly links: ReadonlyMap<string, string>;
  /** Images that go smaller than they went before, so that the request stays within the limits. */
  readonly shrunk: readonly string[];
  /** Images of the history for which even that did not suffice. */
  readonly leftOut: readonly string[];
  readonly bodyBytes: number;
}

/** Bytes of JSON and notes around one image and around one message. */
const jsonOverhead = 400;

/** An image that fills the body leaves so many bytes to the words of later questions and answers. */
const wordsToCome = 64 * 1024;

/**
 * Decides how each image of the question and of its history goes. The new ones come first; the history is made
 * to fit beside them: the oldest are sent small, then left out. Nothing of that lasts: the next request decides anew.
 * `limits` are the provider's, or tighter ones for this request. Throws `AskImageError`, `ProviderError` or the signal's
 * reason.
 */
export async function prepareAll(
  request: AskRequest,
  limits: ImageLimits,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<SendPlan> {
  const { provider, turns } = request;
  const all = turns.flatMap((turn) => turn.images);
  const plain = { prepared: new Map(), originals: new Map(), links: new Map(), shrunk: [], leftOut: [], bodyBytes: 0 };
  if (provider.takesOriginals) {
    const originals = new Map<string, Uint8Array>();
    for (const image of all) {
      originals.set(image.id, await readOrThrow(image));
    }
    return { ...plain, originals };
  }
  const newest = turns.at(-1)?.images ?? [];
  const most = limits.maxImages ?? Number.POSITIVE_INFINITY;
  if (newest.length > most) {
    throw tooMany(newest, most);
  }
  const history = turns.slice(0, -1).flatMap((turn) => turn.images);
  const leftOut = history.splice(0, Math.max(0, all.length - most)).map((image) => image.id);

  const links = new Map<string, string>();
  for (const { id, url } of provider.vendor?.quirks.remoteUrl ? all : []) {
    if (url !== undefined && (await deps.mayLink?.(url))) {
      links.set(id, url);
    }
  }
  const words = textBytesOf(request);
  const { maxBodyBytes = Number.POSITIVE_INFINITY } = limits;
  const spareBytes = Math.min(wordsToCome, maxBodyBytes / 32);
  const preparing: Preparing = { request, deps, cache: deps.cache ?? new Map(), signal, spareBytes };
  const prepared = new Map<string, PreparedImage>();
  const goes = new Set([...history, ...newest]);
  // Those of a turn share what the words, and all other images at their smallest, leave.
  for (const images of [newest, ...turns.slice(0, -1).map((turn) => turn.images)]) {
    const mine = images.filter((image) => goes.has(image) && !links.has(image.id));
    const others = [...goes].filter((image) => !mine.includes(image));
    const reserved = others.reduce((sum, one) => sum + (links.has(one.id) ? 0 : leastBodyBytes(one, preparing)), 0);
    const made = await prepareTogether(await sharersOf(mine, images !== newest, preparing), {
      limits,
      intent: request.intent,
      detail: request.detail,
      historyImages: others.length,
      otherBodyBytes: words + Math.min(reserved, maxBodyBytes / 2) + spareBytes,
    });
    for (const [index, image] of mine.entries()) {
      prepared.set(image.id, made[index] as PreparedImage);
    }
  }
  const fitted = await fitHistory(history, newest, prepared, limits, preparing);
  const inOrder = all.flatMap(({ id }) => {
    const image = prepared.get(id);
    return image ? [[id, image] as const] : [];
  });
  return { ...plain, ...fitted, prepared: new Map(inOrder), links, leftOut: [...leftOut, ...fitted.leftOut] };
}

async function sharersOf(images: readonly AskImage[], isHistory: boolean, preparing: Preparing): Promise<Sharer[]> {
  const sharers: Sharer[] = [];
  for (const image of images) {
    const sourceBytes = await sourceBytesOf(image, preparing);
    sharers.push({ sourceBytes, prepare: (place) => prepareForPlace(image, place, preparing, isHistory) });
  }
  return sharers;
}

/** Makes the oldest images small, then leaves them out, until all fit; changes `prepared` and `history`. */
async function fitHistory(
  history: AskImage[],
  newest: readonly AskImage[],
  prepared: Map<string, PreparedImage>,
  limits: ImageLimits,
  preparing: Preparing,
): Promise<Pick<SendPlan, 'shrunk' | 'leftOut' | 'bodyBytes'>> {
  const words = textBytesOf(preparing.request);
  const shrunk = new Set<string>();
  const leftOut: string[] = [];
  const tried = new Set<AskImage>();
  for (const image of [...history, ...newest]) {
    const known = knownImage(image, preparing);
    const now = prepared.get(image.id);
    if (known && now && bodyBytesOf(now) < bodyBytesOf(known)) {
      shrunk.add(image.id);
    }
  }
  for (;;) {
    const sent = [...history, ...newest].map((image) => prepared.get(image.id));
    const bodyBytes = sent.reduce((sum, image) => sum + (image ? bodyBytesOf(image) : 0), words);
    const parts = sent.reduce((sum, image) => sum + (image?.parts.length ?? 1), 0);
    const large = bodyBytes + bodyOverhead > (limits.maxBodyBytes ?? Number.POSITIVE_INFINITY);
    const many = parts > mostParts(limits, sent);
    if (!(large || many) || history.length === 0) {
      return { shrunk: [...shrunk], leftOut, bodyBytes };
    }
    const next = history.find((image) => {
      const full = prepared.get(image.id);
      return full && !tried.has(image) && (large || full.parts.length > 1);
    });
    if (next) {
      tried.add(next);
      const full = prepared.get(next.id) as PreparedImage;
      const small = await prepareSmall(next, preparing);
      if (bodyBytesOf(small) < bodyBytesOf(full)) {
        prepared.set(next.id, small);
        shrunk.add(next.id);
      }
    } else {
      const { id } = history.shift() as AskImage;
      prepared.delete(id);
      shrunk.delete(id);
      leftOut.push(id);
    }
  }
}

/** How many pictures may go, tiles counted: fewer, where one is larger than it may be among many. */
function mostParts(
  { maxImages, manyImages, manyImagesMaxEdge }: ImageLimits,
  sent: readonly (PreparedImage | undefined)[],
) {
  const longest = Math.max(
    ...sent.flatMap((image) => image?.parts ?? []).map((part) => Math.max(part.width, part.height)),
  );
  const few = longest > (manyImagesMaxEdge ?? Number.POSITIVE_INFINITY) ? manyImages : undefined;
  return Math.min(maxImages ?? Number.POSITIVE_INFINITY, few ?? Number.POSITIVE_INFINITY);
}

function tooMany(images: readonly AskImage[], limit: number): ProviderError {
  const leftOut = images.slice(limit).map((image) => image.name);
  const message = `at most ${limit} images; these would be left out: ${leftOut.join(', ')}`;
  return new ProviderError('tooManyImages', message, { limit, leftOut });
}

/** Bytes that the words of a request take in its body. */
export const wordBytesOf = ({ system, turns }: AskRequest) =>
  turns.reduce((sum, turn) => sum + jsonBytes(turn.question) + jsonBytes(turn.answer ?? ''), jsonBytes(system));

/** The same with what stands around the words and with the notes about images; generous. */
const textBytesOf = (request: AskRequest) =>
  request.turns.reduce((sum, turn) => sum + jsonOverhead * (turn.images.length + 1), wordBytesOf(request));
