import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { stripMetadata } from '../../../../src/core/image/strip';
import { bytes, chunk, fixture, ihdr, pngSignature, u16, upright } from './build';

function strip(data: Uint8Array): Uint8Array | undefined {
  const sniffed = sniff(data);
  return sniffed.ok ? stripMetadata(data, sniffed.facts) : undefined;
}

const raw = (data: Uint8Array) => sharp(data).raw().toBuffer();
const latin = (data: Uint8Array) => Buffer.from(data).toString('latin1');

describe('stripMetadata', () => {
  it.each([
    'private.jpg',
    'private.png',
    'private.webp',
    'turned1.jpg',
    'profile.jpg',
    'profile.png',
    'alpha.webp',
  ])('leaves the pixels of %s as they are and nothing that is private', async (name) => {
    const source = fixture(name);
    const stripped = strip(source);
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

  it.each(['profile.jpg', 'profile.png'])('keeps the small colour profile of %s', async (name) => {
    expect((await sharp(strip(fixture(name))).metadata()).icc).toEqual((await sharp(fixture(name)).metadata()).icc);
  });

  it('makes a file that strict tools accept without a warning', () => {
    const program = spawnSync('exiftool', ['-ver']);
    for (const name of ['private.jpg', 'private.png', 'private.webp']) {
      const read = spawnSync('exiftool', ['-a', '-G1', '-s', '-'], { input: strip(fixture(name)) });
      if (program.status === 0) {
        const tags = String(read.stdout)
          .split('\n')
          .filter((line) => line !== '' && !/^\[(ExifTool|File|PNG|RIFF|JFIF|Composite|System)\]/.test(line));
        expect([name, tags, /Warning/.test(String(read.stdout))]).toEqual([name, [], false]);
      }
    }
  });

  it('leaves the frames of an animated PNG behind', () => {
    const still = [pngSignature, ihdr(3, 2), chunk('IDAT', [1]), chunk('IEND')] as const;
    const animated = bytes(
      ...still.slice(0, 2),
      chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]),
      chunk('fcTL', Array(26).fill(0)),
      still[2],
      chunk('fdAT', [0, 0, 0, 1, 2]),
      still[3],
    );
    expect(strip(animated)).toEqual(bytes(...still));
  });

  it('takes the thumbnail out of a JFIF header', () => {
    const jfif = bytes([0xff, 0xe0], u16(19), 'JFIF\0', [1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]);
    const jpeg = fixture('still.jpg');
    const withThumbnail = bytes(jpeg.subarray(0, 2), jfif, jpeg.subarray(2));
    const stripped = strip(withThumbnail) ?? new Uint8Array();
    expect([...stripped.subarray(2, 20)]).toEqual([
      ...bytes([0xff, 0xe0], u16(16), 'JFIF\0', [1, 2, 0, 0, 1, 0, 1, 0, 0]),
    ]);
  });

  it.each([
    ['not upright', fixture('turned6.jpg')],
    ['cut off', fixture('still.jpg').subarray(0, 500)],
    ['animated', fixture('animated.webp')],
    ['of a type without a stripper', fixture('still.heic')],
    ['a GIF with a comment', bytes(fixture('still.gif').slice(0, -1), [0x21, 0xfe, 1, 65, 0, 0x3b])],
    ['junk between the segments', bytes(fixture('still.jpg').subarray(0, 2), 'junk', fixture('still.jpg').subarray(2))],
    [
      'an enormous profile',
      bytes(pngSignature, ihdr(3, 2), chunk('iCCP', Array(70_000).fill(1)), chunk('IDAT', [1]), chunk('IEND')),
    ],
    [
      'a PNG with something between its pixels',
      bytes(pngSignature, ihdr(3, 2), ...['IDAT', 'IDxT', 'IDAT'].map((name) => chunk(name, [1])), chunk('IEND')),
    ],
  ])('does not touch what is %s', (_what, data) => {
    expect(strip(data)).toBeUndefined();
  });

  it('passes a GIF without metadata as it is', () => {
    expect(strip(fixture('still.gif'))).toEqual(fixture('still.gif'));
  });

  it('never throws on damaged files, and what it returns is an image of the same size', () => {
    const names = ['private.jpg', 'private.png', 'private.webp', 'progressive.jpg', 'alpha.webp'];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (name, changes) => {
          const data = fixture(name).slice();
          for (const [at, value] of changes) {
            data[at % data.length] = value;
          }
          const before = sniff(data);
          const type = before.ok ? before.facts.type : 'jpeg';
          const stripped = stripMetadata(data, before.ok ? before.facts : { ...upright, type });
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
