import { bounds } from '../bounds';
import type { Detail, ImageChange, ImageErrorReason, MediaType } from '../image/types';
import type { FinishReason, OutputFormat, Usage } from '../providers/types';
import type { Cost } from './cost';

/** A conversation about images: immutable and plain JSON. Bytes are stored beside it, under the image's ID. */
export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly images: readonly ConversationImage[];
  readonly turns: readonly Turn[];
  /** Typed but not sent yet. */
  readonly draft?: string;
  /** Provider and model chosen for this conversation only; if absent, the setting decides. */
  readonly choice?: { readonly providerId: string; readonly model: string };
}

/** Where an image comes from: one of the editor's file systems, the web, or the clipboard. */
export type ImageSource =
  | { readonly kind: 'file'; readonly uri: string }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'pasted' };

export interface ConversationImage {
  readonly id: string;
  readonly name: string;
  readonly source: ImageSource;
  /** What was sent last, or what was found if nothing has been sent. */
  readonly sent?: SentImage;
  /** True if it was sent as a link for the provider to fetch. */
  readonly link?: boolean;
  /** Set if the image itself was at fault: it stays out of the next request. */
  readonly problem?: ImageErrorReason;
}

/** What the user sees about one image as it was sent. */
export interface SentImage {
  readonly sourceType: MediaType;
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  readonly sourceBytes: number;
  readonly parts: readonly {
    readonly mediaType: MediaType;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
  }[];
  readonly changes: readonly ImageChange[];
}

export type TurnState = 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';

export interface Turn {
  readonly id: string;
  readonly taskId: string;
  /** What the user typed, or the task's prompt. */
  readonly question: string;
  /** False if the question is the task's own prompt. */
  readonly typed: boolean;
  /** Images that came with this turn, in order. */
  readonly imageIds: readonly string[];
  readonly state: TurnState;
  readonly answer: string;
  readonly reasoning: string;
  readonly steps: readonly TurnStep[];
  readonly providerId: string;
  readonly providerLabel: string;
  readonly model: string;
  /** Where it was sent; empty if it stayed on this machine. */
  readonly host: string;
  readonly finishReason?: FinishReason;
  readonly failure?: TurnFailure;
  readonly usage?: Usage;
  readonly cost?: Cost;
  readonly estimatedInputTokens?: number;
  /** The pictures' share of it. */
  readonly estimatedImageTokens?: number;
  readonly bodyBytes?: number;
  readonly requestId?: string;
  /** Seconds since the request's start, by this machine's clock. */
  readonly firstTokenS?: number;
  readonly totalS?: number;
  /** Earlier images that were sent smaller than before, because not all fit otherwise. */
  readonly shrunk?: readonly string[];
  /** Earlier images that didn't fit even so and were left out. */
  readonly leftOut: readonly string[];
  /** The images are sent as cells of one picture if there are more than the provider accepts. */
  readonly contactSheet?: boolean;
  /** The images are sent at this level of detail rather than at that of the settings. */
  readonly detail?: Detail;
  /** A language ID if the answer is a document of its own (`json`). */
  readonly language?: string;
  /** The requested form, so that it can be requested again. */
  readonly output?: OutputFormat;
  /** How the answer still differs from the schema after the second request. */
  readonly dataProblems?: readonly string[];
  /** True if the question was edited or regenerated: the turn stays visible but out of every later request. */
  readonly superseded?: boolean;
}

export interface TurnStep {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly state: 'running' | 'done' | 'failed';
}

export interface TurnFailure {
  readonly source: 'provider' | 'answer' | 'image' | 'unknown';
  readonly reason: string;
  /** The provider's own message, for the log and the details. */
  readonly message: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly helpUrl?: string;
  readonly limit?: number;
  /** What was refused about an image. */
  readonly fault?: 'shape' | 'type';
  /** Names of the images beyond that limit, in order. */
  readonly leftOut?: readonly string[];
  readonly host?: string;
  readonly imageId?: string;
}

/** Reasons that concern the image: the turn's images stay out of the next request until they are sent differently. */
const imageReasons: ReadonlySet<string> = new Set(['badImage', 'tooLarge', 'contextTooSmall', 'tooManyImages']);

/** True if a turn is part of the next request: it has an answer, or part of one. */
export function isIncluded(turn: Turn): boolean {
  return !turn.superseded && turn.state !== 'failed' && turn.state !== 'waiting' && turn.answer.trim() !== '';
}

/** True if the turn failed because of its images and not because of the network or the key. */
function failedOnImage(turn: Turn): boolean {
  return turn.state === 'failed' && (turn.failure?.source === 'image' || imageReasons.has(turn.failure?.reason ?? ''));
}

/** Whether a conversation is full. */
export function isFull({ turns }: Conversation): boolean {
  const characters = turns.reduce(
    (sum, { question, answer, reasoning }) => sum + question.length + answer.length + reasoning.length,
    0,
  );
  return characters > bounds.conversationCharacters;
}

/** Images that were added since the last question: they are sent with the next one, in this order. */
export function attachedImages({ images, turns }: Conversation): ConversationImage[] {
  const asked = new Set(turns.flatMap((turn) => turn.imageIds));
  return images.filter((image) => !asked.has(image.id));
}

/** Removes an image that waits for the next question; one that was already asked about stays. */
export function detachImage(conversation: Conversation, imageId: string): Conversation {
  const attached = attachedImages(conversation).some((image) => image.id === imageId);
  const images = conversation.images.filter((image) => image.id !== imageId);
  return attached ? { ...conversation, images } : conversation;
}

/** One turn of the next request, with images and answer. */
export interface CarriedTurn {
  readonly turn: Turn;
  readonly imageIds: readonly string[];
  /**
   * The number that the turn's question uses for each of them (`[image 2]`): those of failed turns come after its own.
   */
  readonly numbers: readonly number[];
}

/**
 * What the next request carries, oldest first, with the current turn last. Failed turns are left out; their images move
 * on to the next included turn, unless the image itself was the reason.
 */
export function carriedTurns(conversation: Conversation, turnId: string): CarriedTurn[] {
  const carried: CarriedTurn[] = [];
  const unusable = new Set(conversation.images.filter((image) => image.problem).map((image) => image.id));
  let waiting: string[] = [];
  for (const turn of conversation.turns) {
    const asked = turn.id === turnId;
    if (turn.superseded && !asked) {
      continue;
    }
    const usable = asked ? turn.imageIds : turn.imageIds.filter((id) => !unusable.has(id));
    if (!asked && !isIncluded(turn)) {
      waiting = failedOnImage(turn) ? waiting : [...waiting, ...usable];
      continue;
    }
    const own = turn.imageIds;
    const imageIds = [...new Set([...usable, ...waiting])];
    const moved = imageIds.filter((id) => !own.includes(id));
    const numbers = imageIds.map((id) => (own.includes(id) ? own.indexOf(id) : own.length + moved.indexOf(id)) + 1);
    carried.push({ turn, imageIds, numbers });
    waiting = [];
    if (asked) {
      break;
    }
  }
  return carried;
}

/** Use `addTurn` on this to make a new conversation with one pending turn. */
export function newConversation(id: string, title: string, now: number): Conversation {
  return { id, title, createdAt: now, images: [], turns: [] };
}

export function addImages(conversation: Conversation, images: readonly ConversationImage[]): Conversation {
  return { ...conversation, images: [...conversation.images, ...images] };
}

export function addTurn(conversation: Conversation, turn: Turn): Conversation {
  return { ...conversation, turns: [...conversation.turns, turn] };
}

/** Replaces one turn; the others keep their identity. */
export function updateTurn(conversation: Conversation, turnId: string, change: Partial<Turn>): Conversation {
  return {
    ...conversation,
    turns: conversation.turns.map((turn) => (turn.id === turnId ? { ...turn, ...change } : turn)),
  };
}

export function updateImage(
  conversation: Conversation,
  imageId: string,
  change: Partial<ConversationImage>,
): Conversation {
  return {
    ...conversation,
    images: conversation.images.map((image) => (image.id === imageId ? { ...image, ...change } : image)),
  };
}

/** A turn and all later ones stay visible but leave every later request: the question starts again from here. */
export function supersedeFrom(conversation: Conversation, turnId: string): Conversation {
  const at = conversation.turns.findIndex((turn) => turn.id === turnId);
  return {
    ...conversation,
    turns: conversation.turns.map((turn, index) => (at >= 0 && index >= at ? { ...turn, superseded: true } : turn)),
  };
}

/** A turn that hasn't been answered yet. */
export function waitingTurn(
  fields: Pick<Turn, 'id' | 'taskId' | 'question' | 'typed' | 'imageIds'> & Partial<Turn>,
): Turn {
  return {
    state: 'waiting',
    answer: '',
    reasoning: '',
    steps: [],
    providerId: '',
    providerLabel: '',
    model: '',
    host: '',
    leftOut: [],
    ...fields,
  };
}

/** After a reload, whatever was still running has been interrupted; its text stays. */
export function settle(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) =>
    turn.state === 'waiting' || turn.state === 'streaming'
      ? { ...turn, state: 'stopped' as const, finishReason: 'interrupted' as const }
      : turn,
  );
  return { ...conversation, turns };
}
