/** Pure arithmetic of zooming: scales are screen pixels per image pixel; `undefined` means "fit". */

const factor = Math.SQRT2;
const smallest = 0.05;
const largest = 20;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The scale at which an image fits a box. Small images aren't enlarged. */
export function fitScale(image: Size, box: Size): number {
  const scale = Math.min(box.width / Math.max(image.width, 1), box.height / Math.max(image.height, 1), 1);
  return Math.max(scale, 0.001);
}

/** The next scale in or out; 100 % is never skipped. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const next = direction === 1 ? scale * factor : scale / factor;
  const crosses = (scale < 0.999 && next > 1.001) || (scale > 1.001 && next < 0.999);
  const snapped = crosses || Math.abs(next - 1) < 0.01 ? 1 : next;
  return Math.min(Math.max(snapped, Math.min(smallest, scale)), largest);
}

/** Scroll offset after a zoom that keeps the image point under `pointer` (offset in the box) where it is. */
export function scrollAfterZoom(scroll: number, pointer: number, before: number, after: number): number {
  return ((scroll + pointer) * after) / before - pointer;
}

/** A box inside an image, in its pixels: `[left, top, width, height]`, whole numbers. */
export type Box = readonly [number, number, number, number];

/** The box between two points, in image pixels, inside the image and at least one pixel large. */
export function boxBetween(a: readonly [number, number], b: readonly [number, number], image: Size): Box {
  const clampX = (x: number) => Math.min(Math.max(Math.round(x), 0), image.width);
  const clampY = (y: number) => Math.min(Math.max(Math.round(y), 0), image.height);
  const left = Math.min(clampX(Math.min(a[0], b[0])), image.width - 1);
  const top = Math.min(clampY(Math.min(a[1], b[1])), image.height - 1);
  return [left, top, Math.max(1, clampX(Math.max(a[0], b[0])) - left), Math.max(1, clampY(Math.max(a[1], b[1])) - top)];
}

/** Moves a box, or its lower right corner when `resize`, by a step; it stays inside the image. */
export function nudgeBox(box: Box, dx: number, dy: number, resize: boolean, image: Size): Box {
  const [left, top, width, height] = box;
  const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  return resize
    ? [left, top, clamp(width + dx, 1, image.width - left), clamp(height + dy, 1, image.height - top)]
    : [clamp(left + dx, 0, image.width - width), clamp(top + dy, 0, image.height - height), width, height];
}

/** The starting box for the keyboard: the middle half of the image. */
export function middleBox(image: Size): Box {
  return boxBetween([image.width * 0.25, image.height * 0.25], [image.width * 0.75, image.height * 0.75], image);
}
