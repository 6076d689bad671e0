/** The HEIC decoder, a separate chunk that is loaded with the first HEIC: libheif compiled to WebAssembly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { ImageError } from '../../core/image/types';
import type { PlainPixels } from './source';

interface HeifImage {
  readonly handle: unknown;
  is_primary(): boolean;
  get_width(): number;
  get_height(): number;
  free(): void;
}

interface HeifDecoder {
  /** The context that `decode` creates. It holds the whole file, and only we can free it. */
  decoder: unknown;
  decode(bytes: Uint8Array): HeifImage[];
}

/** The result of `heif_js_decode_image2`: an error with a code, or planes in WebAssembly's memory. */
interface Decoded {
  readonly code?: unknown;
  readonly image: unknown;
  readonly channels: readonly {
    readonly id: unknown;
    readonly width: number;
    readonly height: number;
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

interface Heif {
  readonly HeifDecoder: new () => HeifDecoder;
  readonly ready?: Promise<unknown>;
  readonly heif_colorspace: Readonly<Record<string, unknown>>;
  readonly heif_chroma: Readonly<Record<string, unknown>>;
  readonly heif_channel: Readonly<Record<string, unknown>>;
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): Decoded | undefined;
  heif_image_release(image: unknown): void;
  heif_context_free(context: unknown): void;
}

let loaded: Heif | undefined;

async function load(folder: string): Promise<Heif> {
  loaded ??= libheif({ wasmBinary: readFileSync(join(folder, 'libheif.wasm')) }) as Heif;
  await loaded.ready;
  return loaded;
}

/**
 * Upright pixels of a HEIC's primary picture, four channels if `alpha` is set, otherwise three: a phone's 48 megapixels
 * take 150 MB per copy. `folder` contains `libheif.wasm`. Throws `ImageError`.
 */
export async function decodeHeif(
  bytes: Uint8Array,
  maxPixels: number,
  alpha: boolean,
  folder: string,
): Promise<PlainPixels> {
  const heif = await load(folder);
  const decoder = new heif.HeifDecoder();
  const images = decoder.decode(bytes);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (!image) {
      throw new ImageError('corrupt', 'HEIC without a picture that can be decoded');
    }
    const size = { width: image.get_width(), height: image.get_height() };
    if (size.width * size.height > maxPixels) {
      throw new ImageError('tooManyPixels', 'HEIC', size);
    }
    return interleaved(heif, image, alpha);
  } finally {
    for (const one of images) {
      one.free();
    }
    if (decoder.decoder) {
      heif.heif_context_free(decoder.decoder);
    }
  }
}

function interleaved(heif: Heif, { handle }: HeifImage, alpha: boolean): PlainPixels {
  const chroma = heif.heif_chroma[alpha ? 'heif_chroma_interleaved_RGBA' : 'heif_chroma_interleaved_RGB'];
  const decoded = heif.heif_js_decode_image2(handle, heif.heif_colorspace.heif_colorspace_RGB, chroma);
  if (!decoded || decoded.code !== undefined) {
    throw new ImageError('corrupt', 'HEIC picture could not be decoded');
  }
  try {
    const plane = decoded.channels.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
    if (!plane) {
      throw new ImageError('corrupt', 'HEIC picture without pixels');
    }
    const channels = alpha ? 4 : 3;
    const row = plane.width * channels;
    const data = new Uint8Array(row * plane.height);
    for (let y = 0; y < plane.height; y++) {
      data.set(plane.data.subarray(y * plane.stride, y * plane.stride + row), y * row);
    }
    return { width: plane.width, height: plane.height, channels, data };
  } finally {
    heif.heif_image_release(decoded.image);
  }
}
