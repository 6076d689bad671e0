/** What client and worker say to each other. */
import type { OcrErrorReason, OcrResult, TextMode } from '../../core/text/types';

export interface WorkerSettings {
  /** Holds the cores and the bundled model. */
  readonly engineDirectory: string;
  /** Holds further models, `<code>.traineddata`. */
  readonly languageDirectory?: string;
}

export interface ReadRequest {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly languages: readonly string[];
  readonly mode: TextMode;
}

export type WorkerReply =
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'result'; readonly id: number; readonly result: OcrResult }
  | { readonly type: 'error'; readonly id: number; readonly reason: OcrErrorReason; readonly detail: string };
