import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { stripMetadata } from '../../../../src/core/image/strip';
import { fixture } from './build';
import { canary, holdsCanary, plantedGifs, plantedJpegs, plantedPngs, plantedWebps } from './canaries';

const planted = [...(await plantedPngs()), ...plantedJpegs(), ...plantedGifs(), ...(await plantedWebps())];
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
      // A profile is rewritten in whole numbers of its own: the last bit of a colour may differ.
      expect(await largestDifference(stripped, one.clean)).toBeLessThanOrEqual(
        /profile of a screen/.test(one.place) ? 1 : 0,
      );
    }
  });

  it.runIf(hasExiftool)('has no tag for exiftool but those of the picture itself, and no warning', async () => {
    for (const { place, data } of planted) {
      const stripped = await strip(data);
      if (stripped) {
        const { stdout } = spawnSync('exiftool', ['-a', '-u', '-U', '-ee', '-G1', '-s', '-'], { input: stripped });
        const report = String(stdout);
        const foreign = report
          .split('\n')
          .filter(
            (line) =>
              line !== '' && !/^\[(ExifTool|File|PNG|RIFF|JFIF|GIF|Composite|System|ICC.*|Adobe|APP14)\]/.test(line),
          );
        expect([place, foreign, report.includes('Warning'), report.includes(canary.slice(0, 6))]).toEqual([
          place,
          [],
          false,
          false,
        ]);
      }
    }
  });

  it('is what it was when it is built anew once more', async () => {
    for (const { place, data } of planted) {
      const once = await strip(data);
      if (once) {
        expect([place, await strip(once)]).toEqual([place, once]);
      }
    }
  });

  it('keeps every pixel of the pictures that are there', async () => {
    const names = readdirSync('test/fixtures/images').filter((name) => /\.(png|jpg|gif|webp)$/.test(name));
    const kept: string[] = [];
    for (const name of names) {
      const stripped = await strip(fixture(name));
      if (stripped) {
        kept.push(name);
        expect([name, await largestDifference(stripped, fixture(name))]).toEqual([name, expect.toBeOneOf([0, 1])]);
      }
    }
    expect(names.filter((name) => !kept.includes(name)).sort()).toEqual(
      [
        'animated.gif',
        'animated.webp',
        'cmyk.jpg',
        ...[2, 3, 4, 5, 6, 7, 8].map((n) => `turned${n}.jpg`),
        'turned6.png',
      ].sort(),
    );
  });
});
