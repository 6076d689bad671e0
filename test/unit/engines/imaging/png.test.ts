import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { encodePng } from '../../../../src/engines/imaging/png';

it('writes files that others read pixel by pixel', async () => {
  const side = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(side, side, fc.infiniteStream(fc.nat(255)), async (width, height, values) => {
      const data = Uint8Array.from({ length: width * height * 3 }, () => values.next().value ?? 0);
      const bytes = encodePng({ width, height, data });
      const read = await sharp(bytes, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
      expect(read.info).toMatchObject({ width, height, channels: 3 });
      expect(Buffer.compare(read.data, data)).toBe(0);
      expect(sniff(bytes)).toMatchObject({ ok: true, facts: { type: 'png', width, height, truncated: false } });
    }),
    { seed: 20261122, numRuns: 60 },
  );
});
