import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegEncoder, jpegRange } from '../../../../src/engines/imaging/encode';
import { fitQuality } from '../../../../src/engines/imaging/quality';
import { openRaster, type Raster } from '../../../../src/engines/imaging/raster';

/**
 * An encoder whose size grows with quality like JPEG's, but steeper or flatter, and more or less curved, and which
 * jumps or falls at some qualities, as for a picture that was a JPEG before. The sample is roughly a share of it.
 */
const encoder = (size: number, steepness: number, bend = 1.6, kinks: readonly (readonly [number, number])[] = []) => {
  const encodings: number[] = [];
  const logAt = (quality: number) =>
    kinks.reduce((log, [at, leap]) => log + (quality >= at ? leap : 0), steepness * (quality / 50) ** bend);
  const sizeAt = (quality: number) => Math.round(size * Math.exp(logAt(quality)));
  return {
    encodings,
    sizeAt,
    encode: async (quality: number) => {
      encodings.push(quality);
      return new Uint8Array(sizeAt(quality));
    },
    sampleBytes: async (quality: number) => Math.round(260 + (size / 9) * Math.exp(0.93 * logAt(quality))),
  };
};

/**
 * Clouds with grain, which look like a photo to an encoder, or lines of small marks on one color, which look like text.
 */
async function drawn(content: 'photo' | 'text', seed: number): Promise<Raster> {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const [width, height] = [480, 360];
  let data = Buffer.alloc(width * height * 3, random() * 255);
  if (content === 'photo') {
    const side = 6 + Math.floor(random() * 200);
    const coarse = Buffer.from(Array.from({ length: side * side * 3 }, () => random() * 255));
    const clouds = sharp(coarse, { raw: { width: side, height: side, channels: 3 } });
    data = await clouds.resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
    const grain = 8 + random() * 40;
    data = data.map((value) => Math.min(255, Math.max(0, value + (random() - 0.5) * grain))) as Buffer<ArrayBuffer>;
  } else {
    const pitch = 12 + Math.floor(random() * 8);
    for (let y = 4; y + 10 < height; y += pitch) {
      for (let x = 8; x + 8 < width; x += 7) {
        const ink = [random() * 255, random() * 255, random() * 255];
        for (let k = 0; k < 45; k++) {
          if (random() < 0.45) {
            data.set(ink, ((y + Math.floor(k / 5)) * width + x + (k % 5)) * 3);
          }
        }
      }
    }
  }
  return { width, height, data };
}

/** The same picture after some years as a JPEG at that quality. */
async function asJpeg(raster: Raster, quality: number, chromaSubsampling: '4:2:0' | '4:4:4'): Promise<Raster> {
  const jpeg = await openRaster(raster).jpeg({ quality, chromaSubsampling }).toBuffer();
  return { ...raster, data: await sharp(jpeg).raw().toBuffer() };
}

/**
 * Fits the picture into a share of the bytes at the highest quality, and returns what was found, and the best there is.
 */
async function fitted(raster: Raster, text: boolean, share: number) {
  const one = jpegEncoder(raster, text);
  const range = jpegRange(text);
  const maxBytes = Math.floor((await one.encode(range.ceiling)).length * share);
  const found = await fitQuality(one, maxBytes, range, 4);
  expect(found.encodes).toBeLessThanOrEqual(4);
  expect(found.bytes.length <= maxBytes).toBe(found.ok);
  let best = range.ceiling;
  while (best >= range.floor && (await one.encode(best)).length > maxBytes) {
    best--;
  }
  return { ok: found.ok, quality: found.quality, best, fits: best >= range.floor };
}

const photoRange = { first: 82, ceiling: 82, floor: 45 };

describe('fitQuality', () => {
  it('encodes once, and no sample, when the first attempt fits', async () => {
    const one = { ...encoder(1000, 0.6), sampleBytes: () => Promise.reject(new Error('not needed')) };
    expect(await fitQuality(one, 1e6, photoRange, 4)).toMatchObject({ ok: true, quality: 82, encodes: 1 });
  });

  it('finds in four encodes a quality that fits, within 5 % of the best there is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2000, max: 40_000 }),
        fc.double({ min: 0.35, max: 1.1, noNaN: true }),
        fc.double({ min: 1.2, max: 1.9, noNaN: true }),
        fc.array(fc.tuple(fc.integer({ min: 41, max: 85 }), fc.double({ min: -0.03, max: 0.08, noNaN: true })), {
          maxLength: 3,
        }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        async (size, steepness, bend, kinks, share) => {
          const one = encoder(size, steepness, bend, kinks);
          const range = { first: 85, ceiling: 85, floor: 40 };
          const maxBytes = Math.floor(one.sizeAt(85) * share);
          const found = await fitQuality(one, maxBytes, range, 4);
          let best = 85;
          while (best >= 40 && one.sizeAt(best) > maxBytes) {
            best--;
          }
          expect(one.encodings.length).toBe(found.encodes);
          expect(found.encodes).toBeLessThanOrEqual(4);
          expect(found.ok).toBe(best >= 40);
          expect(found.bytes.length).toBe(one.sizeAt(found.quality));
          if (found.ok) {
            expect(found.bytes.length).toBeLessThanOrEqual(maxBytes);
            expect(found.quality).toBeGreaterThanOrEqual(0.95 * best);
          }
        },
      ),
      { seed: 20261121, numRuns: 400 },
    );
  });

  it('comes within 5 % of the best quality of pictures that are really encoded, once and again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.boolean(),
        fc.option(fc.tuple(fc.integer({ min: 50, max: 96 }), fc.constantFrom<'4:2:0' | '4:4:4'>('4:2:0', '4:4:4'))),
        fc.double({ min: 0.35, max: 1, noNaN: true }),
        async (seed, text, earlier, share) => {
          const raster = await drawn(text ? 'text' : 'photo', seed);
          const { ok, quality, best, fits } = await fitted(
            earlier ? await asJpeg(raster, ...earlier) : raster,
            text,
            share,
          );
          expect(ok).toBe(fits);
          if (ok) {
            expect(quality).toBeGreaterThanOrEqual(0.95 * best);
          }
        },
      ),
      { seed: 20261122, numRuns: 24 },
    );
  });

  // When one curve was used for all pictures, these ended up to 31 steps below the best.
  it.each([
    ['photo.jpg', 65, 0.94],
    ['photo.jpg', 75, 0.9],
    ['photo.jpg', 80, 0.72],
    ['screenshot-code-light.png', 75, 0.78],
    ['table.png', 50, 0.78],
  ])('%s, once a JPEG of quality %i, in %f of its bytes', async (name, earlier, share) => {
    const picture = sharp(`samples/${name}`).resize(900, 900, { fit: 'inside' }).removeAlpha().raw();
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    const raster = { data, width: info.width, height: info.height };
    const { ok, quality, best } = await fitted(await asJpeg(raster, earlier, '4:2:0'), name.endsWith('.png'), share);
    expect(ok).toBe(true);
    expect(quality).toBeGreaterThanOrEqual(0.95 * best);
  });

  it('says that nothing fits, and about what the floor takes: without trying it where that is no use', async () => {
    const one = encoder(100_000, 0.6);
    const floorBytes = one.sizeAt(45);
    const far = await fitQuality(one, 1000, photoRange, 4);
    expect(far).toMatchObject({ ok: false, encodes: 1 });
    expect(far.floorBytes / floorBytes).toBeCloseTo(1, 0);
    const near = await fitQuality(one, floorBytes - 1, photoRange, 4);
    expect(near).toMatchObject({ ok: false, quality: 45, floorBytes });
    expect(near.encodes).toBeLessThanOrEqual(3);
  });
});
