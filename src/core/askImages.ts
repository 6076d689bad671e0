/** The images of a question, made fit: contact sheets, links, what is prepared, what no longer fits. */
import { type AskDeps, type AskImage, AskImageError, type AskRequest, type AskTurn } from './askTypes';
import { prepareSheet } from './image/contactSheet';
import type { PlanRequest } from './image/plan';
import { prepareImage } from './image/prepare';
import { ImageError, type PreparedImage } from './image/types';
import { ProviderError } from './providers/errors';

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
  readonly leftOut: readonly string[];
  readonly bodyBytes: number;
}

/** Bytes of JSON around one image and one message; generous. */
const jsonOverhead = 400;

export async function prepareAll(request: AskRequest, deps: AskDeps, signal: AbortSignal): Promise<SendPlan> {
  const { provider } = request;
  const all = request.turns.flatMap((turn) => turn.images);
  const current = new Set(request.turns.at(-1)?.images.map((image) => image.id));
  const textBytes = textBytesOf(request);
  if (provider.takesOriginals) {
    const originals = new Map<string, Uint8Array>();
    for (const image of all) {
      originals.set(image.id, await readOrThrow(image));
    }
    return { prepared: new Map(), originals, links: new Map(), leftOut: [], bodyBytes: 0 };
  }
  const links = provider.vendor?.quirks.remoteUrl
    ? new Map(all.flatMap((image) => (image.url === undefined ? [] : [[image.id, image.url] as const])))
    : new Map<string, string>();
  const kept = [...all];
  const leftOut: string[] = [];
  const dropOldest = () => {
    const at = kept.findIndex((image) => !current.has(image.id) && kept.length > 1);
    if (at < 0) {
      return false;
    }
    leftOut.push(...kept.splice(at, 1).map((image) => image.id));
    return true;
  };
  const { limits } = provider;
  while (limits.maxImages !== undefined && kept.length > limits.maxImages) {
    if (!dropOldest()) {
      throw new ProviderError('tooManyImages', `at most ${limits.maxImages} images`, { limit: limits.maxImages });
    }
  }
  for (;;) {
    const prepared = new Map<string, PreparedImage>();
    for (const image of kept.filter((one) => !links.has(one.id))) {
      signal.throwIfAborted();
      prepared.set(image.id, await prepareOne(image, request, deps, kept.length, textBytes, signal));
    }
    const bodyBytes = textBytes + [...prepared.values()].reduce((sum, one) => sum + serializedBytes(one), 0);
    const linked = kept.filter((image) => links.has(image.id)).length;
    const parts = [...prepared.values()].reduce((sum, one) => sum + one.parts.length, linked);
    const fits =
      bodyBytes <= (limits.maxBodyBytes ?? Number.POSITIVE_INFINITY) &&
      parts <= (limits.maxImages ?? Number.POSITIVE_INFINITY);
    if (fits || !dropOldest()) {
      return { prepared, originals: new Map(), links, leftOut, bodyBytes };
    }
  }
}

async function prepareOne(
  image: AskImage,
  request: AskRequest,
  deps: AskDeps,
  imageCount: number,
  otherBodyBytes: number,
  signal: AbortSignal,
): Promise<PreparedImage> {
  const { limits } = request.provider;
  const key = JSON.stringify([image.id, limits, request.intent, request.detail]);
  const share = (limits.maxBodyBytes ?? Number.POSITIVE_INFINITY) / imageCount;
  const known = deps.cache?.get(key);
  if (known && serializedBytes(known) <= share) {
    return known;
  }
  const asked = { limits, intent: request.intent, detail: request.detail, imageCount, otherBodyBytes };
  if (image.members) {
    const sheet = await prepareMembers(image.members, asked, deps, signal);
    deps.cache?.set(key, sheet);
    return sheet;
  }
  const bytes = await readOrThrow(image);
  try {
    const prepared = await prepareImage(bytes, asked, deps.imaging, signal);
    deps.cache?.set(key, prepared);
    return prepared;
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

async function prepareMembers(
  members: readonly AskImage[],
  asked: PlanRequest,
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
    return await prepareSheet(sources, asked, deps.imaging, blame, signal);
  } catch (error) {
    if (error instanceof ImageError && error.reason === 'tooManyImages') {
      throw new ProviderError('tooManyImages', error.detail);
    }
    throw error;
  }
}

async function readOrThrow(image: AskImage): Promise<Uint8Array> {
  try {
    return await image.read();
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

const encoder = new TextEncoder();
const utf8Length = (value: string) => encoder.encode(value).length;
/** Bytes that the words of a request take in its body. */
export const textBytesOf = (request: AskRequest) =>
  utf8Length(request.system) + request.turns.reduce((sum, turn) => sum + turnTextBytes(turn), 0);
const turnTextBytes = (turn: AskTurn) => utf8Length(turn.question) + utf8Length(turn.answer ?? '') + jsonOverhead;
const serializedBytes = (image: PreparedImage) =>
  image.parts.reduce((sum, part) => sum + Math.ceil(part.bytes.length / 3) * 4 + jsonOverhead, 0) +
  utf8Length(image.sourceText ?? '');
