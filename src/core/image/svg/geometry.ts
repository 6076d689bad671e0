/** Where a shape or a text of a drawing lies, and its attributes in a closed form: numbers, path commands, colours. */
import { type Attributes, finite } from './style';

/** a b c d e f, as in SVG: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** The numbers of a list, without units. Takes time linear in the text. */
export const numbersOf = (list: string | undefined): number[] =>
  (list ?? '')
    .split(/[\s,]/)
    .map((one) => Number.parseFloat(one))
    .filter(Number.isFinite);

/** The matrix of a `transform` attribute; undefined when it holds what is not understood. */
export function transformOf(value: string | undefined): Matrix | undefined {
  let matrix = identity;
  for (const one of (value ?? '').split(')')) {
    const [name = '', list] = one.split('(');
    const kind = name.replace(/[\s,]/g, '');
    if (kind === '' && list === undefined) {
      continue;
    }
    const next = step(kind, numbersOf(list));
    if (!next) {
      return undefined;
    }
    matrix = multiply(matrix, next);
  }
  return matrix.every(Number.isFinite) ? matrix : undefined;
}

function step(kind: string, numbers: readonly number[]): Matrix | undefined {
  const [a = 0, b, c = 0, d = 0, e = 0, f = 0] = numbers;
  const turn = (a * Math.PI) / 180;
  switch (kind) {
    case 'matrix':
      return numbers.length === 6 ? [a, b ?? 0, c, d, e, f] : undefined;
    case 'translate':
      return [1, 0, 0, 1, a, b ?? 0];
    case 'scale':
      return [a, 0, 0, b ?? a, 0, 0];
    case 'rotate': {
      const [x, y] = [b ?? 0, c];
      const around: Matrix = [Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), 0, 0];
      return multiply(multiply([1, 0, 0, 1, x, y], around), [1, 0, 0, 1, -x, -y]);
    }
    case 'skewX':
      return [1, 0, Math.tan(turn), 1, 0, 0];
    case 'skewY':
      return [1, Math.tan(turn), 0, 1, 0, 0];
    default:
      return undefined;
  }
}

/** How much longer a length becomes. */
export const scaleOf = (m: Matrix) => Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));

/** The box around a box that `matrix` moves. */
export function moved({ left, top, right, bottom }: Box, m: Matrix): Box {
  const xs = [left, right].flatMap((x) => [top, bottom].map((y) => m[0] * x + m[2] * y + m[4]));
  const ys = [left, right].flatMap((x) => [top, bottom].map((y) => m[1] * x + m[3] * y + m[5]));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

export const meets = (one: Box, other: Box) =>
  one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;

/** Attributes that are numbers, by element; each has a size of its own. */
const lengths: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r'],
  ellipse: ['cx', 'cy', 'rx', 'ry'],
  line: ['x1', 'y1', 'x2', 'y2'],
  polyline: [],
  polygon: [],
  path: [],
};

export const isShape = (element: string) => element in lengths;

/** A longer outline says nothing to a reader. */
const longestOutline = 400;

/** The attributes that make up a shape, in a form that holds no words; undefined when there is nothing to see of it. */
export function shapeOf(element: string, attributes: Attributes, canvas: Box): ShapeForm | undefined {
  const size = { x: canvas.right - canvas.left, y: canvas.bottom - canvas.top };
  const values: Record<string, number> = {};
  for (const name of lengths[element] ?? []) {
    const value = attributes[name];
    const share = value?.trim().endsWith('%') ? (/y|height|^r$/.test(name) ? size.y : size.x) / 100 : 1;
    values[name] = rounded((finite(value) ?? 0) * share);
  }
  const { x = 0, y = 0, width = 0, height = 0, cx = 0, cy = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0 } = values;
  const [rx = 0, ry = 0] = element === 'circle' ? [values.r, values.r] : [values.rx, values.ry];
  switch (element) {
    case 'rect':
      return width > 0 && height > 0 ? form(values, [x, x + width], [y, y + height]) : undefined;
    case 'circle':
    case 'ellipse':
      return rx > 0 && ry > 0 ? form(values, [cx - rx, cx + rx], [cy - ry, cy + ry]) : undefined;
    case 'line':
      return form(values, [x1, x2], [y1, y2]);
    case 'path': {
      const d = (attributes.d ?? '').slice(0, longestOutline + 1).trim();
      const plain = d.length <= longestOutline && /^[Mm][MmLlHhVvCcSsQqTtAaZzEe\d+\-.,\s]*$/.test(d);
      // Where an outline goes is not followed; where it begins is.
      const [startX = 0, startY = 0] = numbersOf(d.slice(1).replace(/[a-z]/gi, ' ').replace(/-/g, ' -'));
      return plain ? { attributes: { d: d.replace(/\s/g, ' ') }, box: undefined, start: [startX, startY] } : undefined;
    }
    default: {
      const points = numbersOf((attributes.points ?? '').slice(0, longestOutline));
      const xs = points.filter((_, index) => index % 2 === 0);
      const ys = points.filter((_, index) => index % 2 === 1);
      return points.length >= 4 ? form({ points: points.map(rounded).join(' ') }, xs, ys) : undefined;
    }
  }
}

export interface ShapeForm {
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Undefined where it is not known. */
  readonly box: Box | undefined;
  readonly start?: readonly [number, number];
}

const form = (attributes: ShapeForm['attributes'], xs: readonly number[], ys: readonly number[]): ShapeForm => ({
  attributes,
  box: { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) },
});

export const rounded = (value: number) => Math.round(value * 100) / 100;

/** Colours of a drawing by number; words only out of these. */
const colorNames = new Set(
  (
    'black white gray grey silver red maroon orange yellow olive lime green teal aqua cyan blue navy fuchsia magenta ' +
    'purple pink brown gold indigo violet beige tan coral salmon crimson khaki lightgray darkgray lightblue darkblue ' +
    'lightgreen darkgreen darkred steelblue royalblue skyblue tomato turquoise'
  ).split(' '),
);

/** A colour in a form that holds no words of anyone's; undefined for every other. */
export function colorOf(value: string): string | undefined {
  const color = value.trim().toLowerCase();
  return colorNames.has(color) || /^#[\da-f]{3,8}$/.test(color) || /^(?:rgb|hsl)a?\([\d.,%\s]{1,40}\)$/.test(color)
    ? color
    : undefined;
}
