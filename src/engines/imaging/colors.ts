/** Names for colors, by the nearest in a small palette in CIELAB (CIE 15), where distance is close to what eyes see. */

/** Everyday names, each with typical sRGB values; a name with a wide range has several. */
const palette: readonly (readonly [name: string, rgb: number])[] = [
  ['black', 0x000000],
  ['dark gray', 0x3c3c3c],
  ['gray', 0x808080],
  ['light gray', 0xc8c8c8],
  ['white', 0xffffff],
  ['red', 0xd92626],
  ['red', 0xff0000],
  ['dark red', 0x7a1414],
  ['pink', 0xf4a6bd],
  ['orange', 0xf08a24],
  ['brown', 0x6e4524],
  ['brown', 0xa06a42],
  ['beige', 0xe6d8b8],
  ['yellow', 0xf2d530],
  ['yellow', 0xffff00],
  ['olive', 0x7d7a2a],
  ['green', 0x2f9e44],
  ['green', 0x00c800],
  ['dark green', 0x1c4a26],
  ['light green', 0xa5dba0],
  ['teal', 0x1f8a8a],
  ['cyan', 0x4fd3e0],
  ['light blue', 0xa4cdf0],
  ['light blue', 0x7ec0ee],
  ['blue', 0x2b66d9],
  ['blue', 0x1414dc],
  ['blue', 0x0a84ff],
  ['dark blue', 0x172a5c],
  ['dark blue', 0x000080],
  ['purple', 0x7e3fb0],
  ['magenta', 0xd63fb5],
  ['magenta', 0xff00ff],
  ['lavender', 0xc9b8ea],
];

/** Shares below this aren't worth mentioning. */
const minShare = 0.03;
const maxNames = 4;

type Lab = readonly [number, number, number];

function linear(value: number): number {
  const unit = value / 255;
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4;
}

/** sRGB 0 to 255 to CIELAB, white point D65. */
function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const labPalette = palette.map(([name, rgb]) => ({ name, lab: toLab(rgb >> 16, (rgb >> 8) & 255, rgb & 255) }));

function nameColor(red: number, green: number, blue: number): string {
  const [l, a, b] = toLab(red, green, blue);
  let best = '';
  let nearest = Number.POSITIVE_INFINITY;
  for (const { name, lab } of labPalette) {
    // Lightness counts half: a shadow on a blue wall is still blue.
    const distance = ((l - lab[0]) / 2) ** 2 + (a - lab[1]) ** 2 + (b - lab[2]) ** 2;
    if (distance < nearest) {
      [nearest, best] = [distance, name];
    }
  }
  return best;
}

/**
 * Named colors of opaque pixels with their share, largest first, and how many of 4096 color cells contain 0.02 % or
 * more.
 */
export function nameColors(rgba: Uint8Array): { colors: PixelColors; distinct: number } {
  const cells = new Float64Array(4096 * 4);
  let opaque = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    if ((rgba[at + 3] ?? 255) < 128) {
      continue;
    }
    const [red, green, blue] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
    const cell = 4 * (((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4));
    cells[cell] = (cells[cell] ?? 0) + 1;
    cells[cell + 1] = (cells[cell + 1] ?? 0) + red;
    cells[cell + 2] = (cells[cell + 2] ?? 0) + green;
    cells[cell + 3] = (cells[cell + 3] ?? 0) + blue;
    opaque++;
  }
  const shares = new Map<string, number>();
  let distinct = 0;
  for (let cell = 0; cell < cells.length; cell += 4) {
    const count = cells[cell] ?? 0;
    if (count > 0) {
      distinct += count >= opaque * 0.0002 ? 1 : 0;
      const mean = (channel: number) => (cells[cell + channel] ?? 0) / count;
      const name = nameColor(mean(1), mean(2), mean(3));
      shares.set(name, (shares.get(name) ?? 0) + count / opaque);
    }
  }
  const colors = [...shares]
    .map(([name, share]) => ({ name, share }))
    .filter(({ share }) => share >= minShare)
    .sort((one, other) => other.share - one.share)
    .slice(0, maxNames);
  return { colors, distinct };
}

type PixelColors = { readonly name: string; readonly share: number }[];
