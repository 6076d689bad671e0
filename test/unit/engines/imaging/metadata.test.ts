// What is sent of a picture's file, whatever it is and however it's sent: nothing but the picture.
import { spawnSync } from 'node:child_process';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareSheet } from '../../../../src/core/image/contactSheet';
import { prepareImage } from '../../../../src/core/image/prepare';
import type { ImagingEngine, PreparedImage } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { box, bytes } from '../../core/image/build';
import { canary, holdsCanary, plantedGifs, plantedJpegs, plantedPngs, pngChunk } from '../../core/image/canaries';
import { plantedWebps } from '../../core/image/webpCanaries';
import { buildImaging, factsOf, fixture } from './support';

let engine: ImagingEngine;
beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const accepts = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/tiff',
  'image/avif',
  'image/heic',
];
const request = { limits: { accepts }, intent: 'describe', detail: 'auto', imageCount: 1, otherBodyBytes: 0 } as const;

const le32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const le16 = (value: number) => [value & 255, value >> 8];

/** A bitmap of 4 × 2 pixels with words wherever there is room for them. */
function bitmap(): Uint8Array {
  const start = 14 + 40 + canary.length;
  const header = [40, 4, 2].flatMap(le32).concat(le16(1), le16(24), [0, 24, 0, 0, 0, 0].flatMap(le32));
  const pixels = Array.from({ length: 24 }, (_, i) => i * 9);
  return bytes('BM', le32(start + 24 + canary.length), canary.slice(0, 4), le32(start), header, canary, pixels, canary);
}

function icon(picture: Uint8Array): Uint8Array {
  const entry = [60, 40, 0, 0, ...le16(1), ...le16(32), ...le32(picture.length), ...le32(22 + canary.length)];
  return bytes([0, 0, 1, 0, 1, 0], entry, canary, picture, canary);
}

async function others(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const still = fixture('still.png');
  const exif = { IFD0: { Copyright: canary, ImageDescription: canary, Artist: canary } };
  const withText = bytes(still.subarray(0, 33), pngChunk('tEXt', 'Author\0', canary), still.subarray(33));
  const embedded = Buffer.from(withText).toString('base64');
  const avif = await sharp(still).withExif(exif).avif().toBuffer();
  return [
    [
      'HEIC with boxes of its own',
      bytes(fixture('still.heic'), box('uuid', Array(16).fill(1), canary), box('free', canary)),
    ],
    ['AVIF with EXIF and a box of its own', bytes(avif, box('free', canary))],
    ['TIFF with XMP', await sharp(still).withXmp(`<x>${canary}</x>`).tiff({ compression: 'lzw' }).toBuffer()],
    ['TIFF with words after it', bytes(fixture('still.tif'), canary)],
    ['BMP', bitmap()],
    ['ICO with a PNG', icon(withText)],
    ['ICO with a bitmap', icon(bytes(bitmap().subarray(14, 54), canary, Array(80).fill(0)))],
    [
      'SVG',
      new TextEncoder().encode(
        `<?xml version="1.0"?><!-- ${canary} --><svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" id="${canary}">` +
          `<title>${canary}</title><metadata>${canary}</metadata><image width="60" height="40" href="data:image/png;base64,${embedded}"/>` +
          `<a href="file:///home/${canary}"><text x="5" y="20">Seen</text></a></svg>`,
      ),
    ],
    [
      'JPEG that lies on its side',
      await sharp(still)
        .withExif({ ...exif })
        .withMetadata({ orientation: 6, exif } as object)
        .jpeg()
        .toBuffer(),
    ],
  ];
}

function expectNothing(place: string, image: PreparedImage): void {
  for (const { bytes: sent } of image.parts) {
    expect([place, holdsCanary(sent)]).toEqual([place, false]);
    expect([place, spawnSync('exiftool', ['-ee', '-'], { input: sent }).stdout?.includes(canary) ?? false]).toEqual([
      place,
      false,
    ]);
  }
  expect([place, (image.sourceText ?? '').includes(canary)]).toEqual([place, false]);
}

/** On white, in sRGB. */
const pixels = (data: Uint8Array) =>
  sharp(data).toColourspace('srgb').flatten({ background: 'white' }).removeAlpha().raw().toBuffer();

async function largestDifference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await pixels(one), await pixels(other)];
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);
}

describe('what leaves of a picture', () => {
  it('is nothing of a file of another format but its pixels', async () => {
    for (const [place, data] of await others()) {
      expect([place, holdsCanary(data) || Buffer.from(data).includes('Wharf')]).toEqual([place, true]);
      expectNothing(place, await prepareImage(data, request, engine));
    }
  });

  it('is as little of every file that cannot be built anew', async () => {
    const planted = [...(await plantedPngs()), ...plantedJpegs(), ...plantedGifs()];
    const rendered = planted.filter((one) => one.rendered);
    expect(rendered.length).toBeGreaterThan(5);
    for (const { place, data } of rendered) {
      const image = await prepareImage(data, request, engine).catch(() => undefined);
      // A file that no decoder accepts isn't sent at all.
      if (image) {
        expectNothing(place, image);
      }
    }
  });

  it('is of a WebP its pixels, and of a lossless one exactly those', async () => {
    for (const { place, data, clean, lossless, broken } of await plantedWebps()) {
      expect([place, holdsCanary(data)]).toEqual([place, true]);
      if (broken) {
        await expect(prepareImage(data, request, engine), place).rejects.toMatchObject({ name: 'ImageError' });
        continue;
      }
      const image = await prepareImage(data, request, engine);
      expectNothing(place, image);
      const [part] = image.parts;
      expect([place, image.parts.length, part?.mediaType]).toEqual([place, 1, 'image/png']);
      expect([place, image.changes]).toEqual([
        place,
        expect.arrayContaining([{ kind: 'converted', from: 'image/webp', to: 'image/png' }]),
      ]);
      expect([place, await largestDifference(part?.bytes ?? data, clean)]).toEqual([
        place,
        lossless ? 0 : expect.toBeOneOf([0, 1]),
      ]);
    }
  });

  it('is of a lossless photograph every pixel while a PNG of it is small, of a lossy one a JPEG', async () => {
    const grain = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, i) => 60 + ((i * 7919) % 131)));
    const photo = sharp(grain, { raw: { width: 300, height: 200, channels: 3 } }).blur(1);
    const exact = new Uint8Array(await photo.clone().webp({ lossless: true }).toBuffer());
    const [part] = (await prepareImage(exact, request, engine)).parts;
    expect(part?.mediaType).toBe('image/png');
    expect(await largestDifference(part?.bytes ?? exact, exact)).toBe(0);
    const near = new Uint8Array(await photo.clone().webp().toBuffer());
    const { parts, changes } = await prepareImage(near, request, engine);
    expect(parts[0]?.mediaType).toBe('image/jpeg');
    expect(changes).toEqual([{ kind: 'converted', from: 'image/webp', to: 'image/jpeg' }]);
  });

  it('is as little on a contact sheet, and in a region of it', async () => {
    const files = (await others()).map(([, data]) => data);
    const blame = (_index: number, error: Error) => error;
    const sheet = await prepareSheet(files, request, engine, blame);
    expectNothing('contact sheet', sheet);
    for (const member of sheet.members ?? []) {
      expectNothing('cell of a contact sheet', member);
    }
    const [planted] = await plantedPngs();
    const data = planted?.data ?? new Uint8Array();
    const job = {
      accepts,
      maxBytes: 1e6,
      content: 'auto',
      maxTiles: 1,
      crop: { x: 3, y: 3, width: 20, height: 20 },
    } as const;
    const { parts } = await engine.render(data, factsOf(data), job);
    expect(holdsCanary(parts[0]?.bytes ?? data)).toBe(false);
  });

  it('is said to be less than the file, where it is', async () => {
    const planted = [...(await plantedPngs()), ...plantedJpegs(), ...plantedGifs()];
    for (const place of [
      'PNG, private chunk',
      'JPEG, application 4',
      'GIF, application MGKIPTC0000',
      'PNG, after the end',
    ]) {
      const found = planted.find((one) => one.place === place);
      const { changes } = await prepareImage(found?.data ?? new Uint8Array(), request, engine);
      expect([place, changes]).toEqual([place, [{ kind: 'metadataRemoved', location: false }]]);
    }
  });
});
