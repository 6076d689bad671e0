/** What the imaging client and its worker say to each other. Byte arrays are transferred. */
import type {
  DrawnText,
  ImageErrorReason,
  ImageFacts,
  PixelFacts,
  Pixels,
  Rendered,
  RenderJob,
  SheetCell,
  SheetJob,
} from '../../core/image/types';

export type ImagingRequest =
  | { readonly kind: 'render'; readonly bytes: Uint8Array; readonly facts: ImageFacts; readonly job: RenderJob }
  | { readonly kind: 'decode'; readonly bytes: Uint8Array; readonly facts: ImageFacts; readonly maxPixels: number }
  | { readonly kind: 'analyzePixels'; readonly bytes: Uint8Array; readonly facts: ImageFacts }
  | { readonly kind: 'drawnText'; readonly bytes: Uint8Array }
  | { readonly kind: 'contactSheet'; readonly cells: readonly SheetCell[]; readonly job: SheetJob };

export interface ImagingResults {
  readonly render: Rendered;
  readonly decode: Pixels;
  readonly analyzePixels: PixelFacts;
  readonly drawnText: DrawnText;
  readonly contactSheet: Rendered;
}

/** The contents of an `ImageError`. */
export interface ImagingFailure {
  readonly reason: ImageErrorReason;
  readonly detail: string;
  readonly size?: { readonly width: number; readonly height: number };
}
