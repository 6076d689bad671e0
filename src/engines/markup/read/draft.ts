/** What every parser in this engine returns, before positions are shared and the context is added. */
import type { AltSlot, ImageFormat, ImageSource } from '../../../core/altText/types';

/** An image as one parser found it. */
export interface DraftImage {
  readonly format: ImageFormat;
  readonly tag: string;
  readonly start: number;
  readonly end: number;
  readonly src: ImageSource;
  readonly alt: AltSlot;
  readonly title?: string | undefined;
  readonly link?: { readonly href?: string; readonly text: string } | undefined;
  readonly attributes: readonly string[];
  readonly spread: boolean;
  readonly exempt: boolean;
  readonly caption?: string | undefined;
}

/** A stretch of prose: a heading (`level` 1 to 6) or a paragraph (0). */
export interface TextBlock {
  readonly start: number;
  readonly end: number;
  readonly level: number;
  /** Plain text; if absent, it's cut from the source and cleaned. */
  readonly text?: string;
}

/** A node of the parse tree without the alt text: two documents that differ only in alt text have equal outlines. */
export interface OutlineNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export interface Draft {
  readonly images: readonly DraftImage[];
  readonly blocks: readonly TextBlock[];
  readonly outline: () => readonly OutlineNode[];
  /** BCP 47 tag that the document states. */
  readonly language?: string | undefined;
  readonly error?: string;
}

/** A slot with the usual defaults. */
export function slot(of: Pick<AltSlot, 'value' | 'start' | 'end' | 'syntax'> & Partial<AltSlot>): AltSlot {
  return { dynamic: false, prefix: '', suffix: '', inTable: false, json: false, ...of };
}

/** The same image, found in a part of the document that starts at `by`. */
export function moved<Image extends DraftImage>(image: Image, by: number): Image {
  if (by === 0) {
    return image;
  }
  const { src, alt } = image;
  return {
    ...image,
    start: image.start + by,
    end: image.end + by,
    src: src.start === undefined ? src : { ...src, start: src.start + by, end: (src.end ?? src.start) + by },
    alt: { ...alt, start: alt.start + by, end: alt.end + by },
  };
}
