/** At which size a picture is sent, and in how many tiles. Pure arithmetic. */
import type { Region, RenderJob } from '../../core/image/types';

export interface Placement {
  readonly region: Region;
  readonly width: number;
  readonly height: number;
}

/** Neighboring tiles share this many source pixels, so that a line cut by one is whole in the other. */
const overlap = 48;

export type Fit = Pick<RenderJob, 'maxEdge' | 'maxShortEdge' | 'maxPixels'>;

/** The largest scale, at most 1, that keeps `width` × `height` within edges and a number of pixels. */
export function fitScale(width: number, height: number, { maxEdge, maxShortEdge, maxPixels }: Fit): number {
  const byEdge = maxEdge === undefined ? 1 : maxEdge / Math.max(width, height);
  const byShortEdge = maxShortEdge === undefined ? 1 : maxShortEdge / Math.min(width, height);
  const byPixels = maxPixels === undefined ? 1 : Math.sqrt(maxPixels / (width * height));
  return Math.min(1, byEdge, byShortEdge, byPixels);
}

function scaled(region: Region, fit: Fit): Placement {
  const scale = fitScale(region.width, region.height, fit);
  // Rounding down keeps the product within the pixels allowed.
  const side = (length: number) => Math.max(1, scale === 1 ? length : Math.floor(length * scale + 1e-6));
  return { region, width: side(region.width), height: side(region.height) };
}

/** The whole region as one picture. */
export function whole(region: Region, job: RenderJob): Placement {
  return scaled(region, job);
}

/** The size that a picture needs so that the provider accepts its shape. */
export function shapeOf(
  { width, height }: { readonly width: number; readonly height: number },
  { minEdge = 1, maxRatio = Infinity }: Pick<RenderJob, 'minEdge' | 'maxRatio'>,
): readonly [width: number, height: number] {
  return [
    Math.max(width, minEdge, Math.ceil(height / maxRatio)),
    Math.max(height, minEdge, Math.ceil(width / maxRatio)),
  ];
}

/** The smallest scale that doesn't make a strip narrower than what a provider accepts. */
export function narrowScale({ width, height }: Region, { minEdge = 0 }: Pick<RenderJob, 'minEdge'>): number {
  return Math.min(1, minEdge / Math.min(width, height));
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

function place(region: Region, { columns, rows, tile }: Grid, fit: Fit): Placement[] {
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
      placements.push(scaled(piece, fit));
    }
  }
  return placements;
}

/**
 * Text: the fewest of `tilesFirst` tiles that are legible (scaled by no less than `needed`) within `maxEdge`; if they
 * aren't enough, edges grow up to `textEdge`, no further than legibility requires, in the fewest of `maxTiles`; if that
 * isn't enough either, the most legible of all. Tiles come row by row.
 */
export function textPlacements(region: Region, job: RenderJob, needed: number): Placement[] {
  const candidates = grids(region, Math.max(1, job.maxTiles));
  const scaleOf = ({ tile }: Grid, maxEdge: number | undefined) =>
    fitScale(tile.width, tile.height, { ...job, maxEdge });
  const within = candidates.find(
    (grid) => grid.columns * grid.rows <= (job.tilesFirst ?? 1) && scaleOf(grid, job.maxEdge) >= needed,
  );
  if (within) {
    return place(region, within, job);
  }
  const { maxEdge, textEdge = maxEdge } = job;
  const best = () =>
    candidates.reduce((one, other) => (scaleOf(other, textEdge) > scaleOf(one, textEdge) * 1.02 ? other : one));
  const grown = candidates.find((grid) => scaleOf(grid, textEdge) >= needed) ?? best();
  const longest = Math.max(grown.tile.width, grown.tile.height);
  const enough = Math.ceil(longest * Math.max(needed, fitScale(longest, 1, { maxEdge })));
  return place(region, grown, { ...job, maxEdge: Math.min(textEdge ?? enough, enough) });
}
