/** The SVG renderer, a separate chunk that is loaded with the first SVG: resvg compiled to WebAssembly, two fonts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type DrawnText, ImageError, type Pixels } from '../../core/image/types';
import { drawnText } from './drawnText';
import { withHtmlAsText } from './svgHtml';
import { checkPictures } from './svgPictures';
import { withoutFarLayers } from './svgTree';
import { hasOutlines } from './svgWords';

type Drawing = InstanceType<typeof Resvg>;
type Options = NonNullable<ConstructorParameters<typeof Resvg>[1]>;

let font: Options['font'] | undefined;

async function load(folder: string): Promise<void> {
  if (!font) {
    await initWasm(readFileSync(join(folder, 'resvg.wasm')));
    font = {
      fontBuffers: ['DejaVuSans.ttf', 'DejaVuSansMono.ttf'].map((name) => readFileSync(join(folder, 'fonts', name))),
      defaultFontFamily: 'DejaVu Sans',
      serifFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
      cursiveFamily: 'DejaVu Sans',
      fantasyFamily: 'DejaVu Sans',
      monospaceFamily: 'DejaVu Sans Mono',
    };
  }
}

/** The result of `read` for the drawing. Throws `ImageError`, or the trap that leaves the renderer broken. */
function opened<T>(svg: Uint8Array | string, options: Options, read: (drawing: Drawing) => T): T {
  try {
    const drawing = new Resvg(svg, { font, ...options });
    const result = read(drawing);
    drawing.free();
    return result;
  } catch (error) {
    // A trap leaves the renderer broken for everything that follows, so the worker ends with it.
    const isTrap = error instanceof Error && error.name === 'RuntimeError';
    throw isTrap || error instanceof ImageError ? error : new ImageError('corrupt', `SVG: ${error}`);
  }
}

function pixelsOf(drawing: Drawing): Pixels {
  const picture = drawing.render();
  const pixels = { width: picture.width, height: picture.height, data: picture.pixels };
  picture.free();
  return pixels;
}

/**
 * What can be drawn: the renderer traps on a layer (a group with an opacity, a clip, a mask, or a filter, a nested
 * drawing) that is two canvases away, where it's invisible.
 */
function drawable<T extends Uint8Array | string>(svg: T): T | string {
  const written = opened(svg, {}, (drawing) => drawing.toString());
  const near = withoutFarLayers(written);
  return near === written ? svg : near;
}

const sizeOf = (svg: Uint8Array | string) => opened(svg, {}, ({ width, height }) => ({ width, height }));

/** Its longest edge has this many pixels. */
const fitted = ({ width, height }: { readonly width: number; readonly height: number }, edge: number) =>
  ({ mode: width >= height ? 'width' : 'height', value: Math.max(1, Math.round(edge)) }) as const;

/** resvg's colors are multiplied by their opacity; everyone else's aren't. */
function straight({ data, ...size }: Pixels): Pixels {
  for (let i = 3; i < data.length; i += 4) {
    const alpha = data[i] ?? 255;
    if (alpha !== 255 && alpha !== 0) {
      for (let k = i - 3; k < i; k++) {
        data[k] = Math.min(255, Math.round(((data[k] ?? 0) * 255) / alpha));
      }
    }
  }
  return { ...size, data };
}

/**
 * RGBA of an SVG, with its longest edge between `minEdge` and `maxEdge`: a picture without pixels of its own can grow.
 * Follows no reference outside the file. `folder` contains `resvg.wasm` and `fonts/`. Throws `ImageError`.
 */
export async function decodeSvg(bytes: Uint8Array, minEdge: number, maxEdge: number, folder: string): Promise<Pixels> {
  checkPictures(bytes);
  await load(folder);
  const svg = withHtmlAsText(bytes);
  const size = sizeOf(svg);
  const edge = Math.min(maxEdge, Math.max(minEdge, size.width, size.height));
  const drawing = hasOutlines(svg) ? drawable(svg) : svg;
  return straight(opened(drawing, { fitTo: fitted(size, edge) }, pixelsOf));
}

/** What an SVG draws, as text. Throws `ImageError`. */
export async function drawnTextOf(bytes: Uint8Array, folder: string): Promise<DrawnText> {
  const elsewhere = checkPictures(bytes);
  await load(folder);
  const source = withHtmlAsText(bytes);
  const isWhole = !hasOutlines(source) || drawable(source) === source;
  const drawn = drawnText(source, {
    outlines: (svg) => opened(svg, {}, (drawing) => drawing.toString()),
    draw: (svg, scale) =>
      opened(isWhole ? svg : drawable(svg), { fitTo: { mode: 'zoom', value: scale }, background: '#fff' }, pixelsOf),
  });
  return { ...drawn, ...(elsewhere > 0 && { elsewhere }) };
}
