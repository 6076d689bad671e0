import type { Box } from './zoom';

/** What is selected of an image. */
export interface Selection {
  /** The pointer draws a box. */
  readonly isSelecting: boolean;
  readonly box: Box | undefined;
}

/** How an image is looked at. It outlasts the image's viewer, which is there only while the image is shown. */
export interface Look {
  /** Undefined while the image is fitted. */
  scale: number | undefined;
  selection: Selection;
}

export const nothingSelected: Selection = { isSelecting: false, box: undefined };

export function freshLook(): Look {
  return { scale: undefined, selection: nothingSelected };
}
