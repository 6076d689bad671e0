/** What the offline engine returns, and what becomes of it. Boxes are in source pixels: x, y, width, height. */
import type { Pixels } from '../image/types';
import { ReasonError } from '../reasonError';

export type Box = readonly [x: number, y: number, width: number, height: number];

export interface OcrWord {
  readonly text: string;
  readonly box: Box;
  /** 0 to 100, the engine's own. */
  readonly confidence: number;
  /** What a second pass read instead; absent if both agree, or if there was none. */
  readonly otherwise?: string;
  /** Where it begins in `OcrResult.text`, UTF-16 units; absent if it isn't there as it was read. */
  readonly start?: number;
}

export interface OcrLine {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
  readonly words: readonly OcrWord[];
}

/** Letters that were recognized where there probably is no text: in a photo, an icon, or a drawing. */
export type LeftOut = Pick<OcrLine, 'text' | 'box' | 'confidence'>;

export type TextMode = 'text' | 'code' | 'table' | 'paragraph';

/** A QR code or a barcode. */
export interface OcrCode {
  /** Its name, for example “QR code”. */
  readonly kind: string;
  /** What it contains, of limited length; not yet safe to show, see `text/codes`. */
  readonly text: string;
  readonly box: Box;
}

export interface OcrResult {
  /** The page with its layout: indentation, blank lines, one column after another. */
  readonly text: string;
  readonly lines: readonly OcrLine[];
  /** True if the glyphs are on a fixed grid, as in code and terminals. */
  readonly monospace: boolean;
  /** Mean word confidence, 0 to 100; 0 if nothing was read. */
  readonly confidence: number;
  /** From top to bottom; not part of `text`. Absent if there are none. */
  readonly codes?: readonly OcrCode[];
  /** What isn't in the text because it doesn't look like text; absent if there was nothing. */
  readonly leftOut?: readonly LeftOut[];
}

export type OcrErrorReason = 'deadline' | 'engineUnavailable' | 'languageMissing' | 'badImage';

export class OcrError extends ReasonError<OcrErrorReason> {
  override readonly name = 'OcrError';
}

export interface OcrOptions {
  /** Tesseract language codes; default `['eng']`. */
  readonly languages?: readonly string[];
  readonly mode?: TextMode;
  /** 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** The offline engine's OCR as others see it; `engines/ocr/client` implements it in a worker. Errors are `OcrError`. */
export interface OcrEngine {
  /** Reads upright RGBA pixels. The buffer is transferred: do not use it afterwards. */
  read(pixels: Pixels, options?: OcrOptions, signal?: AbortSignal): Promise<OcrResult>;
  dispose(): void;
}
