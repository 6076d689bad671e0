/** What the client and its worker send each other. */
import type { OcrErrorReason, OcrResult, TextMode } from '../../core/text/types';

export interface WorkerSettings {
  /** Contains the cores and the bundled model. */
  readonly engineDirectory: string;
  /** Contains more models, `<code>.traineddata`. */
  readonly languageDirectory?: string;
}

export interface ReadRequest {
  readonly kind: 'read';
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly languages: readonly string[];
  readonly mode: TextMode;
}

export interface OcrResults {
  readonly read: OcrResult;
}

export interface OcrFailure {
  readonly reason: OcrErrorReason;
  readonly detail: string;
}
