// Every place in a WebP file that can contain words that the picture doesn't show, with words in it. None of them is
// rebuilt.
import sharp from 'sharp';
import { bytes, fixture, u32 } from './build';
import { canary, type Planted, profileWithWords } from './canaries';

type Part = string | readonly number[] | Uint8Array;

/** The contents of the chunks, by name. */
function chunksOf(webp: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 12; at < webp.length; ) {
    const length = new DataView(webp.buffer, webp.byteOffset).getUint32(at + 4, true);
    found.set(String.fromCharCode(...webp.subarray(at, at + 4)), webp.slice(at + 8, at + 8 + length));
    at += 8 + length + (length & 1);
  }
  return found;
}

const le32 = (value: number) => u32(value).reverse();

function chunk(type: string, ...content: readonly Part[]): Uint8Array {
  const body = bytes(...content);
  return bytes(type, le32(body.length), body, body.length & 1 ? [0x43] : []);
}

function webpOf(...chunks: readonly Uint8Array[]): Uint8Array {
  const body = bytes('WEBP', ...chunks);
  return bytes('RIFF', le32(body.length), body);
}

export interface PlantedWebp extends Planted {
  readonly lossless: boolean;
  /** No decoder accepts it, so it isn't sent at all. */
  readonly broken: boolean;
}

export async function plantedWebps(): Promise<PlantedWebp[]> {
  const still = fixture('still.webp');
  const lossy = new Uint8Array(await sharp(fixture('still.png')).webp().toBuffer());
  const seeThrough = new Uint8Array(await sharp(fixture('transparent.png')).webp().toBuffer());
  const part = (file: Uint8Array, name: string) => chunksOf(file).get(name) ?? new Uint8Array();
  const [pixels, lossyPixels] = [part(still, 'VP8L'), part(lossy, 'VP8 ')];
  const [alph, behind] = [part(seeThrough, 'ALPH'), part(seeThrough, 'VP8 ')];
  const canvas = (flags: number) => chunk('VP8X', [flags, 0x43, 0x41, 0x4e, 59, 0, 0, 39, 0, 0]);
  const [vp8l, vp8, screen] = [chunk('VP8L', pixels), chunk('VP8 ', lossyPixels), chunk('ICCP', profileWithWords())];
  const losslessOnes: readonly (readonly [string, Uint8Array, Uint8Array?])[] = [
    ['EXIF', webpOf(canvas(8), vp8l, chunk('EXIF', canary))],
    ['XMP', webpOf(canvas(4), vp8l, chunk('XMP ', canary))],
    ['EXIF that the header does not tell of', webpOf(canvas(0), vp8l, chunk('EXIF', canary))],
    ['chunk that nobody knows', webpOf(canvas(0), chunk('prvt', canary), vp8l)],
    ['chunk that nobody knows, behind', webpOf(canvas(0), vp8l, chunk('prvt', canary))],
    ['chunk that nobody knows, without a header', webpOf(vp8l, chunk('prvt', canary))],
    ['second picture', webpOf(canvas(0), vp8l, chunk('VP8L', canary))],
    ['second header', webpOf(canvas(0), chunk('VP8X', canary), vp8l)],
    ['header, too long', webpOf(chunk('VP8X', [0, 0, 0, 0, 59, 0, 0, 39, 0, 0], canary), vp8l)],
    ['transparency of a picture without', webpOf(canvas(0), chunk('ALPH', canary), vp8l)],
    ['after the end', bytes(webpOf(vp8l), canary)],
    ['behind the lossless pixels', webpOf(chunk('VP8L', pixels, canary))],
    ['behind the lossless pixels, with a header', webpOf(canvas(0), chunk('VP8L', pixels, canary))],
    ['profile of sRGB', webpOf(canvas(32), chunk('ICCP', profileWithWords(true)), vp8l)],
    ['profile of a screen', webpOf(canvas(32), screen, vp8l), webpOf(canvas(32), screen, vp8l)],
    ['profile that the header does not tell of', webpOf(canvas(0), screen, vp8l)],
    ['profile that is none', webpOf(canvas(32), chunk('ICCP', canary), vp8l)],
  ];
  const seen = (...chunks: readonly Uint8Array[]) => webpOf(canvas(24), ...chunks);
  const lossyOnes: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
    ['lossy, EXIF', webpOf(canvas(8), vp8, chunk('EXIF', canary)), lossy],
    ['behind the lossy pixels', webpOf(chunk('VP8 ', lossyPixels, canary)), lossy],
    ['behind the lossy pixels, with a header', webpOf(canvas(0), chunk('VP8 ', lossyPixels, canary)), lossy],
    ['see-through, EXIF', seen(chunk('ALPH', alph), chunk('VP8 ', behind), chunk('EXIF', canary)), seeThrough],
    ['behind the transparency', seen(chunk('ALPH', alph, canary), chunk('VP8 ', behind)), seeThrough],
    ['see-through, behind the lossy pixels', seen(chunk('ALPH', alph), chunk('VP8 ', behind, canary)), seeThrough],
  ];
  const broken = ['second picture', 'second header', 'transparency of a picture without'];
  return [
    ...losslessOnes.map(([place, data, clean = still]) => ({ place, data, clean, lossless: true })),
    ...lossyOnes.map(([place, data, clean]) => ({ place, data, clean, lossless: false })),
  ].map((one) => ({ ...one, place: `WebP, ${one.place}`, rendered: true, broken: broken.includes(one.place) }));
}
