/** The SVG renderer, a chunk of its own that is loaded on the first SVG: resvg compiled to WebAssembly, two fonts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { ImageError, type Pixels } from '../../core/image/types';
import { checkPictures } from './svgPictures';

let fonts: Uint8Array[] | undefined;

async function load(folder: string): Promise<Uint8Array[]> {
  if (!fonts) {
    await initWasm(readFileSync(join(folder, 'resvg.wasm')));
    fonts = ['DejaVuSans.ttf', 'DejaVuSansMono.ttf'].map((name) => readFileSync(join(folder, 'fonts', name)));
  }
  return fonts;
}

/** resvg's colours are multiplied by their opacity; everyone else's are not. */
function straight(rgba: Uint8Array): Uint8Array {
  for (let i = 3; i < rgba.length; i += 4) {
    const alpha = rgba[i] ?? 255;
    if (alpha !== 255 && alpha !== 0) {
      for (let k = i - 3; k < i; k++) {
        rgba[k] = Math.min(255, Math.round(((rgba[k] ?? 0) * 255) / alpha));
      }
    }
  }
  return rgba;
}

/**
 * RGBA of an SVG, its longest edge between `minEdge` and `maxEdge`: a picture without pixels of its own may grow.
 * Follows no reference to outside of the file. `folder` holds `resvg.wasm` and `fonts/`. Throws `ImageError`.
 */
export async function decodeSvg(bytes: Uint8Array, minEdge: number, maxEdge: number, folder: string): Promise<Pixels> {
  checkPictures(bytes);
  const fontBuffers = await load(folder);
  const font = {
    fontBuffers,
    defaultFontFamily: 'DejaVu Sans',
    serifFamily: 'DejaVu Sans',
    sansSerifFamily: 'DejaVu Sans',
    cursiveFamily: 'DejaVu Sans',
    fantasyFamily: 'DejaVu Sans',
    monospaceFamily: 'DejaVu Sans Mono',
  };
  try {
    const natural = new Resvg(bytes, { font });
    const { width, height } = natural;
    natural.free();
    const edge = Math.round(Math.min(maxEdge, Math.max(minEdge, width, height)));
    const fitTo = { mode: width >= height ? 'width' : 'height', value: edge } as const;
    const drawing = new Resvg(bytes, { font, fitTo });
    const picture = drawing.render();
    const pixels = { width: picture.width, height: picture.height, data: straight(picture.pixels) };
    picture.free();
    drawing.free();
    return pixels;
  } catch (error) {
    // A trap leaves the renderer broken for all that follows: the worker ends with it.
    const isTrap = error instanceof Error && error.name === 'RuntimeError';
    throw isTrap || error instanceof ImageError ? error : new ImageError('corrupt', `SVG: ${error}`);
  }
}
