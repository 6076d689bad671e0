import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitQuality } from '../../../../src/engines/imaging/quality';

/** An encoder whose size grows with quality as JPEG's does, steeper or flatter than the usual. */
const encoder = (size: number, steepness: number) => {
  const encodings: number[] = [];
  return {
    encodings,
    sizeAt: (quality: number) => Math.round(size * Math.exp(steepness * (quality / 50) ** 1.6)),
    async encodeAt(quality: number) {
      encodings.push(quality);
      return new Uint8Array(this.sizeAt(quality));
    },
  };
};

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
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.constantFrom<'photo' | 'text'>('photo', 'text'),
        async (size, steepness, share, content) => {
          const one = encoder(size, steepness);
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
            expect(best - fitted.quality).toBeLessThanOrEqual(5);
          }
        },
      ),
      { seed: 20261121, numRuns: 400 },
    );
  });

  it('says that nothing fits, with the smallest it tried', async () => {
    const one = encoder(100_000, 0.6);
    const fitted = await fitQuality((q) => one.encodeAt(q), 1000, { start: 82, floor: 45, content: 'photo' });
    expect(fitted).toMatchObject({ ok: false, quality: 45 });
    expect(one.encodings.length).toBeLessThanOrEqual(3);
  });
});
