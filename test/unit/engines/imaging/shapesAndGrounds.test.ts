import sharp, { type Color } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareSheet } from '../../../../src/core/image/contactSheet';
import { prepareImage } from '../../../../src/core/image/prepare';
import type { ImagingEngine, PreparedImage } from '../../../../src/core/image/types';
import { vendors } from '../../../../src/core/providers/vendors';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging } from './support';

let engine: ImagingEngine;

beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const requestTo = (id: string) => ({
  limits: vendors.find((one) => one.id === id)!.image,
  intent: 'describe' as const,
  detail: 'auto' as const,
  imageCount: 1,
  otherBodyBytes: 0,
});

const plain = (width: number, height: number, background: Color = '#c33') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

describe('a shape that encoders refuse', () => {
  it.each([
    [1093, 5, 1],
    [1, 1, 1],
    [332, 27, 1],
    [1000, 2, 1],
    [20, 6000, 2],
    [3, 900, 1],
    [27, 28, 1],
    [16, 16, 1],
  ])('is padded, never stretched or narrowed: %d × %d', async (width, height, parts) => {
    const image = await prepareImage(await plain(width, height), requestTo('lmstudio'), engine);
    expect(image.parts.length).toBe(parts);
    expect(image.changes).toContainEqual(expect.objectContaining({ kind: 'padded' }));
    for (const { bytes } of image.parts) {
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const [shortest, longest] = [Math.min(info.width, info.height), Math.max(info.width, info.height)];
      expect(shortest).toBeGreaterThanOrEqual(28);
      expect(longest / shortest).toBeLessThanOrEqual(200);
      // The red part is as narrow as it was.
      let red = 0;
      for (let at = 0; at < data.length; at += 3) {
        red += (data[at + 1] ?? 0) < 128 ? 1 : 0;
      }
      const narrow = Math.min(width, height);
      expect(red % narrow).toBe(0);
      expect(red).toBeGreaterThanOrEqual(parts === 1 ? width * height : (width * height) / parts);
    }
  });

  it('is sent as it is to a provider that takes it', async () => {
    const image = await prepareImage(await plain(20, 20), requestTo('anthropic'), engine);
    expect(image.parts[0]).toMatchObject({ width: 20, height: 20 });
    expect(image.changes).toEqual([]);
  });
});

describe('the formats for a local server', () => {
  it.each(['lmstudio', 'ollama', 'llamacpp'])('%s gets PNG or JPEG', async (id) => {
    for (const lossless of [true, false]) {
      const webp = await sharp(await plain(200, 100))
        .webp({ lossless })
        .toBuffer();
      const image = await prepareImage(webp, requestTo(id), engine);
      expect(['image/png', 'image/jpeg']).toContain(image.parts[0]?.mediaType);
    }
  });
});

/** Words of each color beside each other, on nothing. */
const words = (...colors: readonly string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="110">${colors
    .map(
      (color, i) =>
        `<text x="${10 + i * 200}" y="80" font-size="60" font-family="DejaVu Sans" fill="${color}">word</text>`,
    )
    .join('')}</svg>`;
/** With the renderer that is compared with, in each format that has transparency. */
const formats = {
  png: (svg: string) => sharp(Buffer.from(svg)).png().toBuffer(),
  webp: (svg: string) => sharp(Buffer.from(svg)).webp({ lossless: true }).toBuffer(),
  lossy: (svg: string) => sharp(Buffer.from(svg)).webp().toBuffer(),
  avif: (svg: string) => sharp(Buffer.from(svg)).avif({ lossless: true }).toBuffer(),
  tiff: (svg: string) => sharp(Buffer.from(svg)).tiff({ compression: 'lzw' }).toBuffer(),
  svg: async (svg: string) => Buffer.from(svg),
};

/** The difference between the lightest and the darkest pixel. */
async function contrast(image: PreparedImage): Promise<number> {
  const { channels } = await sharp(image.parts[0]!.bytes).greyscale().stats();
  return channels[0]!.max - channels[0]!.min;
}

describe('a transparent picture', () => {
  it.each(Object.keys(formats) as (keyof typeof formats)[])('is seen if it is white: %s', async (format) => {
    const image = await prepareImage(await formats[format](words('#fff')), requestTo('groq'), engine);
    expect(await contrast(image)).toBeGreaterThan(150);
    expect(image.changes).toContainEqual({ kind: 'flattened', ground: 'dark' });
  });

  it.each([
    ['white', ['#222', '#000']],
    ['white', ['#ff0', '#3a3']],
    ['dark', ['#eee', '#3a3']],
    ['dark', ['#ffffffb0']],
    ['gray', ['#fff', '#111']],
  ])('lies on %s: %s', async (ground, colors) => {
    const image = await prepareImage(await formats.png(words(...colors)), requestTo('groq'), engine);
    expect(image.changes).toContainEqual({ kind: 'flattened', ground });
    expect(await contrast(image)).toBeGreaterThan(100);
  });

  it('stays on white if only its inside is light', async () => {
    const page = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect x="20" y="20" width="160" height="160" fill="#fff" stroke="#333" stroke-width="6"/></svg>`;
    const image = await prepareImage(await formats.png(page), requestTo('groq'), engine);
    expect(image.changes).toContainEqual({ kind: 'flattened', ground: 'white' });
  });

  it('is seen on a contact sheet too', async () => {
    const pictures = [await formats.png(words('#fff')), await plain(300, 100)];
    const sheet = await prepareSheet(pictures, requestTo('groq'), engine, (_, error) => error);
    expect(sheet.members?.[0]?.changes).toContainEqual({ kind: 'flattened', ground: 'dark' });
  });

  it('is said to show nothing if there is nothing to see on it', async () => {
    const nothing = sharp({ create: { width: 90, height: 90, channels: 4, background: '#0000' } });
    const image = await prepareImage(await nothing.png().toBuffer(), requestTo('groq'), engine);
    expect(image.changes).toContainEqual({ kind: 'oneColor' });
    const word = await prepareImage(await formats.png(words('#fff')), requestTo('groq'), engine);
    expect(word.changes).not.toContainEqual({ kind: 'oneColor' });
  });
});
