/** What the OCR thread and the thread that finds codes send each other. */
import type { OcrCode } from '../../core/text/types';

export interface CodeRequest {
  readonly kind: 'find';
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

export type Point = readonly [x: number, y: number];

/** A code and the four corners of its picture, in order around it. */
export interface FoundCode extends OcrCode {
  readonly corners: readonly Point[];
}

export interface CodeResults {
  readonly find: readonly FoundCode[];
}

export interface CodeFailure {
  readonly detail: string;
}
