/**
 * How the images of one request share its limits: which are sent as they were made before, which are reduced, and which
 * are left out. Pure: it yields what has to be made, and `yield` returns the result.
 */
import { base64Length, bodyBytesOf, bodyOverhead, bodyShare } from './budget';
import { hardEdge, type PlanRequest } from './plan';
import type { ImageLimits, PreparedImage } from './types';

/**
 * What is made of one image for one provider: `first` is used wherever it fits; `tighter` is for a place where it
 * doesn't, and is kept beside it; `small` has low detail, one part, and few bytes.
 */
export type Version = 'first' | 'tighter' | 'small';

/** An image in the request. */
export interface Candidate {
  readonly id: string;
  /** Its turn's index, counting from the oldest. */
  readonly turn: number;
  /** True in the turn that is being asked now. */
  readonly isNew: boolean;
  /** The provider fetches it, so it needs no bytes in the body. */
  readonly isLink: boolean;
  /** The file's size in bytes: a guess at what the image will need. */
  readonly sourceBytes: number;
  /** Is sent unchanged. */
  readonly fixed?: PreparedImage;
  readonly made: Readonly<Partial<Record<Version, PreparedImage>>>;
}

/** What all images of the request share. */
export interface Shared extends Pick<PlanRequest, 'limits' | 'intent' | 'detail'> {
  /** The provider's own limits, if `limits` are tighter for this request only. */
  readonly usualLimits: ImageLimits;
  /** Serialized bytes of the words, generously. */
  readonly wordBytes: number;
}

/** A version of an image to make, for one place in the request. */
export interface Wanted {
  readonly id: string;
  readonly version: Version;
  readonly place: PlanRequest;
}

export interface Allocation {
  /** What is sent of each image, by ID; links have no entry. */
  readonly going: ReadonlyMap<string, PreparedImage>;
  /** IDs of images that are sent smaller than they were first made, so that the request stays within the limits. */
  readonly shrunk: readonly string[];
  /** IDs of images in the history that don't fit even so. */
  readonly leftOut: readonly string[];
  readonly bodyBytes: number;
}

/** A small version of an earlier image has no more raw bytes than this: a photo of 768 pixels has about 100 KB. */
const maxSmallBytes = 128 * 1024;
/** An image that fills the body leaves this many bytes for the words of later questions and answers. */
const wordsToCome = 64 * 1024;
const unlimited = Number.POSITIVE_INFINITY;

type Making<T> = Generator<Wanted, T, PreparedImage>;

/**
 * New images come first, and the history is made to fit beside them: the oldest images are sent small, then left out.
 * None of that is permanent: the next request decides again. `images` are in order, oldest first, with no more new ones
 * than the limits allow.
 */
export function* allocate(images: readonly Candidate[], shared: Shared): Making<Allocation> {
  const goes = images.slice(Math.max(0, images.length - (shared.limits.maxImages ?? unlimited)));
  const versions = new Map(images.map(({ id, made }) => [id, { ...made }]));
  const going = new Map<string, PreparedImage>();
  const newest = goes.filter((image) => image.isNew);
  const history = goes.filter((image) => !image.isNew);
  const turns = [...new Set(history.map(({ turn }) => turn))];
  for (const group of [newest, ...turns.map((turn) => history.filter((image) => image.turn === turn))]) {
    yield* allocateTurn(group, goes, shared, versions, going);
  }
  const outOfCount = images.slice(0, images.length - goes.length).map(({ id }) => id);
  const fitted = yield* fitHistory(history, newest, shared, versions, going);
  return { ...fitted, going, leftOut: [...outOfCount, ...fitted.leftOut] };
}

type Versions = ReadonlyMap<string, Partial<Record<Version, PreparedImage>>>;

/**
 * The images of a turn share what remains after the words and all other images at their smallest. Smallest first: what
 * small ones don't need, large ones get.
 */
function* allocateTurn(
  turn: readonly Candidate[],
  goes: readonly Candidate[],
  { limits, intent, detail, wordBytes }: Shared,
  versions: Versions,
  going: Map<string, PreparedImage>,
): Making<void> {
  const { maxBodyBytes = unlimited } = limits;
  const spareBytes = Math.min(wordsToCome, maxBodyBytes / 32);
  const mine = turn.filter((image) => !image.isLink);
  const others = goes.filter((image) => !mine.includes(image));
  const reserved = others.reduce((sum, one) => sum + (one.isLink ? 0 : minBodyBytes(versions.get(one.id)?.first)), 0);
  let historyImages = others.length;
  let otherBodyBytes = wordBytes + Math.min(reserved, maxBodyBytes / 2) + spareBytes;
  const smallestFirst = [...mine].sort((one, other) => one.sourceBytes - other.sourceBytes);
  for (const [done, image] of smallestFirst.entries()) {
    const place = { limits, intent, detail, imageCount: mine.length - done, historyImages, otherBodyBytes };
    const known = versions.get(image.id) ?? {};
    const fits = (one: PreparedImage | undefined) => one && isUsable(one, place, image.isNew, spareBytes);
    const version = known.first ? 'tighter' : 'first';
    let chosen = image.fixed ?? [known.first, known[version]].find(fits);
    if (!chosen) {
      chosen = yield { id: image.id, version, place };
      known[version] = chosen;
    }
    going.set(image.id, chosen);
    historyImages += chosen.parts.length;
    otherBodyBytes += bodyBytesOf(chosen);
  }
}

/** The minimum that an image needs in the body: as a small version, or less if that is known. */
function minBodyBytes(first: PreparedImage | undefined): number {
  const most = base64Length(maxSmallBytes);
  return first ? Math.min(most, bodyBytesOf(first)) : most;
}

/**
 * Whether an image that was made for the same limits can be used in this place. A known image may use the room for
 * later words. For an image in the history, only the edge is checked: whether everything fits together is decided
 * later.
 */
function isUsable(image: PreparedImage, place: PlanRequest, isNew: boolean, spareBytes: number): boolean {
  const { limits, imageCount, historyImages = 0, otherBodyBytes } = place;
  const edge = hardEdge(place, image.parts.length) ?? unlimited;
  if (image.parts.some(({ width, height }) => Math.max(width, height) > edge)) {
    return false;
  }
  const room = (limits.maxImages ?? unlimited) - historyImages - (imageCount - 1);
  const share = bodyShare(limits, imageCount, otherBodyBytes - spareBytes);
  return !isNew || (image.parts.length <= room && bodyBytesOf(image) <= share);
}

/** Makes the oldest images small, then leaves them out, until all fit. Changes `going`. */
function* fitHistory(
  history: readonly Candidate[],
  newest: readonly Candidate[],
  shared: Shared,
  versions: Versions,
  going: Map<string, PreparedImage>,
): Making<Pick<Allocation, 'shrunk' | 'leftOut' | 'bodyBytes'>> {
  const { limits, wordBytes } = shared;
  const firstOf = (id: string) => versions.get(id)?.first;
  const isLess = (now: PreparedImage | undefined, before: PreparedImage | undefined) =>
    now !== undefined && before !== undefined && bodyBytesOf(now) < bodyBytesOf(before);
  const all = [...history, ...newest].map(({ id }) => id);
  const shrunk = new Set(all.filter((id) => isLess(going.get(id), firstOf(id))));
  const tried = new Set<string>();
  for (let gone = 0; ; ) {
    const sent = all.slice(gone).map((id) => going.get(id));
    const bodyBytes = sent.reduce((sum, image) => sum + (image ? bodyBytesOf(image) : 0), wordBytes);
    const parts = sent.reduce((sum, image) => sum + (image?.parts.length ?? 1), 0);
    const large = bodyBytes + bodyOverhead > (limits.maxBodyBytes ?? unlimited);
    if (!(large || parts > maxParts(limits, sent)) || gone === history.length) {
      return { shrunk: [...shrunk], leftOut: all.slice(0, gone), bodyBytes };
    }
    const next = history.slice(gone).find(({ id }) => {
      const image = going.get(id);
      return image && !tried.has(id) && (large || image.parts.length > 1);
    });
    if (next) {
      const { id } = next;
      tried.add(id);
      const small = versions.get(id)?.small ?? (yield { id, version: 'small', place: smallPlace(shared) });
      if (isLess(small, going.get(id))) {
        going.set(id, small);
        shrunk.add(id);
      }
    } else {
      const id = all[gone++] ?? '';
      going.delete(id);
      shrunk.delete(id);
    }
  }
}

function smallPlace({ usualLimits, intent }: Shared): PlanRequest {
  const maxImageBytes = Math.min(maxSmallBytes, usualLimits.maxImageBytes ?? maxSmallBytes);
  const limits = { ...usualLimits, maxImageBytes };
  return { limits, intent, detail: 'low', maxTiles: 1, imageCount: 1, otherBodyBytes: 0 };
}

/** How many pictures can be sent, tiles included: fewer if one is larger than allowed among many. */
function maxParts(
  { maxImages, manyImages, manyImagesMaxEdge }: ImageLimits,
  sent: readonly (PreparedImage | undefined)[],
): number {
  const longest = Math.max(
    ...sent.flatMap((image) => image?.parts ?? []).map((part) => Math.max(part.width, part.height)),
  );
  const few = longest > (manyImagesMaxEdge ?? unlimited) ? manyImages : undefined;
  return Math.min(maxImages ?? unlimited, few ?? unlimited);
}
