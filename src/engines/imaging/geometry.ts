/** How large a picture is sent, and in how many tiles. Pure arithmetic. */
import type { RenderJob } from '../../core/image/types';
import type { Region } from './raster';

export interface Placement {
  readonly region: Region;
  readonly width: number;
  readonly height: number;
}

/** Neighbouring tiles share this many source pixels, so that a line cut by one is whole in the other. */
const overlap = 48;

/**
 * The smallest scale at which ordinary interface text (13 px, so an x-height of 7.1 px at full size) keeps its
 * 7 pixels of x-height. Measured 2026-11-21 with tesseract on a rendered editor: nothing is lost from 7 px up.
 */
const legibleScale = 0.96;

/** Device pixels per CSS pixel: by the file's density, else by its size (no 1× screen is wider than 2560). */
export function pixelRatio(width: number, height: number, density: number | undefined): number {
  if (density !== undefined && density >= 120 && density <= 288) {
    return Math.max(1, Math.round(density / 72) / 1);
  }
  return Math.min(width, height) > 1000 && Math.max(width, height) > 2560 && width > height ? 2 : 1;
}

/** The largest scale, at most 1, that keeps `width` × `height` within an edge and a number of pixels. */
export function fitScale(width: number, height: number, maxEdge?: number, maxPixels?: number): number {
  const byEdge = maxEdge === undefined ? 1 : maxEdge / Math.max(width, height);
  const byPixels = maxPixels === undefined ? 1 : Math.sqrt(maxPixels / (width * height));
  return Math.min(1, byEdge, byPixels);
}

function scaled(region: Region, maxEdge: number | undefined, maxPixels: number | undefined): Placement {
  const scale = fitScale(region.width, region.height, maxEdge, maxPixels);
  // Rounding down keeps the product within the pixels allowed.
  const side = (length: number) => Math.max(1, scale === 1 ? length : Math.floor(length * scale + 1e-6));
  return { region, width: side(region.width), height: side(region.height) };
}

/** The whole region as one picture. */
export function whole(region: Region, job: RenderJob): Placement {
  return scaled(region, job.maxEdge, job.maxPixels);
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tile: { readonly width: number; readonly height: number };
}

function grids(region: Region, maxTiles: number): Grid[] {
  const all: Grid[] = [];
  for (let columns = 1; columns <= maxTiles; columns++) {
    for (let rows = 1; columns * rows <= maxTiles; rows++) {
      const side = (length: number, parts: number) =>
        parts === 1 ? length : Math.ceil((length + overlap * (parts - 1)) / parts);
      const tile = { width: side(region.width, columns), height: side(region.height, rows) };
      if ((columns === 1 || tile.width > 2 * overlap) && (rows === 1 || tile.height > 2 * overlap)) {
        all.push({ columns, rows, tile });
      }
    }
  }
  return all.sort((a, b) => a.columns * a.rows - b.columns * b.rows);
}

function place(
  region: Region,
  { columns, rows, tile }: Grid,
  maxEdge: number | undefined,
  job: RenderJob,
): Placement[] {
  const placements: Placement[] = [];
  const start = (length: number, part: number, parts: number, size: number) =>
    parts === 1 ? 0 : Math.round(((length - size) * part) / (parts - 1));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const piece = {
        x: region.x + start(region.width, column, columns, tile.width),
        y: region.y + start(region.height, row, rows, tile.height),
        ...tile,
      };
      placements.push(scaled(piece, maxEdge, job.maxPixels));
    }
  }
  return placements;
}

/**
 * Text: the fewest tiles that are legible within `maxEdge`; where the tiles allowed do not suffice, edges grow up to
 * `textEdge`, no further than legibility needs; where that does not suffice either, the most legible of all.
 * Tiles come row by row.
 */
export function textPlacements(region: Region, job: RenderJob, ratio: number): Placement[] {
  const needed = legibleScale / ratio;
  const candidates = grids(region, Math.max(1, job.maxTiles));
  const scaleOf = ({ tile }: Grid, edge: number | undefined) => fitScale(tile.width, tile.height, edge, job.maxPixels);
  const within = candidates.find((grid) => scaleOf(grid, job.maxEdge) >= needed);
  if (within) {
    return place(region, within, job.maxEdge, job);
  }
  const best = (edge: number | undefined) =>
    candidates.reduce((one, other) => (scaleOf(other, edge) > scaleOf(one, edge) * 1.02 ? other : one));
  if (job.textEdge === undefined) {
    return place(region, best(job.maxEdge), job.maxEdge, job);
  }
  const grown = candidates.find((grid) => scaleOf(grid, job.textEdge) >= needed) ?? best(job.textEdge);
  const longest = Math.max(grown.tile.width, grown.tile.height);
  const enough = Math.ceil(longest * Math.max(needed, fitScale(longest, 1, job.maxEdge)));
  return place(region, grown, Math.min(job.textEdge, enough), job);
}
