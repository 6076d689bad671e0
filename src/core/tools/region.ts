/** A part of a picture as a model names it: in percent, which it can state without knowing the size. */

import type { ImageFacts, Region } from '../image/types';
import { isRecord } from '../json';

/** JSON Schema for a region's four edges. */
export const regionProperties = {
  left: { type: 'number', description: 'Left edge of the region, percent of the width, 0 to 100' },
  top: { type: 'number', description: 'Top edge, percent of the height, 0 to 100' },
  width: { type: 'number', description: 'Width of the region, percent, more than 0' },
  height: { type: 'number', description: 'Height of the region, percent, more than 0' },
};

/** Percent of the upright picture. */
export interface PercentRegion {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A region that a model sent; an edge that it left out is the picture's. Undefined if it makes no sense. */
export function parseRegion(input: unknown): PercentRegion | undefined {
  if (!isRecord(input)) {
    return undefined;
  }
  const number = (key: string, fallback: number) => (input[key] === undefined ? fallback : Number(input[key]));
  const region = {
    left: number('left', 0),
    top: number('top', 0),
    width: number('width', 100),
    height: number('height', 100),
  };
  const valid = Object.values(region).every(Number.isFinite) && region.width > 0 && region.height > 0;
  return valid ? region : undefined;
}

/** Percent to pixels, inside the picture and at least 16 pixels wide and high if it has them. */
export function toPixels({ left, top, width, height }: PercentRegion, facts: ImageFacts): Region {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  const w = Math.max(Math.min(16, facts.width), clamp((width / 100) * facts.width, facts.width));
  const h = Math.max(Math.min(16, facts.height), clamp((height / 100) * facts.height, facts.height));
  return {
    x: clamp((left / 100) * facts.width, facts.width - w),
    y: clamp((top / 100) * facts.height, facts.height - h),
    width: w,
    height: h,
  };
}
