// How close does the encoder get to the best JPEG quality that fits a number of bytes? The best is found by trying
// every one. Pictures: the samples, and those in the folder that SIGHTREAD_PICTURES names, if set (takes minutes).
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { isText, textureOf } from '../../src/engines/imaging/content';
import { encode, jpegEncoder, jpegRange } from '../../src/engines/imaging/encode';
import type { Raster } from '../../src/engines/imaging/raster';
import type { Row } from './lib/row';

const folders = ['samples', ...(process.env.SIGHTREAD_PICTURES ? [process.env.SIGHTREAD_PICTURES] : [])];
const types = new Set(['.png', '.jpg', '.jpeg', '.webp', '.tif', '.avif']);
/** As a share of the bytes at the highest quality. */
const budgets = [0.42, 0.54, 0.66, 0.72, 0.78, 0.84, 0.9, 0.94, 0.97];
const earlierQualities = [50, 65, 75, 80, 85, 92, 96];
const longestEdge = 1000;
/** Smaller files consist mostly of headers, and no budget requires less. */
const leastBytes = 4096;

interface Tally {
  cases: number;
  missed: number;
  /** The maximum share by which the quality that was found may miss the best one. */
  worst: number;
  where: string;
}

export async function run(): Promise<Row[]> {
  const once = { cases: 0, missed: 0, worst: 0, where: '' };
  const again = { ...once };
  sharp.concurrency(1);
  for (const file of folders.flatMap(picturesIn)) {
    const picture = await readPicture(file);
    if (!picture) {
      continue;
    }
    const { raster, isJpeg } = picture;
    await judge(raster, file, isJpeg ? again : once);
    for (const [n, quality] of earlierQualities.entries()) {
      const chromaSubsampling = n % 3 === 2 ? '4:4:4' : '4:2:0';
      const jpeg = await pixels(raster).jpeg({ quality, chromaSubsampling }).toBuffer();
      await judge(await rasterOf(sharp(jpeg)), `${file} at ${quality}`, again);
    }
  }
  return [row('a picture that was no JPEG, or was scaled', once), row('a JPEG at the size that it has', again)];
}

const row = (name: string, { cases, missed, worst, where }: Tally): Row => ({
  name,
  ours: (100 * missed) / cases,
  unit: '%',
  target: '≤ 0.1',
  note: `of ${cases} cases below 0.95 × the best quality; at worst ${(100 * worst).toFixed(1)} % below it (${where})`,
});

function picturesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => types.has(extname(name).toLowerCase()))
    .map((name) => join(folder, name));
}

interface Picture {
  readonly raster: Raster;
  /** And wasn't scaled. */
  readonly isJpeg: boolean;
}

/** Reduced if it's large; undefined if it can't be decoded. */
async function readPicture(file: string): Promise<Picture | undefined> {
  try {
    const picture = sharp(file, { limitInputPixels: 50_000_000 });
    const { format, width, height } = await picture.metadata();
    const small = width <= longestEdge && height <= longestEdge;
    const upright = picture.autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha();
    const raster = await rasterOf(small ? upright : upright.resize(longestEdge, longestEdge, { fit: 'inside' }));
    return { raster, isJpeg: small && format === 'jpeg' };
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

async function rasterOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const pixels = ({ data, width, height }: Raster) => sharp(data, { raw: { width, height, channels: 3 } });

async function judge(raster: Raster, where: string, tally: Tally): Promise<void> {
  const text = isText(textureOf(raster.data, raster.width, raster.height, 3));
  const { ceiling, floor } = jpegRange(text);
  const encoder = jpegEncoder(raster, text);
  const sizes = new Map<number, number>();
  for (let quality = ceiling; quality >= floor; quality--) {
    sizes.set(quality, (await encoder.encode(quality)).length);
  }
  for (const share of budgets) {
    const maxBytes = Math.floor((sizes.get(ceiling) ?? 0) * share);
    const best = Math.max(...[...sizes].flatMap(([quality, size]) => (size <= maxBytes ? [quality] : [])));
    if (best < floor || maxBytes < leastBytes) {
      continue;
    }
    const made = await encode(raster, text, ['image/jpeg'], maxBytes);
    const found = made.width === raster.width ? (made.quality ?? 0) : 0;
    const short = 1 - found / best;
    tally.cases += 1;
    tally.missed += found < 0.95 * best ? 1 : 0;
    if (short > tally.worst) {
      tally.worst = short;
      tally.where = `${where}, ${found} where ${best} fits`;
    }
  }
}
