/** What the renderer itself makes of an SVG: the tree of outlines after styles, uses, and letters are resolved. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The outline of marked letters, in canvas coordinates. */
export interface Marked {
  readonly mark: number;
  readonly box: Box;
  /** The area of its letters, square units. */
  readonly area: number;
  /** How far beyond its box pixels can change with it, if a filter casts its shadow: perhaps infinite. */
  readonly reach: number;
}

export interface Tree {
  readonly canvas: Box;
  /** The size that the drawing states, pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly marked: readonly Marked[];
  /** Every other outline that is painted on the canvas, as an SVG element without names or words. */
  readonly shapes: readonly string[];
  /** A length on the canvas as it's written: to a thousandth of the longer edge, whole where that is enough. */
  rounded(length: number): number;
  /** From the canvas to a picture of `width` × `height` pixels. */
  onto(width: number, height: number): Matrix;
}

/** a b c d e f, as in SVG: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export const scaleOf = (m: Matrix) => Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));

/** The box around a box that `m` moves. */
export function moved({ left, top, right, bottom }: Box, m: Matrix): Box {
  const xs = [left, right].flatMap((x) => [top, bottom].map((y) => m[0] * x + m[2] * y + m[4]));
  const ys = [left, right].flatMap((x) => [top, bottom].map((y) => m[1] * x + m[3] * y + m[5]));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

export const meets = (one: Box, other: Box) =>
  one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;

type Rounding = (length: number) => number;

/** A longer outline tells a reader nothing. */
const maxPoints = 30;
/** A style this close to none is invisible. */
const minOpacity = 0.05;

type Attributes = Readonly<Record<string, string>>;

interface Level {
  readonly matrix: Matrix;
  /** Inside something that is drawn through something else: a pattern, a mask, the outline that clips another. */
  readonly defines: boolean;
  readonly reach: number;
  readonly seen: boolean;
}

/** Reads the output of `Resvg.toString`. `markOf` returns the mark that a fill color stands for. */
export function readTree(written: string, markOf: (fill: string) => number | undefined): Tree {
  const levels: Level[] = [];
  const marked: Marked[] = [];
  const shapes: string[] = [];
  const filters = new Filters();
  let root: Attributes = {};
  let canvas: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  let rounded: Rounding = Math.round;
  const read = (name: string, attributes: Attributes, level: Level) => {
    const mark = markOf(attributes.fill ?? '');
    if (name !== 'path' || level.defines || (mark === undefined && !level.seen)) {
      return;
    }
    const outline = outlineOf(attributes.d ?? '', level.matrix, rounded);
    if (mark !== undefined) {
      const painted = attributes.stroke !== undefined && attributes.stroke !== 'none';
      const stroke = painted ? 2 * Number(attributes['stroke-width'] ?? 1) * scaleOf(level.matrix) : 0;
      marked.push({ mark, box: wider(outline.box, stroke), area: outline.area, reach: level.reach });
    } else {
      const shape = shapeOf(attributes, outline, canvas, rounded);
      if (shape !== undefined) {
        shapes.push(shape);
      }
    }
  };
  for (const { name, attributes, opens, closes } of tagsOf(written)) {
    if (opens) {
      const above = levels.at(-1);
      if (!above) {
        root = attributes;
        canvas = canvasOf(attributes);
        const longest = Math.max(canvas.right - canvas.left, canvas.bottom - canvas.top);
        const fine = 10 ** Math.max(0, 3 - Math.ceil(Math.log10(longest)));
        rounded = (length) => Math.round(length * fine) / fine;
      }
      filters.read(name, attributes);
      const level = levelOf(name, attributes, above, filters);
      levels.push(level);
      read(name, attributes, level);
    }
    if (closes) {
      levels.pop();
    }
  }
  const [width, height] = sizeOf(root);
  return {
    canvas,
    size: { width, height },
    marked,
    shapes,
    rounded,
    onto: (width, height) => ontoPicture(root, canvas, width, height),
  };
}

const sizeOf = ({ width, height }: Attributes) => [Number(width), Number(height)] as const;

function canvasOf({ viewBox = '' }: Attributes): Box {
  const [left = 0, top = 0, width = 0, height = 0] = numbersOf(viewBox);
  return { left, top, right: left + width, bottom: top + height };
}

export const wider = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** The tags that the renderer wrote; in values, it leaves `<` and `>` unescaped, but no quotes. */
function* tagsOf(written: string) {
  const begin = /<(\/?)([\w:]+)/y;
  const attribute = /\s+([\w:-]+)="([^"]*)"/y;
  let at = written.indexOf('<');
  while (at >= 0) {
    begin.lastIndex = at;
    const [whole = '<', slash = '', name = ''] = begin.exec(written) ?? [];
    const from = at;
    at += whole.length;
    const attributes: Record<string, string> = {};
    for (;;) {
      attribute.lastIndex = at;
      const [pair, key = '', value = ''] = attribute.exec(written) ?? [];
      if (pair === undefined) {
        break;
      }
      attributes[key] = value;
      at += pair.length;
    }
    const closes = slash !== '' || written.startsWith('/>', at);
    yield { name, attributes, opens: slash === '', closes, from, to: written.indexOf('>', at) + 1 };
    at = written.indexOf('<', at);
  }
}

/** These change a pixel only through what is in the same place. */
const staying = new Set(
  'filter feColorMatrix feComponentTransfer feFuncR feFuncG feFuncB feFuncA feFlood feMerge feMergeNode feBlend feComposite'.split(
    ' ',
  ),
);

/** How far a drawing's filters move what they apply to. */
class Filters {
  private readonly reaches = new Map<string, number>();
  private id = '';

  read(name: string, attributes: Attributes): void {
    if (name === 'filter') {
      this.id = attributes.id ?? '';
      this.reaches.set(this.id, attributes.primitiveUnits === 'objectBoundingBox' ? Infinity : 0);
    } else if (name.startsWith('fe') && !staying.has(name)) {
      const { dx = '0', dy = '0', stdDeviation = '0' } = attributes;
      const blurred = Math.max(...numbersOf(stdDeviation));
      const known = ['feOffset', 'feGaussianBlur', 'feDropShadow'].includes(name);
      const reach = known ? Math.max(Math.abs(Number(dx)), Math.abs(Number(dy))) + 3 * blurred : Infinity;
      this.reaches.set(this.id, (this.reaches.get(this.id) ?? 0) + reach);
    }
  }

  reachOf(value: string | undefined): number {
    return (value ?? '')
      .split(')')
      .filter((one) => one.includes('#'))
      .reduce((sum, one) => sum + (this.reaches.get(one.slice(one.indexOf('#') + 1)) ?? Infinity), 0);
  }
}

function levelOf(name: string, attributes: Attributes, above: Level | undefined, filters: Filters): Level {
  const { matrix: outer, defines, reach, seen } = above ?? { matrix: identity, defines: false, reach: 0, seen: true };
  const matrix = within(outer, attributes);
  const hidden = attributes.visibility === 'hidden' || attributes.visibility === 'collapse';
  const filtered = filters.reachOf(attributes.filter);
  return {
    matrix,
    defines: defines || name === 'defs',
    // Filters are rotated with what they apply to.
    reach: reach + (filtered === 0 ? 0 : filtered * Math.SQRT2 * scaleOf(matrix)),
    seen: seen && !hidden && Number(attributes.opacity ?? 1) >= minOpacity,
  };
}

function within(outer: Matrix, { transform = '' }: Attributes): Matrix {
  const own = numbersOf(transform.replace('matrix', ''));
  return own.length === 6 ? multiply(outer, own as unknown as Matrix) : outer;
}

/**
 * The output of `Resvg.toString`, or `written` itself if there is nothing to remove: without layers that are a whole
 * picture away.
 */
export function withoutFarLayers(written: string): string {
  const open: { readonly matrix: Matrix; readonly from: number; readonly layer: boolean; box: Box | undefined }[] = [];
  const far: { readonly from: number; readonly to: number }[] = [];
  let nearby: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  let defining = 0;
  for (const { name, attributes, opens, closes, from, to } of tagsOf(written)) {
    if (opens) {
      const above = open.at(-1);
      const matrix = above
        ? within(above.matrix, attributes)
        : ontoPicture(attributes, canvasOf(attributes), ...sizeOf(attributes));
      if (!above) {
        const [width, height] = sizeOf(attributes);
        nearby = { left: -width, top: -height, right: 2 * width, bottom: 2 * height };
      }
      defining += defining > 0 || name === 'defs' ? 1 : 0;
      const layer = name === 'g' && Object.keys(attributes).some((one) => layered.has(one));
      open.push({ matrix, from, layer: layer && defining === 0, box: boxOf(name, attributes, matrix) });
    }
    const closed = closes ? open.pop() : undefined;
    if (closed) {
      defining -= defining > 0 ? 1 : 0;
      const above = open.at(-1);
      if (closed.layer && closed.box && !meets(closed.box, nearby)) {
        while ((far.at(-1)?.from ?? -1) > closed.from) {
          far.pop();
        }
        far.push({ from: closed.from, to });
      } else if (above && closed.box && defining === 0) {
        above.box = above.box ? around(above.box, closed.box) : closed.box;
      }
    }
  }
  return [...far, { from: written.length, to: 0 }]
    .map(({ from }, i) => written.slice(far[i - 1]?.to ?? 0, from))
    .join('');
}

/** What is drawn separately, and then onto what is below. */
const layered = new Set(['opacity', 'clip-path', 'mask', 'filter', 'style']);

function boxOf(name: string, attributes: Attributes, matrix: Matrix): Box | undefined {
  if (name === 'image') {
    const { x = '0', y = '0', width = '0', height = '0' } = attributes;
    const [left, top] = [Number(x), Number(y)];
    return moved({ left, top, right: left + Number(width), bottom: top + Number(height) }, matrix);
  }
  return name === 'path' ? outlineOf(attributes.d ?? '', matrix, Math.round).box : undefined;
}

const around = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});

interface Outline {
  /** As written in a `path`, in canvas coordinates; undefined if it's long. */
  readonly path: string | undefined;
  readonly points: readonly (readonly [number, number])[];
  /** The letters of its commands. */
  readonly commands: string;
  /** It was neither rotated nor skewed. */
  readonly upright: boolean;
  readonly box: Box;
  readonly area: number;
}

/** An outline of lines and curves with absolute points. */
function outlineOf(d: string, m: Matrix, rounded: Rounding): Outline {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const points: [number, number][] = [];
  const written: (string | number)[] = [];
  let commands = '';
  let twice = 0;
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let first: number | undefined;
  for (const one of d.split(' ')) {
    const number = Number(one);
    if (one === '' || Number.isNaN(number)) {
      commands += one;
      if (one === 'Z') {
        twice += x * startY - startX * y;
      }
      written.push(one);
      continue;
    }
    if (first === undefined) {
      first = number;
      continue;
    }
    const [toX, toY] = [m[0] * first + m[2] * number + m[4], m[1] * first + m[3] * number + m[5]];
    first = undefined;
    if (written.at(-1) === 'M') {
      [startX, startY] = [toX, toY];
    } else {
      twice += x * toY - toX * y;
    }
    [x, y] = [toX, toY];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
    if (points.length <= maxPoints) {
      points.push([x, y]);
      written.push(rounded(x), rounded(y));
    }
  }
  const path = points.length <= maxPoints ? written.join(' ') : undefined;
  return { path, points, commands, upright: m[1] === 0 && m[2] === 0, box, area: Math.abs(twice) / 2 };
}

/** Undefined if none of it is painted on the canvas, or it's too long. */
function shapeOf(attributes: Attributes, outline: Outline, canvas: Box, rounded: Rounding): string | undefined {
  const colorOf = (paint: 'fill' | 'stroke') => {
    const color = attributes[paint] ?? '';
    const opacity = Number(attributes[`${paint}-opacity`] ?? 1);
    return /^#[\da-f]{6}$/.test(color) && opacity >= minOpacity ? color : undefined;
  };
  const [fill, stroke] = [colorOf('fill'), colorOf('stroke')];
  // The renderer writes no other commands.
  const readable = outline.path !== undefined && /^[MLQCZ]+$/.test(outline.commands);
  if (!readable || !(fill || stroke) || !meets(outline.box, canvas)) {
    return undefined;
  }
  const { left, top, right, bottom } = outline.box;
  const [width, height] = [right - left, bottom - top];
  const form: readonly (readonly [string, number])[] | undefined = isRectangle(outline)
    ? Object.entries({ x: left, y: top, width, height })
    : isEllipse(outline)
      ? Object.entries({ cx: left + width / 2, cy: top + height / 2, rx: width / 2, ry: height / 2 })
      : undefined;
  const name = form === undefined ? 'path' : isRectangle(outline) ? 'rect' : 'ellipse';
  const list = {
    ...(form ? Object.fromEntries(form.map(([key, value]) => [key, rounded(value)])) : { d: outline.path }),
    ...(fill && { fill }),
    ...(stroke && { stroke }),
  };
  const written = Object.entries(list).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${written.join('')}/>`;
}

const near = (one = 0, other = 0, size = 0) => Math.abs(one - other) <= 0.01 * size;

/** Also one with rounded corners. */
function isRectangle({ commands, points, upright, box }: Outline): boolean {
  const corners = commands === 'MLLLZ' || /^M(?:LC){3}L?CZ$/.test(commands);
  const [first, second] = points;
  return corners && upright && first?.[1] === box.top && second?.[1] === box.top;
}

/** As the renderer writes one: from its right end, in four curves. */
function isEllipse({ commands, points, upright, box }: Outline): boolean {
  const { left, top, right, bottom } = box;
  const [first, pull, , lowest] = points;
  const height = bottom - top;
  return (
    commands === 'MCCCCZ' &&
    upright &&
    near(first?.[0], right, right - left) &&
    near(lowest?.[0], (left + right) / 2, right - left) &&
    near(pull?.[1], top + height * (0.5 + 0.5523 / 2), height)
  );
}

const numbersOf = (list: string) =>
  list
    .split(/[\s,()]/)
    .filter(Boolean)
    .map(Number);

/** How a drawing is placed in its picture: `preserveAspectRatio`. */
function ontoPicture({ preserveAspectRatio = '' }: Attributes, canvas: Box, width: number, height: number): Matrix {
  const across = width / (canvas.right - canvas.left);
  const down = height / (canvas.bottom - canvas.top);
  const even = preserveAspectRatio.includes('slice') ? Math.max(across, down) : Math.min(across, down);
  const [a, d] = preserveAspectRatio.includes('none') ? [across, down] : [even, even];
  const share = (axis: string) =>
    preserveAspectRatio.includes(`${axis}Min`) ? 0 : preserveAspectRatio.includes(`${axis}Max`) ? 1 : 0.5;
  const left = (width - a * (canvas.right - canvas.left)) * share('x');
  const top = (height - d * (canvas.bottom - canvas.top)) * share('Y');
  return [a, 0, 0, d, left - a * canvas.left, top - d * canvas.top];
}
