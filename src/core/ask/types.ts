/** What a question is and what comes back: the words of `ask`. */
import type { Detail, ImageError, ImagingEngine, Intent, PreparedImage } from '../image/types';
import type {
  FinishReason,
  OutputFormat,
  Provider,
  StreamEvent,
  ToolCall,
  ToolDefinition,
  Usage,
  VisionRequest,
} from '../providers/types';
import type { Tool } from '../tools/types';

/** An image of the question. Its bytes are read when they are needed, and prepared once for each provider. */
export interface AskImage {
  readonly id: string;
  readonly name: string;
  /** The file's bytes; may reject with `ImageError`, or the signal's reason. */
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>;
  /** A public http(s) address: passed on to a provider that fetches images itself, and read here for all others. */
  readonly url?: string;
  /** Made fit for the provider already: goes as it is. */
  readonly prepared?: PreparedImage;
  /** Of a contact sheet, which stands for several images: those. */
  readonly members?: readonly AskImage[];
}

/** A turn of the request: history when it has an answer, the question itself when it has none. */
export interface AskTurn {
  /** `[image N]` in it puts an image of the turn at that place. */
  readonly question: string;
  readonly images: readonly AskImage[];
  /** What the question calls each image (`[image 2]`); absent: 1, 2, 3 … */
  readonly numbers?: readonly number[];
  readonly answer?: string;
  /** Images that are more than the provider takes go as one picture, each below its number. */
  readonly contactSheet?: boolean;
}

export interface AskRequest {
  readonly provider: Provider;
  readonly model: string;
  readonly system: string;
  /** Oldest first; the last one is the question. */
  readonly turns: readonly AskTurn[];
  readonly intent: Intent;
  readonly detail: Detail;
  readonly maxOutputTokens: number;
  readonly output?: OutputFormat;
  /** What the model may do during the turn; only for models that are known to call tools. */
  readonly tools?: readonly Tool[];
  /** What the caller carries out: a call of one of these ends the turn, and is handed over in the result. */
  readonly declaredTools?: readonly ToolDefinition[];
  readonly sampling?: Pick<VisionRequest, 'temperature' | 'topP'>;
  readonly reasoning?: 'off' | 'default';
}

export interface AskDeps {
  readonly imaging: ImagingEngine;
  /**
   * Whether an image's address may be handed to a provider that fetches by itself: its host was agreed to, and is on the
   * public internet. Without it no address is.
   */
  readonly mayLink?: (url: string) => Promise<boolean>;
  /** Keeps what was prepared; a conversation shares one among its questions. */
  readonly cache?: PreparedCache;
}

/** Prepared images by image, limits and purpose: an image prepared once is not prepared again for the same limits. */
export type PreparedCache = Map<string, PreparedImage>;

export type AskEvent =
  | StreamEvent
  /** A tool call of the model, as it begins and as it ends. */
  | {
      readonly type: 'step';
      readonly id: string;
      readonly title: string;
      readonly detail: string;
      readonly state: 'running' | 'done' | 'failed';
    }
  /** What is about to be sent, before the first byte goes out. */
  | {
      readonly type: 'prepared';
      readonly images: readonly { readonly id: string; readonly prepared: PreparedImage }[];
      /** Ids of images that go as a link, for the provider to fetch. */
      readonly links: readonly string[];
      /** Ids of images that go smaller than they went before, because all do not fit as they were. */
      readonly shrunk: readonly string[];
      /** Ids of history images that do not fit even so. */
      readonly leftOut: readonly string[];
      readonly estimatedInputTokens?: number;
      readonly bodyBytes: number;
    }
  | { readonly type: 'done'; readonly result: AskResult };

export interface AskResult {
  readonly text: string;
  readonly reasoning: string;
  readonly usage?: Usage;
  readonly finishReason: FinishReason;
  /** The model that answered, as the provider named it. */
  readonly model: string;
  readonly requestId?: string;
  /** Calls of the declared tools; nothing was carried out. */
  readonly toolCalls?: readonly ToolCall[];
  /** Seconds from the request's start; absent when no text came. */
  readonly firstTokenS?: number;
  readonly totalS: number;
}

/** An image that cannot be sent, with its id, so that the right one is named. */
export class AskImageError extends Error {
  override readonly name = 'AskImageError';
  constructor(
    readonly imageId: string,
    readonly imageName: string,
    override readonly cause: ImageError,
  ) {
    super(`${imageName}: ${cause.message}`);
  }
}
