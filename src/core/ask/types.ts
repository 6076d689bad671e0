/** What a question is and what comes back: the vocabulary of `ask`. */
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

/** An image in the question. Its bytes are read on demand and prepared once per provider. */
export interface AskImage {
  readonly id: string;
  readonly name: string;
  /** The file's bytes. Can reject with `ImageError`, or the signal's reason. */
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>;
  /** A public http(s) URL: passed to a provider that fetches images itself, and read here for all others. */
  readonly url?: string;
  /** Already prepared for the provider: sent unchanged. */
  readonly prepared?: PreparedImage;
  /** For a contact sheet: the images on it. */
  readonly members?: readonly AskImage[];
}

/** A turn of the request: history if it has an answer, otherwise the question itself. */
export interface AskTurn {
  /** `[image N]` places one of the turn's images there. */
  readonly question: string;
  readonly images: readonly AskImage[];
  /** The number that the question uses for each image (`[image 2]`); if absent: 1, 2, 3 … */
  readonly numbers?: readonly number[];
  readonly answer?: string;
  /** If there are more images than the provider accepts, they're sent as one picture, each below its number. */
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
  /** The tools that the model can call during the turn; only for models that are known to call tools. */
  readonly tools?: readonly Tool[];
  /** Tools that the caller runs: a call to one of these ends the turn and is returned in the result. */
  readonly declaredTools?: readonly ToolDefinition[];
  readonly sampling?: Pick<VisionRequest, 'temperature' | 'topP'>;
  readonly reasoning?: 'off' | 'default';
}

export interface AskDeps {
  readonly imaging: ImagingEngine;
  /**
   * Whether an image's URL may be passed to a provider that fetches images itself: the user agreed to its host, and
   * it's on the public internet. Without this function, none may.
   */
  readonly mayLink?: (url: string) => Promise<boolean>;
  /** Keeps what was prepared. The questions of a conversation share one. */
  readonly cache?: PreparedCache;
}

/** Prepared images by image, limits, and purpose: none is prepared twice for the same limits. */
export type PreparedCache = Map<string, PreparedImage>;

export type AskEvent =
  | StreamEvent
  /** A tool call by the model, as it begins and as it ends. */
  | {
      readonly type: 'step';
      readonly id: string;
      readonly title: string;
      readonly detail: string;
      readonly state: 'running' | 'done' | 'failed';
    }
  /** What is about to be sent, before the first byte leaves. */
  | {
      readonly type: 'prepared';
      readonly images: readonly { readonly id: string; readonly prepared: PreparedImage }[];
      /** IDs of images that are sent as a link for the provider to fetch; one that is shown twice is there twice. */
      readonly links: readonly string[];
      /** IDs of images that are sent smaller than before, because not all fit otherwise. */
      readonly shrunk: readonly string[];
      /** IDs of images in the history that don't fit even so. */
      readonly leftOut: readonly string[];
      readonly estimatedInputTokens?: number;
      /** The pictures' share of it. */
      readonly estimatedImageTokens?: number;
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
  /** Calls to the declared tools; none was run. */
  readonly toolCalls?: readonly ToolCall[];
  /** Seconds since the request's start; absent if no text arrived. */
  readonly firstTokenS?: number;
  readonly totalS: number;
}

/** An image that can't be sent, with its ID, so that the right one is named. */
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
