/** What a transparent picture is laid on: white, unless its light parts would vanish there. */
import type { Ground } from '../../core/image/types';

export type Color = readonly [red: number, green: number, blue: number];

/** In the order they are preferred. */
export const grounds: Readonly<Record<Ground, Color>> = {
  white: [255, 255, 255],
  dark: [32, 32, 32],
  gray: [128, 128, 128],
};

/** With less of its outline lost, a picture stays on white. */
const maxLost = 0.08;
/** Colors that differ by less in each channel can't be told apart at a glance. */
const minDifference = 40;
/** Pixels this far apart show an outline, however it's smoothed. */
const reach = 2;
/** About as many rows are examined. */
const rowsLookedAt = 600;

/** The ground on which most of the outline of RGBA pixels can be seen. */
export function groundFor(data: Uint8Array, width: number, height: number): Ground {
  const lost = { white: 0, dark: 0, gray: 0 };
  const names = Object.keys(grounds) as Ground[];
  let outline = 0;
  const alphaAt = (x: number, y: number) => data[4 * (y * width + x) + 3] ?? 0;
  const step = Math.max(1, Math.floor(height / rowsLookedAt));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x++) {
      const alpha = alphaAt(x, y);
      const isClear = (toX: number, toY: number) =>
        toX >= 0 && toY >= 0 && toX < width && toY < height && alphaAt(toX, toY) <= alpha / 2;
      const isOutline =
        alpha >= 32 &&
        (isClear(x - reach, y) || isClear(x + reach, y) || isClear(x, y - reach) || isClear(x, y + reach));
      if (isOutline) {
        outline++;
        const at = 4 * (y * width + x);
        for (const name of names) {
          const apart = grounds[name].map((value, channel) => Math.abs(value - (data[at + channel] ?? 0)));
          lost[name] += Math.max(...apart) * (alpha / 255) < Math.min(minDifference, alpha / 4) ? 1 : 0;
        }
      }
    }
  }
  if (lost.white <= maxLost * outline) {
    return 'white';
  }
  return names.reduce((best, name) => (lost[name] < lost[best] ? name : best));
}
