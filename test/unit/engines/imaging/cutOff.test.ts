import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareImage } from '../../../../src/core/image/prepare';
import type { ImagingEngine, MediaType, Pixels } from '../../../../src/core/image/types';
import { english } from '../../../../src/core/providers/offlineText';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { imageSentence } from '../../../../src/jobs/sentences';
import { buildImaging, factsOf } from './support';

let engine: ImagingEngine;

beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const [width, height] = [320, 240];

/** A picture without a flat row. */
function picture() {
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    data[at] = 40 + ((x * (1 + (at % 3)) + y * 2 + ((x * y * 7919) % 61)) % 200);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** A bitmap of 24 bits, as the editor's own tests of that format have it. */
async function bitmap(): Promise<Buffer> {
  const { data } = await picture().raw().toBuffer({ resolveWithObject: true });
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(-height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  for (let at = 0; at < data.length; at += 3) {
    [data[at], data[at + 2]] = [data[at + 2] ?? 0, data[at] ?? 0];
  }
  return Buffer.concat([head, data]);
}

const files = {
  baseline: () => picture().jpeg({ quality: 90 }).toBuffer(),
  progressive: () => picture().jpeg({ quality: 90, progressive: true }).toBuffer(),
  png: () => picture().png().toBuffer(),
  interlaced: () => picture().png({ progressive: true }).toBuffer(),
  webp: () => picture().webp().toBuffer(),
  lossless: () => picture().webp({ lossless: true }).toBuffer(),
  bmp: bitmap,
};

const request = {
  limits: { accepts: ['image/png', 'image/jpeg', 'image/webp'] as MediaType[] },
  intent: 'describe',
  detail: 'auto',
  imageCount: 1,
  otherBodyBytes: 0,
} as const;

const decoded = (bytes: Uint8Array): Promise<Pixels> => engine.decode(bytes, factsOf(bytes), 1e7);

/** How far the upper nine tenths are from those of the whole file, in the mean of all channels. */
async function upperDifference(cut: Uint8Array, whole: Uint8Array): Promise<number> {
  const [one, other] = await Promise.all([decoded(cut), decoded(whole)]);
  expect([one.width, one.height]).toEqual([width, height]);
  const end = Math.floor(one.data.length * 0.9);
  let sum = 0;
  for (let at = 0; at < end; at++) {
    sum += Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0));
  }
  return sum / end;
}

describe('a file whose end is missing', () => {
  it.each([
    ['baseline', 2],
    ['baseline', 40],
    ['progressive', 2],
    ['progressive', 40],
    ['png', 12],
    ['png', 16],
    ['png', 900],
    ['interlaced', 12],
    ['webp', 10],
    ['lossless', 10],
    ['bmp', 3],
    ['bmp', 2000],
  ] as const)('is used, and that is said: %s without %d bytes', async (kind, missing) => {
    const whole = await files[kind]();
    const cut = whole.subarray(0, whole.length - missing);
    const image = await prepareImage(cut, request, engine);
    expect(image.changes).toContainEqual({ kind: 'endMissing' });
    expect(factsOf(image.parts[0]!.bytes)).toMatchObject({ width, height, truncated: false });
    expect(await upperDifference(cut, whole)).toBeLessThan(1);
  });

  it('is used if other bytes follow in its place', async () => {
    const whole = await files.baseline();
    const other = Buffer.concat([whole.subarray(0, whole.length - 2), Buffer.alloc(20)]);
    expect(await upperDifference(other, whole)).toBe(0);
  });

  it.each([
    ['baseline', 0.5],
    ['png', 0.5],
    ['interlaced', 0.5],
    ['webp', 0.5],
    ['bmp', 0.5],
    ['bmp', 0.9],
  ] as const)('is refused with the share that came: %s, %d of it', async (kind, share) => {
    const whole = await files[kind]();
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    const error = await prepareImage(cut, request, engine).catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'ImageError', reason: 'partial' });
    const { detail } = error as { detail: string };
    expect(Math.abs(Number(detail) - share * 100)).toBeLessThan(15);
    expect(imageSentence('partial', 'a.png', english, detail)).toBe(
      `a.png is cut off: only ${detail} % of the picture is there.`,
    );
  });

  it('is refused if it is a progressive JPEG that came only in part', async () => {
    const whole = await files.progressive();
    const third = whole.subarray(0, Math.floor(whole.length / 3));
    await expect(prepareImage(third, request, engine)).rejects.toMatchObject({ reason: 'truncated' });
  });

  it('is used if the picture really ends in black', async () => {
    const black = await picture().extend({ bottom: 80, background: '#000' }).png().toBuffer();
    const image = await prepareImage(black.subarray(0, black.length - 12), request, engine);
    expect(image.parts[0]).toMatchObject({ width, height: height + 80 });
  });
});
