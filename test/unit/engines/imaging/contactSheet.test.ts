import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareSheet } from '../../../../src/core/image/contactSheet';
import type { PlanRequest } from '../../../../src/core/image/plan';
import type { ImageError, ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging, fixture } from './support';

let engine: ImagingEngine;
beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const request: PlanRequest = {
  limits: { accepts: ['image/png', 'image/jpeg'], maxImages: 3, maxBodyBytes: 4_000_000 },
  intent: 'describe',
  detail: 'auto',
  imageCount: 1,
  otherBodyBytes: 1000,
};
const named = (index: number, error: ImageError) => Object.assign(new Error(`${index}: ${error.reason}`), { index });
const plain = async (color: string, width = 320, height = 240) =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: color } })
      .png()
      .toBuffer(),
  );

/** Pixels of the sheet as names: one of the colors, white, or something else. */
async function decoded(bytes: Uint8Array | undefined) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3)];
  return { ...info, at };
}

describe('prepareSheet', () => {
  const colors = ['#d01010', '#10a010', '#1010d0', '#c0a000', '#00a0a0'];

  it('lays all images on one sheet in their order, whole, each below its number', async () => {
    const images = await Promise.all(colors.map((color) => plain(color)));
    const sheet = await prepareSheet(images, request, engine, named);
    expect(sheet.parts).toHaveLength(1);
    const [part] = sheet.parts;
    const { width, height, at } = await decoded(part?.bytes);
    expect([part?.width, part?.height]).toEqual([width, height]);
    // Found by what is visible, not by what was planned: the columns and rows in which a color begins and ends.
    const found = colors.map((color) => {
      const wanted = [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16));
      const box = { left: width, top: height, right: -1, bottom: -1 };
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (at(x, y).every((value, k) => Math.abs(value - (wanted[k] ?? 0)) < 12)) {
            box.left = Math.min(box.left, x);
            box.top = Math.min(box.top, y);
            box.right = Math.max(box.right, x);
            box.bottom = Math.max(box.bottom, y);
          }
        }
      }
      return box;
    });
    const inked = ({ left, top }: { left: number; top: number }) => {
      let dark = 0;
      for (let y = top - 32; y < top - 2; y++) {
        for (let x = left; x < left + 40; x++) {
          dark += at(x, y).every((value) => value < 100) ? 1 : 0;
        }
      }
      return dark;
    };
    for (const box of found) {
      expect([box.right - box.left + 1, box.bottom - box.top + 1]).toEqual([320, 240]);
      expect(inked(box)).toBeGreaterThan(20);
    }
    const order = found.map((box, index) => ({ index, key: box.top * width + box.left })).sort((a, b) => a.key - b.key);
    expect(order.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(found.map(inked)).size).toBeGreaterThan(2);
    expect(at(3, 3)).toEqual([255, 255, 255]);
  });

  it('takes every kind of image, and tells of each what was done to it', async () => {
    const names = ['turned6.jpg', 'text.svg', 'animated.gif', 'transparent.png', 'still.heic', 'private.jpg'];
    const sheet = await prepareSheet(names.map(fixture), request, engine, named);
    const kinds = sheet.members?.map(({ changes }) => changes.map(({ kind }) => kind));
    expect(kinds).toEqual([
      ['turnedUpright', 'metadataRemoved', 'contactSheet'],
      ['metadataRemoved', 'contactSheet', 'sourceTextAdded'],
      ['firstFrame', 'contactSheet'],
      ['flattened', 'contactSheet'],
      ['contactSheet'],
      ['metadataRemoved', 'contactSheet'],
    ]);
    expect(sheet.members?.[4]?.changes).toContainEqual({ kind: 'contactSheet', cell: 5, count: 6 });
    expect(sheet.members?.map(({ facts }) => facts.type)).toEqual(['jpeg', 'svg', 'gif', 'png', 'heic', 'jpeg']);
    expect(sheet.sourceText).toContain('>Sales up</text>');
    const metadata = await sharp(sheet.parts[0]?.bytes).metadata();
    expect([metadata.exif, metadata.xmp, metadata.icc]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps edge, pixels, types and bytes of the provider', async () => {
    const noisy = await sharp(
      Buffer.from(Array.from({ length: 900 * 900 * 3 }, (_, i) => (i * 7919 * (i % 61)) % 251)),
      {
        raw: { width: 900, height: 900, channels: 3 },
      },
    )
      .jpeg({ quality: 95 })
      .toBuffer();
    const limits = { accepts: ['image/jpeg'], maxEdge: 1500, maxPixels: 1_200_000, maxBodyBytes: 300_000 };
    const { parts } = await prepareSheet(Array(5).fill(noisy), { ...request, limits }, engine, named);
    const { width, height } = await decoded(parts[0]?.bytes);
    expect(parts[0]?.mediaType).toBe('image/jpeg');
    expect(Math.max(width, height)).toBeLessThanOrEqual(1500);
    expect(width * height).toBeLessThanOrEqual(1_200_000);
    expect((parts[0]?.bytes.length ?? 0) * 1.34).toBeLessThan(300_000);
  });

  it('names the image that cannot be used, and says when the cells would be too small', async () => {
    const good = await plain('#333');
    const cut = fixture('still.png').subarray(0, 100);
    await expect(prepareSheet([good, cut], request, engine, named)).rejects.toMatchObject({ index: 1 });
    const broken = fixture('still.png').slice();
    broken.fill(0, 60, 90);
    await expect(prepareSheet([good, good, broken], request, engine, named)).rejects.toMatchObject({ index: 2 });
    const tiny = { ...request, limits: { ...request.limits, maxEdge: 200 } };
    await expect(prepareSheet(Array(9).fill(good), tiny, engine, named)).rejects.toMatchObject({
      name: 'ImageError',
      reason: 'tooManyImages',
    });
  });

  it('stops when aborted', async () => {
    const good = await plain('#333');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(prepareSheet([good, good], request, engine, named, signal)).rejects.toThrow('enough');
  });
});
