import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { Jimp } from 'jimp';
import sharp from 'sharp';
import { prepareImage } from '../../src/core/image/prepare';
import { sniff } from '../../src/core/image/sniff';
import { stripMetadata } from '../../src/core/image/strip';
import type { ImageFacts, ImageLimits } from '../../src/core/image/types';
import { createImagingEngine } from '../../src/engines/imaging/client';
import { interleave, median, seeded, time } from './lib/measure';
import type { Row } from './lib/row';

const distDir = resolve('dist');
const job = {
  accepts: ['image/jpeg', 'image/png'],
  maxEdge: 1568,
  maxBytes: 2_900_000,
  content: 'photo',
  maxTiles: 1,
} as const;
const groq: ImageLimits = {
  accepts: ['image/png', 'image/jpeg'],
  maxPixels: 33_177_600,
  maxImageBytes: 2_900_000,
  maxBodyBytes: 3_900_000,
  maxImages: 3,
};

function factsOf(bytes: Uint8Array): ImageFacts {
  const sniffed = sniff(bytes);
  if (!sniffed.ok) {
    throw new Error(sniffed.reason);
  }
  return sniffed.facts;
}

/** Clouds with grain, which compress about as well as a photograph. */
async function photo(width: number, height: number, quality: number): Promise<Buffer> {
  const random = seeded(7);
  const noise = (side: number) => Buffer.from(Array.from({ length: side * side * 3 }, () => random() * 255));
  const layer = (side: number) =>
    sharp(noise(side), { raw: { width: side, height: side, channels: 3 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
  const [coarse, fine] = [await layer(12), await layer(700)];
  for (let i = 0; i < coarse.length; i++) {
    coarse[i] = Math.max(0, Math.min(255, (coarse[i] ?? 0) + ((fine[i] ?? 0) - 128) * 0.35 + (random() - 0.5) * 6));
  }
  return sharp(coarse, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

/**
 * An editor's page: three columns of marks from an alphabet of 40 in many colors on dark backgrounds, at double
 * density. The marks are as tall as lowercase letters; every third has an ascender.
 */
async function screenshot(): Promise<Buffer> {
  const [width, height] = [1920, 1080];
  const random = seeded(11);
  const ascender = 3;
  const alphabet = Array.from({ length: 40 }, (_, at) =>
    Array.from({ length: 5 * (ascender + 7) }, (_mark, k) =>
      k < 5 * ascender ? at % 3 === 0 && k % 5 === 0 : random() < 0.4,
    ),
  );
  const data = Buffer.alloc(width * height * 3, 0x1e);
  for (let y = 0; y < height; y++) {
    data.fill(0x25, y * width * 3, (y * width + 280) * 3);
  }
  for (let y = 6; y + 12 < height; y += 17) {
    for (const [from, to] of [
      [12, 270],
      [300, 1100],
      [1120, 1900],
    ] as const) {
      const end = from + (to - from) * (0.3 + 0.7 * random());
      let ink = [0xd4, 0xd4, 0xd4];
      for (let x = from; x < end; x += 8) {
        if (random() < 0.2) {
          ink = [0x60 + random() * 150, 0x60 + random() * 150, 0x60 + random() * 150];
          continue;
        }
        alphabet[Math.floor(random() * 40)]?.forEach((on, k) => {
          if (on) {
            data.set(ink, ((y - ascender + Math.floor(k / 5)) * width + x + (k % 5)) * 3);
          }
        });
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(width * 2, height * 2, { kernel: 'cubic' })
    .png()
    .toBuffer();
}

/** In a new process: milliseconds from nothing to the first image's bytes, and the maximum memory for three. */
function firstImage(folder: string, setUp: string): { ms: number; mebibytes: number } {
  const file = join(folder, 'first.cjs');
  writeFileSync(
    file,
    `const { readFileSync } = require('node:fs');
     const bytes = readFileSync(${JSON.stringify(join(folder, 'photo.jpg'))});
     const started = performance.now();
     (async () => {
       ${setUp}
       await image();
       const ms = performance.now() - started;
       await image();
       await image();
       console.log(JSON.stringify({ ms, mebibytes: process.resourceUsage().maxRSS / 1024 }));
       process.exit();
     })();`,
  );
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
}

async function firstRows(folder: string, bytes: Uint8Array): Promise<Row[]> {
  const client = join(folder, 'client.cjs');
  await build({
    entryPoints: ['src/engines/imaging/client.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: client,
    logLevel: 'error',
  });
  const ours = `const { createImagingEngine } = require(${JSON.stringify(client)});
    const engine = createImagingEngine({ distDir: ${JSON.stringify(distDir)} });
    const image = () => engine.render(bytes, ${JSON.stringify(factsOf(bytes))}, ${JSON.stringify(job)});`;
  const native = `const sharp = require(${JSON.stringify(resolve('node_modules/sharp'))});
    const image = () => sharp(bytes).autoOrient().resize(1568, 1568, { fit: 'inside' }).jpeg({ quality: 82 }).toBuffer();`;
  const runs = { ours: [] as { ms: number; mebibytes: number }[], native: [] as { ms: number; mebibytes: number }[] };
  for (let round = 0; round < 5; round++) {
    runs.ours.push(firstImage(folder, ours));
    runs.native.push(firstImage(folder, native));
  }
  const middle = (list: readonly { ms: number; mebibytes: number }[], key: 'ms' | 'mebibytes') =>
    median(list.map((one) => one[key]));
  const row = (name: string, key: 'ms' | 'mebibytes', unit: string, target: string): Row => {
    const [mine, theirs] = [middle(runs.ours, key), middle(runs.native, key)];
    return {
      name,
      ours: mine,
      theirs,
      ratio: mine / theirs,
      target,
      unit,
      note: 'against native sharp, fresh process',
    };
  };
  return [
    row('33 MP JPEG → 1568 px, first image', 'ms', 'ms', '≤ 4 ×'),
    row('33 MP JPEG → 1568 px, peak memory', 'mebibytes', 'MiB', '≤ 2 ×'),
  ];
}

/**
 * The longest time in milliseconds that this thread worked without returning to its timers. In the thread's own time:
 * on a busy machine, the clock would include other programs.
 */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = spent();
  let longest = 0;
  const tick = () => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(tick, 1);
  await work();
  tick();
  clearInterval(timer);
  return longest;
}

/** The same plan on native sharp: the pixels at the size that keeps text legible, text or photo, then the PNG. */
async function planByNative(bytes: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await sharp(bytes)
    .resize(1893, 1893, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info }).png({ compressionLevel: 6 }).toBuffer();
}

/** Its JPEG decoder has to be told to expect 33 megapixels. */
async function byJimp(bytes: Buffer): Promise<Buffer> {
  const image = await Jimp.fromBuffer(bytes, { 'image/jpeg': { maxMemoryUsageInMB: 2048 } });
  return image.scaleToFit({ w: 1568, h: 1568 }).getBuffer('image/jpeg', { quality: 82 });
}

/** The imaging engine compared with native sharp, the strip, and how much all of it blocks the calling thread. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-bench-'));
  const [large, page, passing] = [await photo(7016, 4704, 92), await screenshot(), await photo(3600, 2700, 95)];
  writeFileSync(join(folder, 'photo.jpg'), large);
  const rows = await firstRows(folder, large);

  const engine = createImagingEngine({ distDir });
  const small = await photo(1200, 900, 85);
  const firstBlock = await longestBlock(() => engine.render(small, factsOf(small), job));
  const facts = factsOf(large);
  const photoTimes = await interleave(
    {
      ours: () => time(() => engine.render(large, facts, job)),
      native: () =>
        time(() => sharp(large).autoOrient().resize(1568, 1568, { fit: 'inside' }).jpeg({ quality: 82 }).toBuffer()),
    },
    { rounds: 7, warmUp: 2 },
  );
  const jimpTimes = await interleave(
    { ours: () => time(() => engine.render(large, facts, job)), jimp: () => time(() => byJimp(large)) },
    { rounds: 3 },
  );
  const request = { limits: groq, intent: 'describe', detail: 'auto', imageCount: 1, otherBodyBytes: 2000 } as const;
  const pageTimes = await interleave(
    {
      ours: () => time(() => prepareImage(page, request, engine)),
      native: () => time(() => planByNative(page)),
    },
    { rounds: 7, warmUp: 2 },
  );
  const drawing = readFileSync(join('samples', 'diagram.svg'));
  const first = async (words: boolean) => {
    const fresh = createImagingEngine({ distDir });
    const used = words ? fresh : { ...fresh, drawnText: async () => ({ hidden: 0 }) };
    await prepareImage(drawing, request, used);
    fresh.dispose();
  };
  const drawingTimes = await interleave(
    { ours: () => time(() => first(true)), picture: () => time(() => first(false)) },
    { rounds: 9, warmUp: 1 },
  );
  const nextBlock = await longestBlock(async () => {
    for (let i = 0; i < 20; i++) {
      await engine.render(i % 2 ? small : large, i % 2 ? factsOf(small) : facts, job);
    }
  });
  engine.dispose();

  const exif = await sharp(passing)
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 0/1 0/1' } })
    .jpeg({ quality: 95 })
    .toBuffer();
  const { strip } = await interleave(
    { strip: () => time(() => stripMetadata(exif, factsOf(exif))) },
    { rounds: 15, warmUp: 3 },
  );
  rmSync(folder, { recursive: true, force: true });

  const versus = (name: string, times: { ours: number; native: number }, target: string): Row => ({
    name,
    ours: times.ours,
    theirs: times.native,
    ratio: times.ours / times.native,
    target,
    unit: 'ms',
    note: 'against native sharp',
  });
  const bytes = (length: number) => `${(length / 1e6).toFixed(1)} MB`;
  return [
    ...rows,
    versus(`33 MP JPEG (${bytes(large.length)}) → 1568 px, warm`, photoTimes, '≤ 2.2 ×'),
    {
      name: `33 MP JPEG (${bytes(large.length)}) → 1568 px, warm`,
      ours: jimpTimes.ours,
      theirs: jimpTimes.jimp,
      ratio: jimpTimes.jimp / jimpTimes.ours,
      target: '≥ 4 ×',
      unit: 'ms',
      note: 'times faster than jimp',
    },
    versus(`4K screenshot (${bytes(page.length)}) → its plan for Groq`, pageTimes, '≤ 1.7 ×'),
    {
      name: 'first drawing, its words asked of the renderer',
      ours: drawingTimes.ours,
      theirs: drawingTimes.picture,
      ratio: drawingTimes.ours / drawingTimes.picture,
      target: '≤ 2 ×',
      unit: 'ms',
      note: 'against its picture alone',
    },
    { name: `sniff and strip of a JPEG of ${bytes(exif.length)}`, ours: strip, target: '≤ 10', unit: 'ms' },
    { name: 'longest block of the host thread, first image', ours: firstBlock, target: '≤ 60', unit: 'ms' },
    { name: 'longest block of the host thread, next 20 images', ours: nextBlock, target: '≤ 20', unit: 'ms' },
  ];
}
