// What leaves the machine, judged by independent programs: ExifTool looks for tags, ImageMagick renders the source for
// comparison. If one is missing, native sharp takes its place; the engine's is another build, in WebAssembly.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasImageMagick, imageMagickReads, isOnPath } from '../../../../scripts/tools/judges.mjs';
import { prepareImage } from '../../../../src/core/image/prepare';
import type { ImagingEngine, PreparedPart } from '../../../../src/core/image/types';
import { vendors } from '../../../../src/core/providers/vendors';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging } from './support';

const folder = mkdtempSync(join(tmpdir(), 'sightread-judges-'));
let engine: ImagingEngine;
beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => {
  engine.dispose();
  rmSync(folder, { recursive: true });
});

const limits = vendors.find(({ id }) => id === 'groq')?.image ?? { accepts: [] };

async function sent(path: string): Promise<PreparedPart> {
  const request = { limits, intent: 'describe', detail: 'auto', imageCount: 1, otherBodyBytes: 1000 } as const;
  const { parts } = await prepareImage(readFileSync(path), request, engine);
  expect(parts).toHaveLength(1);
  return parts[0] as PreparedPart;
}

/** What every picture has: its size, its coding, and what is computed from them. */
const groupsOfPictures = ['SourceFile', 'ExifTool', 'System', 'File', 'Composite', 'JFIF', 'RIFF'];
const fieldsOfPng = ['ImageWidth', 'ImageHeight', 'BitDepth', 'ColorType', 'Compression', 'Filter', 'Interlace'];

/** Names of tags that a picture doesn't need. */
function tagsByExifTool(path: string): string[] {
  const json = execFileSync('exiftool', ['-j', '-G1', '-a', '-u', path], { encoding: 'utf8', stdio: 'pipe' });
  const [found] = JSON.parse(json) as Record<string, unknown>[];
  return Object.keys(found ?? {}).filter((tag) => {
    const [group = '', name = ''] = tag.split(':');
    // A small color profile may stay: without it, the colors would differ.
    return (
      !groupsOfPictures.includes(group) && !group.startsWith('ICC') && !(group === 'PNG' && fieldsOfPng.includes(name))
    );
  });
}

async function tagsBySharp(path: string): Promise<string[]> {
  const { exif, xmp, iptc, comments, orientation } = await sharp(path).metadata();
  return Object.entries({ exif, xmp, iptc, comments, orientation })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
}

const byExifTool = isOnPath('exiftool');
const tagsOf = byExifTool ? async (path: string) => tagsByExifTool(path) : tagsBySharp;

/** The first frame, upright, on white, 100 × 100 pixels of RGB. */
function drawnByImageMagick(path: string): Buffer {
  const steps = [
    '-auto-orient',
    '-background',
    'white',
    '-alpha',
    'remove',
    '-colorspace',
    'sRGB',
    '-resize',
    '100x100!',
  ];
  return execFileSync('convert', [`${path}[0]`, ...steps, '-depth', '8', 'rgb:-'], { maxBuffer: 1e6, stdio: 'pipe' });
}

async function drawnBySharp(path: string): Promise<Buffer> {
  const upright = await sharp(path).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').png().toBuffer();
  return sharp(upright).resize(100, 100, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer();
}

const byImageMagick = hasImageMagick();
const draw = byImageMagick ? async (path: string) => drawnByImageMagick(path) : drawnBySharp;

/** Root of the mean squared difference, 0 to 1. */
async function difference(one: string, other: string): Promise<number> {
  const [a, b] = [await draw(one), await draw(other)];
  expect([a.length, b.length]).toEqual([30_000, 30_000]);
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0) / a.length) / 255;
}

const fixtures = join('test', 'fixtures', 'images');
const near = 0.02;

const judges = [
  byExifTool ? 'ExifTool' : 'sharp, as there is no ExifTool',
  byImageMagick ? 'ImageMagick' : 'sharp, as there is no ImageMagick',
];

describe(`judged by ${judges.join(' and by ')}, what is sent`, () => {
  it.each([
    ['samples/photo-sideways.jpg', [1176, 1568], near],
    ['samples/photo.jpg', undefined, near],
    ['samples/screenshot-code-dark.png', undefined, near],
    ['private.jpg', [60, 40], near],
    ['private.png', [60, 40], near],
    ['private.webp', [60, 40], near],
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => [`turned${i}.jpg`, [60, 40], near] as const),
    ['progressive.jpg', [60, 40], near],
    ['transparent.png', [60, 40], near],
    ['deep.png', [60, 40], near],
    ['gray.png', undefined, near],
    ['still.gif', [60, 40], near],
    ['animated.gif', [60, 40], near],
    ['still.tif', [60, 40], near],
    // ImageMagick inverts inks by arithmetic, the engine with a press profile.
    ['cmyk.jpg', [60, 40], 0.2],
  ] as const)('is %s, upright and whole, without a tag', async (name, size, tolerance) => {
    const source = name.includes('/') ? name : join(fixtures, name);
    const part = await sent(source);
    const file = join(folder, `sent.${part.mediaType === 'image/png' ? 'png' : 'jpg'}`);
    writeFileSync(file, part.bytes);
    const { width, height, orientation } = await sharp(file).metadata();
    expect([width, height, orientation ?? 1]).toEqual([part.width, part.height, 1]);
    if (size) {
      expect([width, height]).toEqual(size);
    }
    expect(await tagsOf(file)).toEqual([]);
    expect(await difference(source, file)).toBeLessThan(tolerance);
  });

  it.each(['heic', 'avif'])('is the picture that was made a %s, without a tag', async (type) => {
    const part = await sent(join(fixtures, `still.${type}`));
    const file = join(folder, `sent.${part.mediaType === 'image/png' ? 'png' : 'jpg'}`);
    writeFileSync(file, part.bytes);
    expect([part.width, part.height, await tagsOf(file)]).toEqual([60, 40, []]);
    expect(await difference(join(fixtures, 'still.png'), file)).toBeLessThan(0.05);
  });

  for (const type of ['heic', 'avif']) {
    const readable = imageMagickReads(type.toUpperCase());
    it.skipIf(!readable)(
      `is what ImageMagick sees in a ${type}${readable ? '' : ': this one reads none'}`,
      async () => {
        const source = join(fixtures, `still.${type}`);
        const part = await sent(source);
        const file = join(folder, `sent.${part.mediaType === 'image/png' ? 'png' : 'jpg'}`);
        writeFileSync(file, part.bytes);
        expect(await difference(source, file)).toBeLessThan(near);
      },
    );
  }

  it('and the judges see what they are asked for', async () => {
    expect(await tagsOf(join(fixtures, 'private.jpg'))).not.toEqual([]);
    expect(await tagsOf(join('samples', 'photo-sideways.jpg'))).not.toEqual([]);
    // The same pixels turned are another picture.
    const turned = join(folder, 'turned.png');
    await sharp(join(fixtures, 'still.png')).rotate(180).toFile(turned);
    expect(await difference(join(fixtures, 'still.png'), turned)).toBeGreaterThan(0.2);
  });
});
