/** Is it text and flat colour (an interface, a page, a diagram) or a photo? Decided on pixels. */

/** Share of horizontal neighbours that are nearly the same, 0 to 1: high in interfaces and pages, low in photos. */
export function flatness(data: Uint8Array, width: number, height: number, channels: number): number {
  let same = 0;
  let pairs = 0;
  // No more than about 400 rows are looked at.
  const step = Math.max(1, Math.floor(height / 400));
  for (let y = 0; y < height; y += step) {
    let at = y * width * channels + channels;
    for (let x = 1; x < width; x++, at += channels) {
      const red = Math.abs((data[at] ?? 0) - (data[at - channels] ?? 0));
      const green = Math.abs((data[at + 1] ?? 0) - (data[at + 1 - channels] ?? 0));
      const blue = Math.abs((data[at + 2] ?? 0) - (data[at + 2 - channels] ?? 0));
      if (red <= 2 && green <= 2 && blue <= 2) {
        same++;
      }
      pairs++;
    }
  }
  return pairs === 0 ? 1 : same / pairs;
}

export const flatEnoughForText = 0.6;
