/** Several pictures on one white sheet, each below its number. */
import sharp from 'sharp';
import type { Rendered, SheetCell, SheetJob } from '../../core/image/types';
import { isText, textureOf } from './content';
import { encode } from './encode';
import { openDrawing } from './source';

/** Numbers and frames; a frame shows where a white picture ends. */
function ground(cells: readonly SheetCell[], { width, height, labelHeight }: SheetJob): Uint8Array {
  const baseline = Math.round(labelHeight / 4);
  const drawn = cells.map(
    (cell, index) =>
      `<rect x="${cell.x - 1}" y="${cell.y - 1}" width="${cell.width + 2}" height="${cell.height + 2}" fill="#bbb"/>` +
      `<text x="${cell.x}" y="${cell.y - baseline}">${index + 1}</text>`,
  );
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans" ` +
      `font-size="${labelHeight - baseline}"><rect width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>`,
  );
}

/** See `ImagingEngine.contactSheet`. Throws `ImageError`. */
export async function contactSheet(cells: readonly SheetCell[], job: SheetJob): Promise<Rendered> {
  const { width, height } = job;
  const edge = Math.max(width, height);
  const sheet = await openDrawing(ground(cells, job), edge, edge);
  const pictures = [];
  for (const cell of cells) {
    const { data, info } = await sharp(cell.bytes)
      .resize(cell.width, cell.height, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const left = cell.x + ((cell.width - info.width) >> 1);
    const top = cell.y + ((cell.height - info.height) >> 1);
    pictures.push({ input: data, raw: { width: info.width, height: info.height, channels: info.channels }, left, top });
  }
  const laid = await sheet.open().composite(pictures).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raster = { width: laid.info.width, height: laid.info.height, data: laid.data };
  const text = job.content === 'text' || isText(textureOf(raster.data, raster.width, raster.height, 3));
  const maxBytes = Math.min(job.maxBytes, job.maxTotalBytes ?? Number.POSITIVE_INFINITY);
  const { bytes, mediaType, width: sent, height: high } = await encode(raster, text, job.accepts, maxBytes);
  return { parts: [{ bytes, mediaType, width: sent, height: high }], changes: [] };
}
