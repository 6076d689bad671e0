/** Single-channel images, 8 bit, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A rectangle in pixels; right and bottom are exclusive. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest rectangle that contains all of `rects`, which must not be empty. */
export function union(rects: readonly Rect[]): Rect {
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const rect of rects) {
    all.left = Math.min(all.left, rect.left);
    all.top = Math.min(all.top, rect.top);
    all.right = Math.max(all.right, rect.right);
    all.bottom = Math.max(all.bottom, rect.bottom);
  }
  return all;
}

/** Resamples to an exact size: Catmull-Rom when enlarging, widened to cover every source pixel when reducing. */
export function resize(image: Grey, width: number, height: number): Grey {
  if (width === image.width && height === image.height) {
    return image;
  }
  const columns = taps(image.width, width);
  const rows = taps(image.height, height);
  const wide = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const from = y * image.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = 0; tap < columns.count; tap++) {
        const at = x * columns.count + tap;
        sum += image.data[from + columns.index[at]!]! * columns.weight[at]!;
      }
      wide[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0.5;
      for (let tap = 0; tap < rows.count; tap++) {
        const at = y * rows.count + tap;
        sum += wide[rows.index[at]! * width + x]! * rows.weight[at]!;
      }
      data[y * width + x] = sum < 0 ? 0 : sum > 255 ? 255 : sum;
    }
  }
  return { width, height, data };
}

interface Taps {
  readonly count: number;
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

function taps(from: number, to: number): Taps {
  const scale = to / from;
  const stretch = Math.max(1, 1 / scale);
  const count = Math.ceil(4 * stretch);
  const index = new Int32Array(to * count);
  const weight = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const center = (i + 0.5) / scale - 0.5;
    const first = Math.floor(center - 2 * stretch) + 1;
    let total = 0;
    for (let tap = 0; tap < count; tap++) {
      const value = catmullRom((first + tap - center) / stretch);
      index[i * count + tap] = Math.min(from - 1, Math.max(0, first + tap));
      weight[i * count + tap] = value;
      total += value;
    }
    for (let tap = 0; tap < count; tap++) {
      weight[i * count + tap] = weight[i * count + tap]! / total;
    }
  }
  return { count, index, weight };
}

function catmullRom(distance: number): number {
  const t = Math.abs(distance);
  if (t < 1) {
    return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  }
  return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
}
