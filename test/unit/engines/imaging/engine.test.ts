import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../../../esbuild.mjs';
import type { ImageFacts, ImagingEngine, Pixels, RenderJob } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { letterHeight } from '../../../../src/engines/imaging/letterHeight';
import { buildImaging, columnsOfText, factsOf, fixture } from './support';

let distDir: string;
let engine: ImagingEngine;

beforeAll(async () => {
  distDir = await buildImaging();
  engine = createImagingEngine({ distDir });
});
afterAll(() => engine.dispose());

const job: RenderJob = {
  accepts: ['image/png', 'image/jpeg'],
  maxEdge: 1568,
  maxBytes: 3_000_000,
  content: 'auto',
  maxTiles: 1,
};

/** The job for a description. */
const described: RenderJob = { ...job, textEdge: 4096, maxTiles: 16 };

/** The colors in the middle of the four quarters. */
function quarters({ width, height, data }: Pixels): number[][] {
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([x = 0, y = 0]) => {
    const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
    return [...data.slice(at, at + 4)];
  });
}

const drawn = [
  [220, 20, 20, 255],
  [20, 160, 20, 255],
  [20, 20, 220, 255],
  [255, 255, 255, 255],
];

function expectDrawn(found: number[][], tolerance: number): void {
  const off = found.flatMap((color, i) => color.map((value, k) => Math.abs(value - (drawn[i]?.[k] ?? 0))));
  expect(Math.max(...off)).toBeLessThanOrEqual(tolerance);
}

/** Noise that no codec can compress. */
async function noise(width: number, height: number, format: 'png' | 'jpeg'): Promise<Uint8Array> {
  let state = 1;
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    data[i] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

/** Bars of flat color. */
async function chart(width: number, height: number): Promise<Uint8Array> {
  const bars = Array.from({ length: 40 }, (_, i) => {
    const tall = height * (0.2 + 0.7 * Math.abs(Math.sin(i)));
    return `<rect x="${(i * width) / 40}" y="${height - tall}" width="${width / 60}" height="${tall}" fill="hsl(${i * 9} 60% 50%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${bars.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A page of small black marks on white, which looks like text to a codec. */
async function page(width: number, height: number): Promise<Uint8Array> {
  const data = Buffer.alloc(width * height, 255);
  let state = 7;
  for (let y = 4; y + 12 < height; y += 18) {
    for (let x = 8; x + 8 < width; x += 8) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      for (let k = 0; k < 7 * 5; k++) {
        if ((state >>> (k % 29)) & 1) {
          data[(y + Math.floor(k / 5)) * width + x + (k % 5)] = 0;
        }
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

describe('decode', () => {
  it.each([
    ['still.png', 0],
    ['still.jpg', 6],
    ['progressive.jpg', 8],
    ['still.webp', 0],
    ['still.avif', 12],
    ['still.heic', 12],
    ['still.gif', 4],
    ['still.tif', 0],
    ['pages.tif', 0],
    ['deep.png', 1],
    ['animated.gif', 4],
    ['animated.webp', 0],
    ['turned6.png', 2],
    // CMYK has no such blue and green, but the picture is the same all the same.
    ['cmyk.jpg', 90],
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => [`turned${i}.jpg`, 8] as const),
  ] as const)('gives the upright pixels of %s', async (name, tolerance) => {
    const bytes = fixture(name);
    const pixels = await engine.decode(bytes, factsOf(bytes), 1e6);
    expect([pixels.width, pixels.height]).toEqual([60, 40]);
    expectDrawn(quarters(pixels), tolerance);
  });

  it('shrinks to the pixels allowed and keeps transparency', async () => {
    const bytes = fixture('transparent.png');
    const pixels = await engine.decode(bytes, factsOf(bytes), 600);
    expect([pixels.width, pixels.height, pixels.data.length]).toEqual([30, 20, 2400]);
    expect([pixels.data[3], pixels.data[4 * 25 + 3]]).toEqual([0, 255]);
  });

  it('leaves the caller its bytes, even when they are a piece of something larger', async () => {
    const file = fixture('still.png');
    const larger = new Uint8Array(file.length + 20);
    larger.set(file, 10);
    const piece = larger.subarray(10, 10 + file.length);
    await engine.decode(piece, factsOf(piece), 1e6);
    expect([...piece.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('draws an SVG with its text and fetches nothing', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/x.png`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100">
      <image xlink:href="${url}" width="10" height="10"/><image href="file:///etc/passwd" width="10" height="10"/>
      <style>@import url(${url}); text { font-family: monospace }</style><text x="10" y="60" font-size="40">Read me</text></svg>`;
    const bytes = new TextEncoder().encode(svg);
    const pixels = await engine.decode(bytes, factsOf(bytes), 1e6);
    server.close();
    let dark = 0;
    for (let i = 3; i < pixels.data.length; i += 4) {
      dark += (pixels.data[i] ?? 0) > 200 ? 1 : 0;
    }
    expect(asked).toBe(0);
    expect(dark / (pixels.width * pixels.height)).toBeGreaterThan(0.04);
  });
});

describe('render', () => {
  it.each([
    'still.png',
    'still.heic',
    'still.gif',
    'still.tif',
    'still.avif',
    'deep.png',
    'turned7.jpg',
  ])('turns %s into what the provider takes', async (name) => {
    const bytes = fixture(name);
    const { parts } = await engine.render(bytes, factsOf(bytes), { ...job, accepts: ['image/jpeg'] });
    const [part] = parts;
    const metadata = await sharp(part?.bytes).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 60, height: 40, space: 'srgb', depth: 'uchar' });
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.orientation]).toEqual(Array(4).fill(undefined));
    const { data, info } = await sharp(part?.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expectDrawn(quarters({ ...info, data }), 12);
  });

  it('lays transparency on white and says so; an unused alpha is not called flattened', async () => {
    const clear = fixture('transparent.png');
    const rendered = await engine.render(clear, factsOf(clear), job);
    expect(rendered.changes).toEqual([{ kind: 'flattened', ground: 'white' }]);
    const { data } = await sharp(rendered.parts[0]?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    const opaque = fixture('opaqueAlpha.png');
    expect((await engine.render(opaque, factsOf(opaque), job)).changes).toEqual([]);
  });

  it('keeps edge, pixels and bytes, and tells what it did', async () => {
    const bytes = await noise(1200, 700, 'jpeg');
    const limits = { ...job, maxEdge: 1000, maxPixels: 400_000, maxBytes: 60_000, content: 'photo' } as const;
    const { parts, changes } = await engine.render(bytes, factsOf(bytes), limits);
    const [part] = parts;
    const { width = 0, height = 0 } = await sharp(part?.bytes).metadata();
    expect([part?.width, part?.height]).toEqual([width, height]);
    expect(width * height).toBeLessThanOrEqual(400_000);
    expect(Math.abs(width / height - 1200 / 700)).toBeLessThan(0.02);
    expect(part?.bytes.length).toBeLessThanOrEqual(60_000);
    expect(changes).toMatchObject([
      { kind: 'shrunk', from: [1200, 700], to: [width, height] },
      { kind: 'recompressed' },
    ]);
  });

  it('sends text as PNG and, when that is too large, as JPEG with its colours whole', async () => {
    const bytes = await page(900, 600);
    const facts = factsOf(bytes);
    const [lossless] = (await engine.render(bytes, facts, job)).parts;
    expect(lossless?.mediaType).toBe('image/png');
    const maxBytes = Math.floor((lossless?.bytes.length ?? 0) * 0.9);
    const [lossy] = (await engine.render(bytes, facts, { ...job, content: 'text', maxBytes })).parts;
    const metadata = await sharp(lossy?.bytes).metadata();
    expect(lossy?.bytes.length).toBeLessThanOrEqual(maxBytes);
    expect(metadata).toMatchObject({ format: 'jpeg', chromaSubsampling: '4:4:4' });
  });

  it('cuts a tall page into legible tiles that overlap and leave nothing out', async () => {
    const bytes = await page(800, 4000);
    const { parts, changes } = await engine.render(bytes, factsOf(bytes), { ...job, content: 'text', maxTiles: 4 });
    expect(changes).toContainEqual({ kind: 'tiled', count: 3 });
    const regions = parts.map(({ region }) => region ?? { x: 0, y: 0, width: 0, height: 0 });
    expect(regions[0]).toMatchObject({ x: 0, y: 0, width: 800 });
    let covered = 0;
    for (const [i, { y, height }] of regions.entries()) {
      expect(y).toBeLessThanOrEqual(i === 0 ? 0 : covered - 40);
      covered = y + height;
    }
    expect(covered).toBe(4000);
    for (const part of parts) {
      expect(part.height / (part.region?.height ?? 1)).toBeGreaterThanOrEqual(0.95);
      expect(Math.max(part.width, part.height)).toBeLessThanOrEqual(1568);
    }
  });

  it('lets text grow no further than needed when tiles do not suffice', async () => {
    const bytes = await page(800, 4000);
    const text = { ...job, content: 'text', maxTiles: 1, textEdge: 6000 } as const;
    const { parts } = await engine.render(bytes, factsOf(bytes), text);
    expect(parts).toHaveLength(1);
    expect(parts[0]?.height).toBeGreaterThanOrEqual(3800);
    const held = await engine.render(bytes, factsOf(bytes), { ...text, textEdge: undefined });
    expect(held.parts[0]?.height).toBeLessThanOrEqual(1568);
  });

  it('shrinks a screenshot no further than its text allows, and a photo of any type to the edge', async () => {
    const widthOf = async (bytes: Uint8Array, more: Partial<RenderJob> = {}) => {
      const { parts } = await engine.render(bytes, factsOf(bytes), { ...described, ...more });
      expect(parts).toHaveLength(1);
      return parts[0]?.width;
    };
    const double = await columnsOfText(3840, 2160, 26);
    expect(await widthOf(await columnsOfText(1920, 1080, 13))).toBe(1920);
    expect(await widthOf(double)).toBe(1893);
    expect(await widthOf(await sharp(double).jpeg().toBuffer())).toBe(2048);
    expect(await widthOf(double, { textEdge: undefined, maxTiles: 1 })).toBe(1568);
    expect(await widthOf(await noise(1920, 1080, 'png'))).toBe(1568);
    expect(await widthOf(await noise(1920, 1080, 'jpeg'))).toBe(1568);
  });

  it.each([
    ['small letters in a large screenshot', 3840, 2160, 13, 'png', 3840],
    ['large letters in it', 3840, 2160, 60, 'png', 1568],
    ['letters between', 3840, 2160, 20, 'png', 2464],
    ['a small JPEG', 2400, 1500, 13, 'jpeg', 2400],
    ['a small JPEG of large letters', 2400, 1500, 30, 'jpeg', 1568],
  ] as const)('goes by the height of the letters, not by the size of the picture: %s', async (_what, width, height, size, format, expected) => {
    const bytes = await sharp(await columnsOfText(width, height, size))
      .toFormat(format)
      .toBuffer();
    const { parts } = await engine.render(bytes, factsOf(bytes), described);
    expect(parts).toHaveLength(1);
    expect(Math.abs((parts[0]?.width ?? 0) - expected) / expected).toBeLessThan(0.06);
  });

  it.each([
    'png',
    'jpeg',
  ] as const)('cuts a tall %s into the fewest tiles in which its letters keep 7 pixels', async (format) => {
    const bytes = await sharp(await columnsOfText(1200, 12_000))
      .toFormat(format)
      .toBuffer();
    const { parts, changes } = await engine.render(bytes, factsOf(bytes), described);
    expect(changes[0]).toEqual({ kind: 'tiled', count: 3 });
    expect(changes).not.toContainEqual(expect.objectContaining({ kind: 'textTooSmall' }));
    for (const part of parts) {
      const { data, info } = await sharp(part.bytes).raw().toBuffer({ resolveWithObject: true });
      expect(letterHeight({ data, ...info })).toBeGreaterThan(6.5);
    }
  });

  it('says how small letters are when the tiles allowed do not suffice', async () => {
    const bytes = await columnsOfText(1200, 12_000);
    const { parts, changes } = await engine.render(bytes, factsOf(bytes), { ...described, maxTiles: 1 });
    expect(parts).toMatchObject([{ height: 4096 }]);
    const told = changes.find((change) => change.kind === 'textTooSmall');
    expect(told?.height).toBeGreaterThan(2);
    expect(told?.height).toBeLessThan(3);
  });

  it('cuts what is too large for the memory into few tiles, and says what that costs', async () => {
    const bytes = await columnsOfText(1200, 26_000);
    const { parts, changes } = await engine.render(bytes, factsOf(bytes), described);
    expect(parts).toHaveLength(4);
    expect(changes).toContainEqual({ kind: 'textTooSmall', height: expect.closeTo(4.4, 0) });
  });

  it('does not cut what has no letters', async () => {
    const [smooth, bars] = [sharp(await noise(300, 30, 'png')), await chart(12_000, 1200)];
    const panorama = await smooth.resize(12_000, 1200, { kernel: 'cubic' }).png().toBuffer();
    for (const bytes of [panorama, await sharp(panorama).jpeg().toBuffer(), bars]) {
      expect((await engine.render(bytes, factsOf(bytes), described)).parts).toHaveLength(1);
    }
  });

  it('cuts out a region of the upright picture', async () => {
    const bytes = fixture('turned6.jpg');
    const crop = { x: 32, y: 2, width: 20, height: 16 };
    const { parts } = await engine.render(bytes, factsOf(bytes), { ...job, crop });
    const { data, info } = await sharp(parts[0]?.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, parts[0]?.region]).toEqual([20, 16, crop]);
    expect([...data.subarray(4 * 170, 4 * 170 + 3)].map((value) => value > 100)).toEqual([false, true, false]);
  });

  it('gives the picture that sharp itself gives', async () => {
    const smooth = sharp(await noise(40, 30, 'png')).resize(1600, 1200, { kernel: 'cubic' });
    const bytes = await smooth.jpeg({ quality: 95 }).toBuffer();
    const { parts } = await engine.render(bytes, factsOf(bytes), { ...job, maxEdge: 800, content: 'photo' });
    const ours = await sharp(parts[0]?.bytes).raw().toBuffer();
    const theirs = await sharp(bytes).resize(800, 600).raw().toBuffer();
    const squares = ours.reduce((sum, value, i) => sum + (value - (theirs[i] ?? 0)) ** 2, 0);
    expect(Math.sqrt(squares / ours.length) / 255).toBeLessThan(0.015);
  });
});

describe('analyzePixels', () => {
  it('names the colours, largest first', async () => {
    const bytes = fixture('still.png');
    const { colors, dark, transparent } = await engine.analyzePixels(bytes, factsOf(bytes));
    expect(new Set(colors.map(({ name }) => name))).toEqual(new Set(['red', 'green', 'blue', 'white']));
    expect(colors.map(({ share }) => Math.round(share * 20) / 20)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect([dark, transparent]).toEqual([false, 0]);
  });

  it('measures transparency, and tells a page from a photo', async () => {
    const clear = fixture('transparent.png');
    expect((await engine.analyzePixels(clear, factsOf(clear))).transparent).toBeCloseTo(1 / 3, 1);
    const text = await page(900, 600);
    expect((await engine.analyzePixels(text, factsOf(text))).looksLike).not.toBe('photo');
    const rough = await noise(300, 200, 'png');
    expect(await engine.analyzePixels(rough, factsOf(rough))).toMatchObject({ looksLike: 'photo' });
  });
});

describe('what the engine refuses', () => {
  const bomb: ImageFacts = { ...factsOf(fixture('still.png')), width: 60_000, height: 60_000 };

  it('does not decode more pixels than it should, whatever the facts say', async () => {
    const bytes = fixture('still.png');
    await expect(engine.decode(bytes, bomb, 1e6)).rejects.toMatchObject({
      name: 'ImageError',
      reason: 'tooManyPixels',
    });
    const header = bytes.slice();
    new DataView(header.buffer, header.byteOffset).setUint32(16, 50_000);
    new DataView(header.buffer, header.byteOffset).setUint32(20, 50_000);
    const small = factsOf(bytes);
    await expect(engine.decode(header, small, 1e6)).rejects.toMatchObject({ name: 'ImageError' });
  });

  it.each([
    'still.jpg',
    'still.png',
    'still.webp',
    'still.avif',
    'still.heic',
    'still.tif',
  ])('gives a reason for a cut %s', async (name) => {
    const bytes = fixture(name);
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7));
    await expect(engine.decode(cut, factsOf(bytes), 1e6)).rejects.toMatchObject({ name: 'ImageError' });
  });

  it('gives a reason for an SVG that multiplies itself', async () => {
    const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
    const svg = `<!DOCTYPE svg [<!ENTITY a0 "ha">${laughs}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a12;</text></svg>`;
    const bytes = new TextEncoder().encode(svg);
    await expect(engine.decode(bytes, factsOf(bytes), 1e6)).rejects.toMatchObject({ reason: 'corrupt' });
  });
});

describe('the client', () => {
  const still = fixture('still.png');
  const facts = factsOf(still);

  it('answers many at once, each with its own picture', async () => {
    const names = ['still.png', 'transparent.png', 'still.gif', 'gray.png', 'still.webp'];
    const found = await Promise.all(
      names.map((name) => engine.decode(fixture(name), factsOf(fixture(name)), 1e6).then(({ data }) => data[3])),
    );
    expect(found).toEqual([255, 0, 255, 255, 255]);
  });

  it('ends a job over its deadline and goes on', async () => {
    const hasty = createImagingEngine({ distDir, deadlineMs: 1 });
    await expect(hasty.decode(still, facts, 1e6)).rejects.toMatchObject({ name: 'ImageError', reason: 'deadline' });
    await expect(hasty.decode(still, facts, 1e6)).rejects.toMatchObject({ reason: 'deadline' });
    hasty.dispose();
  });

  it('stops at once when aborted, running or waiting, and serves the next', async () => {
    const large = await noise(3000, 2000, 'png');
    const first = new AbortController();
    const second = new AbortController();
    const running = engine.decode(large, factsOf(large), 1e7, first.signal);
    const waiting = engine.decode(still, facts, 1e6, second.signal);
    const last = engine.decode(still, facts, 1e6);
    second.abort(new Error('second'));
    first.abort(new Error('first'));
    await expect(running).rejects.toThrow('first');
    await expect(waiting).rejects.toThrow('second');
    expect((await last).width).toBe(60);
    await expect(engine.decode(still, facts, 1e6, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  it('starts again after it was idle', async () => {
    const brief = createImagingEngine({ distDir, idleMs: 20 });
    await brief.decode(still, facts, 1e6);
    await new Promise((passed) => setTimeout(passed, 150));
    expect((await brief.decode(still, facts, 1e6)).width).toBe(60);
    brief.dispose();
    await expect(brief.decode(still, facts, 1e6)).rejects.toMatchObject({ reason: 'engineUnavailable' });
  });

  it('gives a job over which its worker broke down to a new one, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightread-imaging-'));
    const breaking = (times: number) => {
      const tries = join(folder, `${times}`);
      writeFileSync(tries, '');
      const source = `const { appendFileSync, statSync } = require('node:fs');
        appendFileSync(${JSON.stringify(tries)}, '.');
        if (statSync(${JSON.stringify(tries)}).size <= ${times}) throw new Error('out of bounds');
        require(${JSON.stringify(join(distDir, 'imagingWorker.js'))});`;
      writeFileSync(join(folder, 'imagingWorker.js'), source);
      return createImagingEngine({ distDir: folder });
    };
    const once = breaking(1);
    const [first, second] = [once.decode(still, facts, 1e6), once.decode(fixture('still.gif'), facts, 1e6)];
    expect([(await first).width, (await second).width]).toEqual([60, 60]);
    once.dispose();
    const twice = breaking(2);
    await expect(twice.decode(still, facts, 1e6)).rejects.toMatchObject({ reason: 'engineUnavailable' });
    expect((await twice.decode(still, facts, 1e6)).width).toBe(60);
    twice.dispose();
  });

  it('gives a picture over which WebAssembly trapped to a new worker, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightread-imaging-'));
    cpSync(distDir, folder, { recursive: true });
    // (module (func (export "f") unreachable))
    const trap = [
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
    ];
    const mark = join(folder, 'trapped');
    const source = `const { existsSync, writeFileSync } = require('node:fs');
      const svg = require(${JSON.stringify(join(distDir, 'imagingSvg.js'))});
      exports.decodeSvg = async (...all) => {
        if (!existsSync(${JSON.stringify(mark)})) {
          writeFileSync(${JSON.stringify(mark)}, '');
          new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(${trap}))).exports.f();
        }
        return svg.decodeSvg(...all);
      };`;
    writeFileSync(join(folder, 'imagingSvg.js'), source);
    const trapping = createImagingEngine({ distDir: folder });
    const bytes = fixture('text.svg');
    expect((await trapping.decode(bytes, factsOf(bytes), 1e6)).width).toBeGreaterThan(100);
    expect(existsSync(mark)).toBe(true);
    trapping.dispose();
  });

  it('says with its cause that it cannot start', async () => {
    const nowhere = createImagingEngine({ distDir: join(tmpdir(), 'nowhere') });
    const error = await nowhere.analyzePixels(still, facts).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ImageError', reason: 'engineUnavailable' });
    expect((error as Error).cause).toBeInstanceOf(Error);
    const broken = mkdtempSync(join(tmpdir(), 'sightread-imaging-'));
    cpSync(join(distDir, 'imagingWorker.js'), join(broken, 'imagingWorker.js'));
    const partly = createImagingEngine({ distDir: broken });
    await expect(partly.analyzePixels(still, facts)).rejects.toMatchObject({ reason: 'engineUnavailable' });
  });

  it('lets a program end, writes nothing of its own, and runs on the oldest Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightread-imaging-'));
    const entry = join('src', 'engines', 'imaging', 'client.ts');
    await build({ ...nodeBundle, entryPoints: [entry], outfile: join(folder, 'client.js'), logLevel: 'error' });
    const bytes = Buffer.from(fixture('still.jpg').with(400, 0xff)).toString('base64');
    const script = `const { createImagingEngine } = require('./client.js');
      const engine = createImagingEngine({ distDir: ${JSON.stringify(distDir)} });
      const bytes = Buffer.from('${bytes}', 'base64');
      const facts = ${JSON.stringify(factsOf(fixture('still.jpg')))};
      engine.decode(bytes, facts, 1e6).then(({ width }) => console.log('width', width), ({ reason }) => console.log(reason));`;
    writeFileSync(join(folder, 'main.js'), script);
    for (const node of [process.execPath, '/usr/bin/node']) {
      const ran = spawnSync(node, ['main.js'], { cwd: folder, encoding: 'utf8' });
      if (ran.error === undefined) {
        expect([ran.status, ran.stdout.trim(), ran.stderr]).toEqual([
          0,
          expect.stringMatching(/^(width 60|corrupt)$/),
          '',
        ]);
      }
    }
  });
});
