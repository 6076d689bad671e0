/**
 * From any image's bytes to a sharp pipeline of upright pixels; sharp decodes most types, our own decoders the rest.
 */
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { isTooLarge, maxSourcePixels } from '../../core/image/plan';
import { type DrawnText, ImageError, type ImageFacts, type Pixels } from '../../core/image/types';
import { decodeBmp } from './bmp';
import { mended } from './cutOff';
import { decodeIco } from './ico';

/** An SVG is drawn at least this large: an icon of 16 pixels shows nothing, but its drawing does. */
const svgMinEdge = 1024;
const svgMaxEdge = 2576;

export interface Source {
  /** Upright pixels. */
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  /** A new pipeline: upright, first frame, no output set. */
  open(): Sharp;
}

/** Pixels row by row, 8 bit, upright. */
export interface PlainPixels extends Pixels {
  readonly channels: 3 | 4;
}

interface HeifChunk {
  decodeHeif(bytes: Uint8Array, maxPixels: number, alpha: boolean, folder: string): Promise<PlainPixels>;
}
interface SvgChunk {
  decodeSvg(bytes: Uint8Array, minEdge: number, maxEdge: number, folder: string): Promise<Pixels>;
  drawnTextOf(bytes: Uint8Array, folder: string): Promise<DrawnText>;
}

// The chunks are beside the worker's own file and not bundled into it.
const requireBeside = createRequire(__filename);

function fromPixels({ width, height, data, channels }: PlainPixels, alpha: boolean): Source {
  // sharp's result is in WebAssembly's memory, which is freed when the very array that refers to it is no longer used:
  // pass it on itself, never another view of the same bytes.
  return { width, height, alpha, open: () => sharp(data, { raw: { width, height, channels } }) };
}

function fromBytes(
  bytes: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  alpha: boolean,
  failOn: 'truncated' | 'none' = 'truncated',
): Source {
  const options = { limitInputPixels: maxSourcePixels('png'), failOn, pages: 1 } as const;
  return { width, height, alpha, open: () => sharp(bytes, options).autoOrient() };
}

/** The same picture with its pixels in memory: several parts are cut from these in the time of one. */
export async function inMemory(source: Source): Promise<{ readonly source: Source; readonly pixels: PlainPixels }> {
  const pipeline = source.open().toColourspace('srgb');
  const { data, info } = await (source.alpha ? pipeline.ensureAlpha() : pipeline.removeAlpha())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = { width: info.width, height: info.height, data, channels: info.channels === 4 ? 4 : 3 } as const;
  return { source: fromPixels(pixels, source.alpha), pixels };
}

/** An SVG, with its longest edge between two numbers of pixels. Throws `ImageError`. */
export async function openDrawing(svg: Uint8Array, minEdge: number, maxEdge: number): Promise<Source> {
  const { decodeSvg } = requireBeside('./imagingSvg.js') as SvgChunk;
  return fromPixels({ ...(await decodeSvg(svg, minEdge, maxEdge, __dirname)), channels: 4 }, true);
}

/** What an SVG draws, as text. Throws `ImageError`. */
export function openDrawnText(svg: Uint8Array): Promise<DrawnText> {
  const { drawnTextOf } = requireBeside('./imagingSvg.js') as SvgChunk;
  return drawnTextOf(svg, __dirname);
}

/** `maxEdge`, the longest useful edge, matters only for drawings. Throws `ImageError`. */
export async function openSource(bytes: Uint8Array, facts: ImageFacts, maxEdge = svgMaxEdge): Promise<Source> {
  const { type, width, height } = facts;
  const ceiling = maxSourcePixels(type);
  if (isTooLarge(facts)) {
    throw new ImageError('tooManyPixels', `more than ${ceiling / 1e6} megapixels`, { width, height });
  }
  switch (type) {
    case 'bmp':
      return fromPixels({ ...decodeBmp(bytes, ceiling), channels: 4 }, true);
    case 'ico': {
      const icon = decodeIco(bytes, ceiling);
      return 'png' in icon ? fromBytes(icon.png, facts, true) : fromPixels({ ...icon, channels: 4 }, true);
    }
    case 'heic': {
      const { decodeHeif } = requireBeside('./imagingHeif.js') as HeifChunk;
      return fromPixels(await decodeHeif(bytes, ceiling, facts.alpha, __dirname), facts.alpha);
    }
    case 'svg': {
      const largest = Math.min(maxEdge, svgMaxEdge);
      return openDrawing(bytes, Math.min(svgMinEdge, largest), largest);
    }
    default:
      return facts.truncated
        ? fromBytes(await mended(bytes, facts), facts, facts.alpha, 'none')
        : fromBytes(bytes, facts, facts.alpha);
  }
}
