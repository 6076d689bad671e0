/** The HEIC decoder, a chunk of its own that is loaded on the first HEIC: libheif compiled to WebAssembly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { ImageError, type Pixels } from '../../core/image/types';

interface HeifImage {
  is_primary(): boolean;
  get_width(): number;
  get_height(): number;
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (result: { data: Uint8ClampedArray } | null) => void,
  ): void;
  free(): void;
}

interface Heif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
  ready?: Promise<unknown>;
}

let loaded: Heif | undefined;

async function load(folder: string): Promise<Heif> {
  loaded ??= libheif({ wasmBinary: readFileSync(join(folder, 'libheif.wasm')) }) as Heif;
  await loaded.ready;
  return loaded;
}

/** Upright RGBA of a HEIC's primary picture. `folder` holds `libheif.wasm`. Throws `ImageError`. */
export async function decodeHeif(bytes: Uint8Array, maxPixels: number, folder: string): Promise<Pixels> {
  const { HeifDecoder } = await load(folder);
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) {
    throw new ImageError('corrupt', 'HEIC without a picture that can be decoded');
  }
  const width = image.get_width();
  const height = image.get_height();
  if (width * height > maxPixels) {
    throw new ImageError('tooManyPixels', 'HEIC', { width, height });
  }
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const shown = await new Promise<{ data: Uint8ClampedArray } | null>((done) => image.display(target, done));
  for (const one of images) {
    one.free();
  }
  if (!shown) {
    throw new ImageError('corrupt', 'HEIC picture could not be decoded');
  }
  return { width, height, data: shown.data };
}
