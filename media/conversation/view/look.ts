import type { Box } from './zoom';

/** What is selected in an image. */
export interface Selection {
  /** Whether the pointer draws a region. */
  readonly isSelecting: boolean;
  readonly box: Box | undefined;
}

/** Zoom and selection of an image. They outlive its viewer, which exists only while the image is shown. */
export interface Look {
  /** Undefined while the image is fitted. */
  scale: number | undefined;
  selection: Selection;
}

export const nothingSelected: Selection = { isSelecting: false, box: undefined };

export function freshLook(): Look {
  return { scale: undefined, selection: nothingSelected };
}
