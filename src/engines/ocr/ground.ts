/** What a transparent picture is laid on. */

type Color = readonly [red: number, green: number, blue: number];

/** White, if everything is seen on it; the strong colors are for what is partly light and partly dark. */
const grounds: readonly Color[] = [
  [255, 255, 255],
  [0, 0, 0],
  [255, 0, 255],
  [0, 255, 0],
];
/** A distance in the strongest channel that is well read; more isn't better. */
const CLEAR = 64;
/** The share of the best ground's clearness that an earlier one needs. */
const ENOUGH = 0.98;
/** What is less opaque is no edge. */
const LEAST_ALPHA = 40;
/** The edge of what is drawn, pixels. */
const EDGE = 2;

/** The color on which the edges of what is drawn are best seen; white for a picture without transparency. */
export function groundOf(pixels: {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}): Color {
  const { width, height, data } = pixels;
  if (isOpaque(data)) {
    return grounds[0]!;
  }
  const clearness = grounds.map(() => 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const alpha = data[at + 3]!;
      if (alpha >= LEAST_ALPHA && isBesideLess(pixels, x, y, alpha / 2)) {
        grounds.forEach(([red, green, blue], i) => {
          const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
          const distance = Math.max(Math.abs(r - red), Math.abs(g - green), Math.abs(b - blue));
          clearness[i]! += alpha * Math.min(CLEAR, distance);
        });
      }
    }
  }
  const best = Math.max(...clearness);
  return grounds[clearness.findIndex((one) => one >= ENOUGH * best)]!;
}

function isOpaque(data: Uint8Array | Uint8ClampedArray): boolean {
  for (let at = 3; at < data.length; at += 4) {
    if (data[at]! < 255) {
      return false;
    }
  }
  return true;
}

/** Whether a pixel close by is less opaque than `limit`. */
function isBesideLess(
  { width, height, data }: Parameters<typeof groundOf>[0],
  x: number,
  y: number,
  limit: number,
): boolean {
  const alphaAt = (column: number, row: number) => data[(row * width + column) * 4 + 3]!;
  return (
    (x >= EDGE && alphaAt(x - EDGE, y) < limit) ||
    (x + EDGE < width && alphaAt(x + EDGE, y) < limit) ||
    (y >= EDGE && alphaAt(x, y - EDGE) < limit) ||
    (y + EDGE < height && alphaAt(x, y + EDGE) < limit)
  );
}
