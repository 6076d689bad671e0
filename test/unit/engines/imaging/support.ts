import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import sharp from 'sharp';
import { nodeBundle } from '../../../../esbuild.mjs';
import { imagingBundles } from '../../../../scripts/bundle/imaging.mjs';
import { sniff } from '../../../../src/core/image/sniff';
import type { ImageFacts } from '../../../../src/core/image/types';

/** Builds the worker and the files beside it into a folder for this process; returns the folder. */
export async function buildImaging(): Promise<string> {
  const folder = join('node_modules', '.cache', 'sightread', `imaging-${process.pid}`);
  if (!existsSync(join(folder, 'imagingWorker.js'))) {
    mkdirSync(folder, { recursive: true });
    await Promise.all(imagingBundles(nodeBundle, folder).map((bundle) => build({ ...bundle, logLevel: 'error' })));
  }
  return join(process.cwd(), folder);
}

export function fixture(name: string): Uint8Array {
  return readFileSync(join('test', 'fixtures', 'images', name));
}

export function factsOf(bytes: Uint8Array): ImageFacts {
  const sniffed = sniff(bytes);
  if (!sniffed.ok) {
    throw new Error(`${sniffed.reason}: ${sniffed.detail}`);
  }
  return sniffed.facts;
}

/** A JPEG with grain that keeps it large. */
export async function grain(width: number, height: number): Promise<Buffer> {
  let state = 3;
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = 96 + (state >>> 26);
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 96 })
    .toBuffer();
}

const sentence = 'The quick brown fox jumps over the lazy dog while seven wizards brew a strange potion';

/** A page full of text, as a drawing; letters of 13 pixels are those of a single-density screen. */
export function drawnText(
  width: number,
  height: number,
  { size = 13, font = 'DejaVu Sans', ink = '#111', paper = '#fff', words = sentence } = {},
): string {
  const pitch = size * 1.6;
  const perLine = Math.ceil(width / (words.length * size * 0.45));
  const lines = Array.from({ length: Math.floor((height - 2 * size) / pitch) }, (_, line) => {
    const turned = words.slice((line * 7) % 40) + ` ${words}`.repeat(perLine);
    const fitting = turned.slice(0, Math.floor(width / (size * 0.65)));
    return `<text x="${size}" y="${2 * size + line * pitch}">${fitting}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${paper}"/><g font-family="${font}" font-size="${size}" fill="${ink}">${lines.join('')}</g></svg>`;
}

/** A page of small text as a single-density screen shows it. */
export async function pageOfText(): Promise<Uint8Array> {
  const lines = Array.from({ length: 60 }, (_, line) => {
    const words = Array.from({ length: 24 }, (_word, at) => ((line * 31 + at * 17) * 7919).toString(36)).join(' ');
    return `<text x="20" y="${30 + line * 22}" font-family="DejaVu Sans" font-size="13">${words}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1400"><rect width="100%" height="100%" fill="#fff"/>${lines.join('')}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}

/** Columns of text as a PNG: one block repeated, because letters take long to draw. */
export async function columnsOfText(width: number, height: number, size = 13): Promise<Uint8Array> {
  const column = Buffer.from(drawnText(Math.min(width, 480), Math.min(height, 700), { size }));
  const block = await sharp(column).extend({ right: 320, background: '#fff' }).png().toBuffer();
  const page = sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite([{ input: block, tile: true, gravity: 'northwest' }])
    .removeAlpha();
  return new Uint8Array(await page.png().toBuffer());
}
