/** Several images as one picture, a grid of numbered cells, for more images than a provider accepts in one request. */
import { jsonBytes } from './budget';
import { type Alongside, alongside } from './drawing';
import { changesOfBytes, type PlanRequest, planImage, renderJob } from './plan';
import { checkParts } from './prepare';
import { factsOf } from './sniff';
import {
  type Detail,
  ImageError,
  type ImageFacts,
  type ImagingEngine,
  type PreparedImage,
  type RenderJob,
  type SheetCell,
} from './types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Cell extends Size {
  readonly x: number;
  readonly y: number;
}

export interface SheetLayout extends Size {
  /** Where each image lies, in the given order, in pixels of the sheet. Its number is in the strip above it. */
  readonly cells: readonly Cell[];
}

/** White space between and around the images, pixels. */
const gap = 16;
/** Height of the strip for an image's number, pixels. */
const labelHeight = 32;
/** In a narrower cell, nothing would be recognizable. */
const minCell = 64;
/** The sheet is as large as a single image can be, because the model looks at its cells. */
const sheetEdge: Readonly<Record<Detail, number>> = { low: 1568, auto: 2576, high: 2576, original: 4096 };
/** Shapes of the sheet to try, width by height. */
const shapes = [1, 4 / 3, 3 / 4, 16 / 9, 9 / 16];
/** A drawing has no pixels of its own, so it's laid out as if its longest edge had this many. */
const drawingEdge = 1024;

/**
 * Finds the grid in which the images, none of them enlarged, are largest (by the geometric mean of their scales),
 * within an edge and a number of pixels. Undefined if a cell would be narrower than 64 pixels.
 */
export function layoutSheet(
  sizes: readonly Size[],
  maxEdge: number,
  maxPixels = Number.POSITIVE_INFINITY,
): SheetLayout | undefined {
  let best: { readonly layout: SheetLayout; readonly score: number } | undefined;
  for (const shape of shapes) {
    const width = Math.min(maxEdge, Math.sqrt(maxPixels * shape));
    const height = Math.min(maxEdge, maxPixels / width);
    for (let columns = 1; columns <= sizes.length; columns++) {
      const rows = Math.ceil(sizes.length / columns);
      const room = {
        width: (width - gap * (columns + 1)) / columns,
        height: (height - gap - (gap + labelHeight) * rows) / rows,
      };
      if (Math.min(room.width, room.height) < minCell) {
        continue;
      }
      const scales = sizes.map((size) => Math.min(1, room.width / size.width, room.height / size.height));
      const score = scales.reduce((sum, scale) => sum + Math.log(scale), 0);
      const layout = place(sizes, scales, columns);
      const area = (one: SheetLayout) => one.width * one.height;
      const even = best !== undefined && Math.abs(score - best.score) < 1e-9;
      if (!best || (even ? area(layout) < area(best.layout) : score > best.score)) {
        best = { layout, score };
      }
    }
  }
  return best?.layout;
}

function place(sizes: readonly Size[], scales: readonly number[], columns: number): SheetLayout {
  const shrunk = sizes.map(({ width, height }, index) => ({
    width: Math.max(1, Math.floor(width * (scales[index] ?? 1))),
    height: Math.max(1, Math.floor(height * (scales[index] ?? 1))),
  }));
  const rows = Math.ceil(sizes.length / columns);
  const largest = (list: readonly number[]) => list.reduce((one, other) => Math.max(one, other), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    largest(shrunk.filter((_size, index) => index % columns === column).map((size) => size.width)),
  );
  const heights = Array.from({ length: rows }, (_, row) =>
    largest(shrunk.slice(row * columns, (row + 1) * columns).map((size) => size.height)),
  );
  const sum = (list: readonly number[]) => list.reduce((one, other) => one + other, 0);
  const cells = shrunk.map((size, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return {
      ...size,
      x: gap + sum(widths.slice(0, column)) + column * gap,
      y: gap + labelHeight + sum(heights.slice(0, row)) + row * (gap + labelHeight),
    };
  });
  return {
    width: sum(widths) + gap * (columns + 1),
    height: sum(heights) + gap + rows * (gap + labelHeight),
    cells,
  };
}

interface Source {
  readonly bytes: Uint8Array;
  readonly facts: ImageFacts;
  readonly alongside: Alongside;
}

/**
 * Makes one picture of all images; `members` of the result says for each what was done to it. `request` treats the
 * sheet as one image. `blame` creates the error that names the image at an index. Throws `ImageError` for the sheet as
 * a whole (`tooManyImages` if its cells would be too small), what `blame` creates, or the signal's reason.
 */
export async function prepareSheet(
  images: readonly Uint8Array[],
  request: PlanRequest,
  engine: ImagingEngine,
  blame: (index: number, error: ImageError) => Error,
  signal?: AbortSignal,
): Promise<PreparedImage> {
  const named = async <T>(index: number, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof ImageError ? blame(index, error) : error;
    }
  };
  const sources: Source[] = [];
  for (const [index, bytes] of images.entries()) {
    sources.push(await named(index, () => sourceOf(bytes, request, engine, signal)));
  }
  const text = sources.flatMap((source) => source.alongside.sourceText ?? []).join('\n');
  const full = { ...request, maxTiles: 1, otherBodyBytes: request.otherBodyBytes + (text ? jsonBytes(text) : 0) };
  const { limits } = request;
  const edge = Math.min(
    sheetEdge[request.detail],
    limits.maxEdge ?? Number.POSITIVE_INFINITY,
    limits.usefulEdge ?? Number.POSITIVE_INFINITY,
  );
  const sheet = layoutSheet(
    sources.map(({ facts }) => sizeOf(facts)),
    edge,
    limits.maxPixels,
  );
  if (!sheet) {
    throw new ImageError('tooManyImages', `${images.length} images on a sheet of ${edge} pixels`);
  }
  const cells: SheetCell[] = [];
  const members: Omit<PreparedImage, 'parts'>[] = [];
  for (const [index, { bytes, facts, alongside: along }] of sources.entries()) {
    const cell = sheet.cells[index] as Cell;
    const { parts, changes } = await named(index, () => engine.render(bytes, facts, cellJob(cell), signal));
    const [picture] = parts;
    cells.push({ ...cell, bytes: picture?.bytes ?? new Uint8Array() });
    members.push({
      facts,
      sourceBytes: bytes.length,
      ...(along.sourceText !== undefined && { sourceText: along.sourceText }),
      changes: [
        ...changesOfBytes(facts),
        ...changes.filter(({ kind }) => kind === 'flattened' || kind === 'shrunk' || kind === 'oneColor'),
        { kind: 'contactSheet', cell: index + 1, count: images.length },
        ...along.changes,
      ],
    });
  }
  const { width, height } = sheet;
  const { parts } = await engine.contactSheet(cells, { ...renderJob(full), width, height, labelHeight }, signal);
  checkParts(parts, full);
  return {
    facts: factsOf(parts[0]?.bytes ?? new Uint8Array()),
    sourceBytes: images.reduce((sum, bytes) => sum + bytes.length, 0),
    parts,
    changes: [],
    ...(text && { sourceText: text }),
    members: members.map((member) => ({ ...member, parts })),
  };
}

async function sourceOf(
  bytes: Uint8Array,
  request: PlanRequest,
  engine: ImagingEngine,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const facts = factsOf(bytes);
  const plan = planImage(facts, bytes.length, request);
  if (plan.action === 'refuse') {
    throw new ImageError(plan.reason, `${facts.type}, ${bytes.length} bytes`, facts);
  }
  return { bytes, facts, alongside: await alongside(bytes, facts, engine, signal) };
}

function sizeOf({ type, width, height }: ImageFacts): Size {
  if (type !== 'svg') {
    return { width, height };
  }
  const scale = drawingEdge / Math.max(width, height);
  return width > 0 && height > 0
    ? { width: width * scale, height: height * scale }
    : { width: drawingEdge, height: drawingEdge };
}

/** Lossless, because the sheet is encoded once, at the end. */
function cellJob({ width, height }: Size): RenderJob {
  return {
    accepts: ['image/png'],
    maxEdge: Math.max(width, height),
    maxBytes: Number.MAX_SAFE_INTEGER,
    content: 'photo',
    maxTiles: 1,
  };
}

/** Tells the model what it sees; `names` are in the order of the cells. */
export function sheetNote(names: readonly string[]): string {
  const list = names.map((name, index) => `${index + 1}: ${name}`).join('; ');
  return `The images are cells 1–${names.length} of a contact sheet, each below its number. ${list}.`;
}
