import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitQuality } from '../../../../src/engines/imaging/quality';

/** An encoder whose size grows with quality as JPEG's does, steeper or flatter than the usual, and more or less bent. */
const encoder = (size: number, steepness: number, bend = 1.6) => {
  const encodings: number[] = [];
  return {
    encodings,
    sizeAt: (quality: number) => Math.round(size * Math.exp(steepness * (quality / 50) ** bend)),
    async encodeAt(quality: number) {
      encodings.push(quality);
      return new Uint8Array(this.sizeAt(quality));
    },
  };
};

/** Clouds with grain, as a photo is to an encoder, or lines of little marks on one colour, as text is. */
async function drawn(content: 'photo' | 'text', seed: number): Promise<(quality: number) => Promise<Uint8Array>> {
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
  const chromaSubsampling = content === 'text' ? '4:4:4' : '4:2:0';
  return (quality) =>
    sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality, chromaSubsampling })
      .toBuffer();
}

/** How far below the best quality is still close to it: 5 %, or three steps. */
const tolerance = (best: number) => Math.max(3, best * 0.05);

describe('fitQuality', () => {
  it('encodes once when the first attempt fits', async () => {
    const one = encoder(1000, 0.6);
    const fitted = await fitQuality((q) => one.encodeAt(q), 1e6, { start: 82, floor: 45, content: 'photo' });
    expect(fitted).toMatchObject({ ok: true, quality: 82, encodes: 1 });
  });

  it('finds in four encodes a quality that fits, close to the best there is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2000, max: 40_000 }),
        fc.double({ min: 0.35, max: 1.1, noNaN: true }),
        fc.double({ min: 1.2, max: 1.9, noNaN: true }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.constantFrom<'photo' | 'text'>('photo', 'text'),
        async (size, steepness, bend, share, content) => {
          const one = encoder(size, steepness, bend);
          const range = { start: 85, floor: 40, content };
          const maxBytes = Math.floor(one.sizeAt(85) * share);
          const fitted = await fitQuality((q) => one.encodeAt(q), maxBytes, range);
          let best = 85;
          while (best > 40 && one.sizeAt(best) > maxBytes) {
            best--;
          }
          expect(one.encodings.length).toBeLessThanOrEqual(4);
          expect(fitted.ok).toBe(one.sizeAt(best) <= maxBytes);
          if (fitted.ok) {
            expect(fitted.bytes.length).toBeLessThanOrEqual(maxBytes);
            expect(fitted.bytes.length).toBe(one.sizeAt(fitted.quality));
            expect(best - fitted.quality).toBeLessThanOrEqual(tolerance(best));
          }
        },
      ),
      { seed: 20261121, numRuns: 400 },
    );
  });

  it('comes within 5 % of the best quality of pictures that are really encoded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.constantFrom<'photo' | 'text'>('photo', 'text'),
        fc.double({ min: 0.35, max: 1.1, noNaN: true }),
        async (seed, content, share) => {
          const encodeAt = await drawn(content, seed);
          const range = content === 'text' ? { start: 88, floor: 55, content } : { start: 82, floor: 45, content };
          const maxBytes = Math.floor((await encodeAt(range.start)).length * share);
          const fitted = await fitQuality(encodeAt, maxBytes, range);
          let best = range.start;
          while (best > range.floor && (await encodeAt(best)).length > maxBytes) {
            best--;
          }
          expect(fitted.encodes).toBeLessThanOrEqual(4);
          if (fitted.ok) {
            expect(fitted.bytes.length).toBeLessThanOrEqual(maxBytes);
            expect(best - fitted.quality).toBeLessThanOrEqual(tolerance(best));
          } else {
            expect((await encodeAt(range.floor)).length).toBeGreaterThan(maxBytes);
          }
        },
      ),
      { seed: 20261122, numRuns: 40 },
    );
  });

  it('says that nothing fits, with the smallest it tried', async () => {
    const one = encoder(100_000, 0.6);
    const fitted = await fitQuality((q) => one.encodeAt(q), 1000, { start: 82, floor: 45, content: 'photo' });
    expect(fitted).toMatchObject({ ok: false, quality: 45 });
    expect(one.encodings.length).toBeLessThanOrEqual(3);
  });
});
