import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { stripMetadata } from '../../../../src/core/image/strip';
import { bytes, chunk, fixture, ihdr, pngSignature, u16, upright } from './build';
import { pngChunk } from './canaries';

async function strip(data: Uint8Array): Promise<Uint8Array | undefined> {
  const sniffed = sniff(data);
  return sniffed.ok ? stripMetadata(data, sniffed.facts) : undefined;
}

const raw = (data: Uint8Array) => sharp(data).raw().toBuffer();
const latin = (data: Uint8Array) => Buffer.from(data).toString('latin1');

const packed = new Uint8Array(deflateSync(Buffer.alloc(20)));
/** A picture of 3 × 2 pixels. */
const stillParts = [
  pngSignature,
  pngChunk('IHDR', ihdr(3, 2).slice(8, 21)),
  pngChunk('IDAT', packed),
  pngChunk('IEND'),
];

describe('stripMetadata', () => {
  it.each([
    'private.jpg',
    'private.png',
    'turned1.jpg',
  ])('leaves the pixels of %s as they are and nothing that is private', async (name) => {
    const source = fixture(name);
    const stripped = await strip(source);
    expect(stripped).toBeDefined();
    const result = stripped ?? new Uint8Array();
    expect((await raw(source)).equals(await raw(result))).toBe(true);
    expect(latin(result)).not.toMatch(/secret|Testmaker|Exif|http|GPS|xmp/i);
    const sniffed = sniff(result);
    expect(sniffed).toMatchObject({
      ok: true,
      facts: { metadata: { exif: false, location: false, xmp: false, comments: false, trailing: false } },
    });
    const metadata = await sharp(result).metadata();
    expect([metadata.exif, metadata.xmp, metadata.iptc]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    'profile.jpg',
    'profile.png',
  ])('keeps of the colour profile of %s its primaries and curves', async (name) => {
    const { icc } = await sharp(await strip(fixture(name))).metadata();
    const profile = latin(icc ?? new Uint8Array());
    const tags = Array.from({ length: profile.charCodeAt(131) }, (_, i) => profile.slice(132 + 12 * i, 136 + 12 * i));
    expect(tags).toEqual(['desc', 'wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC']);
    expect(profile.slice(24, 36) + profile.slice(48, 64) + profile.slice(80, 128)).toBe('\0'.repeat(76));
  });

  it('leaves the frames of an animated PNG behind', async () => {
    const animated = bytes(
      ...stillParts.slice(0, 2),
      pngChunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]),
      pngChunk('fcTL', Array(26).fill(0)),
      stillParts[2] ?? [],
      pngChunk('fdAT', [0, 0, 0, 1, 2]),
      stillParts[3] ?? [],
    );
    expect(await strip(animated)).toEqual(bytes(...stillParts));
  });

  it('takes the thumbnail out of a JFIF header', async () => {
    const jfif = bytes([0xff, 0xe0], u16(19), 'JFIF\0', [1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]);
    const jpeg = fixture('still.jpg');
    const withThumbnail = bytes(jpeg.subarray(0, 2), jfif, jpeg.subarray(2));
    const stripped = (await strip(withThumbnail)) ?? new Uint8Array();
    expect([...stripped.subarray(2, 20)]).toEqual([
      ...bytes([0xff, 0xe0], u16(16), 'JFIF\0', [1, 2, 0, 0, 1, 0, 1, 0, 0]),
    ]);
  });

  it.each([
    ['not upright', fixture('turned6.jpg')],
    ['cut off', fixture('still.jpg').subarray(0, 500)],
    ['of a type without a stripper', fixture('still.heic')],
    ['a WebP, whose coded pixels end where only a decoder knows', fixture('still.webp')],
    ['animated, and a GIF', fixture('animated.gif')],
    ['junk between the segments', bytes(fixture('still.jpg').subarray(0, 2), 'junk', fixture('still.jpg').subarray(2))],
    [
      'an enormous profile',
      bytes(...stillParts.slice(0, 2), chunk('iCCP', Array(70_000).fill(1)), ...stillParts.slice(2)),
    ],
    [
      'a PNG with something between its pixels',
      bytes(
        ...stillParts.slice(0, 2),
        pngChunk('IDAT', packed.subarray(0, 5)),
        pngChunk('idxt', [1]),
        pngChunk('IDAT', packed.subarray(5)),
        pngChunk('IEND'),
      ),
    ],
    [
      'a PNG with less than its pixels',
      bytes(...stillParts.slice(0, 2), pngChunk('IDAT', deflateSync(Buffer.alloc(19))), pngChunk('IEND')),
    ],
    [
      'a PNG with a block that all have to know',
      bytes(...stillParts.slice(0, 2), pngChunk('NEwX'), ...stillParts.slice(2)),
    ],
    [
      'a GIF with codes behind its last pixel',
      bytes(
        'GIF89a',
        [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 1, 1, 1, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x04, 0x0a, 0, 0x3b],
      ),
    ],
  ])('does not touch what is %s', async (_what, data) => {
    expect(await strip(data)).toBeUndefined();
  });

  it('never throws on damaged files, and what it returns is an image of the same size', async () => {
    const names = ['private.jpg', 'private.png', 'progressive.jpg', 'still.gif'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (name, changes) => {
          const data = fixture(name).slice();
          for (const [at, value] of changes) {
            data[at % data.length] = value;
          }
          const before = sniff(data);
          const type = before.ok ? before.facts.type : 'jpeg';
          const stripped = await stripMetadata(data, before.ok ? before.facts : { ...upright, type });
          if (stripped && before.ok) {
            const after = sniff(stripped);
            expect(after.ok && [after.facts.width, after.facts.height]).toEqual([
              before.facts.width,
              before.facts.height,
            ]);
            expect(stripped.length).toBeLessThanOrEqual(data.length + 1);
          }
        },
      ),
      { seed: 20261121, numRuns: 4000 },
    );
  });
});
