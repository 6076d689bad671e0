import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { stripMetadata } from '../../../../src/core/image/strip';
import { bytes, fixture } from './build';
import { holdsCanary, plantedGifs, plantedJpegs, plantedPngs, segment } from './canaries';

const planted = [...(await plantedPngs()), ...plantedJpegs(), ...plantedGifs()];
const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;

async function strip(data: Uint8Array): Promise<Uint8Array | undefined> {
  const sniffed = sniff(data);
  return sniffed.ok ? stripMetadata(data, sniffed.facts) : undefined;
}

/** RGBA in sRGB. */
const pixels = (data: Uint8Array) =>
  sharp(data, { failOn: 'none' }).toColourspace('srgb').ensureAlpha().raw().toBuffer();

async function largestDifference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await pixels(one), await pixels(other)];
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);
}

describe('what is sent of a file in its own format', () => {
  it('is looked for in at least 30 places', () => {
    expect(planted.length).toBeGreaterThan(60);
    expect(planted.filter(({ data }) => !holdsCanary(data)).map(({ place }) => place)).toEqual([]);
  });

  it.each(planted.map((one) => [one.place, one] as const))('holds no word of %s', async (_place, one) => {
    const stripped = await strip(one.data);
    expect(stripped === undefined).toBe(one.rendered === true);
    if (stripped) {
      expect(holdsCanary(stripped)).toBe(false);
      // A profile is rewritten with its own whole numbers, so the last bit of a color can differ.
      expect(await largestDifference(stripped, one.clean)).toBeLessThanOrEqual(
        /profile of a screen/.test(one.place) ? 1 : 0,
      );
    }
  });

  it.runIf(hasExiftool)(
    'has no tag for exiftool but those of the picture itself, and no warning',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sightread-tags-'));
      for (const [index, { place, data }] of planted.entries()) {
        const stripped = await strip(data);
        if (stripped) {
          writeFileSync(join(folder, `${index}.${place.split(',')[0]?.toLowerCase()}`), stripped);
        }
      }
      const { stdout } = spawnSync('exiftool', ['-a', '-u', '-U', '-ee', '-G1', '-s', folder]);
      rmSync(folder, { recursive: true, force: true });
      const known =
        /^(?:======== .*|\s+\d+ .*|\[(?:ExifTool|File|PNG|RIFF|JFIF|GIF|Composite|System|ICC.*|Adobe|APP14)\].*|)$/;
      const lines = String(stdout).split('\n');
      expect(lines.length).toBeGreaterThan(1000);
      expect(lines.filter((line) => !known.test(line) || /Warning|Error|Wharf/.test(line))).toEqual([]);
    },
    60_000,
  );

  it('is what it was when it is built anew once more', async () => {
    for (const { place, data } of planted) {
      const once = await strip(data);
      if (once) {
        expect([place, await strip(once)]).toEqual([place, once]);
      }
    }
  });

  it.each([
    ['baseline', {}],
    ['full colours', { chromaSubsampling: '4:4:4' }],
    ['progressive', { progressive: true }],
    ['progressive, full colours', { progressive: true, chromaSubsampling: '4:4:4', quality: 98 }],
    ['by other tables', { mozjpeg: true }],
    ['scans cut finer', { progressive: true, optimizeScans: true, trellisQuantisation: true, quality: 95 }],
  ])('ends a JPEG where its last block ends: %s', async (_, options) => {
    for (const [width, height, gray] of [
      [1, 1, false],
      [17, 9, false],
      [64, 48, true],
      [129, 70, false],
      [333, 250, false],
    ] as const) {
      const noise = Buffer.from(
        Array.from({ length: width * height * 3 }, (_value, i) => (i * i * 31 + (i >> 5) * 7) & 255),
      );
      const drawn = sharp(noise, { raw: { width, height, channels: 3 } });
      const source = new Uint8Array(await (gray ? drawn.grayscale() : drawn).jpeg(options).toBuffer());
      const last = source.length - 2;
      const planted = bytes(source.subarray(0, last), 'Wharf 51', [0], source.subarray(last));
      const stripped = (await strip(source)) ?? new Uint8Array();
      expect(await largestDifference(stripped, source)).toBe(0);
      expect(await strip(planted)).toEqual(stripped);
    }
  });

  it('ends the parts of a JPEG between its restart markers where they end', async () => {
    // Two blocks, each coded separately, make a picture of two with a restart marker between them.
    const [dark, light] = [40, 200].map((value) =>
      sharp(Buffer.alloc(64, value), { raw: { width: 8, height: 8, channels: 1 } })
        .toColourspace('b-w')
        .jpeg({ optimiseCoding: false }),
    );
    const one = new Uint8Array((await dark?.toBuffer()) ?? []);
    const other = new Uint8Array((await light?.toBuffer()) ?? []);
    const [frame, scan] = [0xc0, 0xda].map((kind) => one.findIndex((byte, i) => byte === 0xff && one[i + 1] === kind));
    const data = (scan ?? 0) + 10;
    const header = one.slice(0, data);
    header.set([0, 8, 0, 16], (frame ?? 0) + 5);
    const source = bytes(
      header.subarray(0, frame),
      segment(0xdd, [0, 1]),
      header.subarray(frame),
      one.subarray(data, -2),
      [0xff, 0xd0],
      other.subarray(data, -2),
      [0xff, 0xd9],
    );
    expect((await pixels(source)).filter((_value, i) => i === 0 || i === 60)).toEqual(Buffer.from([40, 200]));
    const stripped = await strip(source);
    expect(await largestDifference(stripped ?? new Uint8Array(), source)).toBe(0);
    const marker = source.findIndex((byte, i) => byte === 0xff && source[i + 1] === 0xd0);
    expect(marker).toBeGreaterThan(0);
    expect(await strip(bytes(source.subarray(0, marker), 'Wharf 51', source.subarray(marker)))).toBeUndefined();
  });

  it('keeps every pixel of the pictures that are there', async () => {
    const names = readdirSync('test/fixtures/images').filter((name) => /\.(png|jpg|gif)$/.test(name));
    const kept: string[] = [];
    for (const name of names) {
      const stripped = await strip(fixture(name));
      if (stripped) {
        kept.push(name);
        expect([name, await largestDifference(stripped, fixture(name))]).toEqual([name, expect.toBeOneOf([0, 1])]);
      }
    }
    expect(names.filter((name) => !kept.includes(name)).sort()).toEqual(
      ['animated.gif', 'cmyk.jpg', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `turned${n}.jpg`), 'turned6.png'].sort(),
    );
  });
});
