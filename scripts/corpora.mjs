// @ts-check
// Runs the test pictures of other projects through our decoders, and compares what comes out with what others make of
// them: `node scripts/corpora.mjs [--only NAME[,NAME]] [--git FOLDER] [--list]`, after a build. The projects are fetched
// by commit; with `--git`, they're read from bare clones in FOLDER/owner+name/repo. Compares with Pillow (python3),
// ImageMagick (convert), and sharp's own build, as far as they're installed. Not part of npm test.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { PlainError, root, runMain, say } from './tools/run.mjs';

/** @typedef {{ width: number, height: number, data: Uint8Array | Uint8ClampedArray }} Picture */

/** @type {Readonly<Record<string, { repo: string, commit: string }>>} */
const corpora = {
  pillow: { repo: 'python-pillow/Pillow', commit: '4e5f09f533dbd0d87d39951f48b62f4d1a421cba' },
  imageRs: { repo: 'image-rs/image', commit: '2c5368b8de2f76ae9d18bc0bcf2cd16c3164cefe' },
  sharp: { repo: 'lovell/sharp', commit: 'ea5bef24c187b2c7ee3fe3cad3b45c8cb67a46fd' },
  libheif: { repo: 'strukturag/libheif', commit: '9f31998e0f426eeec9ece938baabe6fbf858e042' },
  libpng: { repo: 'pnggroup/libpng', commit: 'd1d0abeffede1cc898ddc3d0e600839cf026d749' },
  libjpegTurbo: { repo: 'libjpeg-turbo/libjpeg-turbo', commit: '8a99315babe7fe946bef539c125f26b9e6aad8ab' },
  resvg: { repo: 'linebender/resvg', commit: '08c79a3148df4ce8ab08fca72204b142b95423dd' },
};

const pictures =
  /\.(?:a?png|jpe?g|jfif|mpo|gif|webp|avif|hei[cf]|hif|tiff?|bmp|dib|rle|ico|cur|svgz?|psd|tga|dds|jp2|j2k|jxl|qoi|p[bgpn]m|eps|icns|exr|hdr|ff)$/i;

const scratch = join(root, 'test', 'output', 'corpora');
/** What Pillow makes of the files of this run. */
const byPillow = join(scratch, `pillow-${process.pid}`);
const args = process.argv.slice(2);
const after = (/** @type {string} */ flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
const run = promisify(execFile);

/** The bare repository of a project, fetched if need be. @param {{ repo: string, commit: string }} corpus */
function repository({ repo, commit }) {
  const given = after('--git');
  const path = given ? join(given, repo.replace('/', '+'), 'repo') : join(scratch, 'git', repo.replace('/', '+'));
  if (!existsSync(path)) {
    if (given) {
      throw new PlainError(`There is no ${path}.`);
    }
    say(`Fetching ${repo}…`);
    execFileSync('git', ['init', '--quiet', '--bare', path]);
    const from = `https://github.com/${repo}.git`;
    execFileSync('git', ['-C', path, 'fetch', '--quiet', '--depth', '1', from, commit], { stdio: 'inherit' });
  }
  return path;
}

/** Writes the pictures of a project into a folder. @param {string} name */
function unpack(name) {
  const corpus = corpora[name];
  if (!corpus) {
    throw new PlainError(`There is no corpus called ${name}. There are: ${Object.keys(corpora).join(', ')}.`);
  }
  const git = repository(corpus);
  const folder = join(scratch, 'files', name);
  const options = { maxBuffer: 1 << 28 };
  const tree = execFileSync('git', ['-C', git, 'ls-tree', '-r', '-z', corpus.commit], options).toString();
  const entries = tree.split('\0').flatMap((line) => {
    const [, , id = '', path = ''] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    return pictures.test(path) ? [{ id, path }] : [];
  });
  mkdirSync(folder, { recursive: true });
  const files = [];
  for (const { id, path } of entries) {
    const file = join(folder, path.replaceAll('/', '+'));
    if (!existsSync(file)) {
      const { status, stdout } = spawnSync('git', ['-C', git, 'cat-file', 'blob', id], options);
      if (status !== 0) {
        continue;
      }
      writeFileSync(file, stdout);
    }
    files.push(file);
  }
  return { files, missing: entries.length - files.length };
}

/** Upright RGBA of any file that sharp reads. @param {string | Uint8Array} file @returns {Promise<Picture>} */
async function bySharp(file) {
  const opened = sharp(file, { limitInputPixels: 1.1e8, failOn: 'none', pages: 1 }).autoOrient();
  const { data, info } = await opened.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const python = `
import sys, os
from PIL import Image, ImageOps
Image.MAX_IMAGE_PIXELS = 110000000
for line in sys.stdin:
    name, out = line.rstrip('\\n').split('\\t')
    try:
        with Image.open(name) as im:
            im.seek(0)
            if im.format == 'ICO': im.size = max(im.info['sizes'])
            if im.mode.startswith(('I;16', 'I')): im = im.point(lambda v: v / 256).convert('L')
            ImageOps.exif_transpose(im).convert('RGBA').save(out, 'PNG', compress_level=1)
    except Exception as e:
        pass
`;

/** What the others make of the files. @param {readonly string[]} files */
async function openOthers(files) {
  /** @type {Record<string, (file: string) => Promise<Picture>>} */
  const others = { sharp: bySharp };
  mkdirSync(byPillow, { recursive: true });
  const outOf = (/** @type {string} */ file) => join(byPillow, `${basename(file)}.out.png`);
  const input = files.map((file) => `${file}\t${outOf(file)}\n`).join('');
  const program = process.env.SIGHTREAD_PYTHON ?? 'python3';
  if (spawnSync(program, ['-c', python], { input, timeout: 600_000 }).status === 0) {
    others.Pillow = (file) => bySharp(outOf(file));
  }
  const convert = process.env.SIGHTREAD_CONVERT ?? 'convert';
  if (/ImageMagick/.test(spawnSync(convert, ['-version']).stdout?.toString() ?? '')) {
    others.ImageMagick = async (file) => {
      const options = /** @type {const} */ ({ encoding: 'buffer', maxBuffer: 1 << 28, timeout: 20_000 });
      const { stdout } = await run(
        convert,
        [`${file}[0]`, '-auto-orient', '-colorspace', 'sRGB', '-depth', '8', 'png32:-'],
        options,
      );
      return bySharp(stdout);
    };
  }
  say(`Comparing with ${Object.keys(others).join(', ')}.`);
  return others;
}

/** RGB on white, as bytes. @param {Picture} picture */
function onWhite({ data }) {
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    const alpha = data[from + 3] ?? 255;
    for (let k = 0; k < 3; k++) {
      rgb[to++] = Math.round(((data[from + k] ?? 0) * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return rgb;
}

/** Mean difference, of 255. @param {Uint8Array} one @param {Uint8Array} other */
function difference(one, other) {
  let sum = 0;
  for (let at = 0; at < one.length; at++) {
    sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  }
  return sum / one.length;
}

/** The pixels on which at least two of the others agree: their median; undefined if they don't. @param {readonly Uint8Array[]} all */
function agreed(all) {
  const like = all.filter((one) => all.some((other) => other !== one && difference(one, other) <= 2));
  if (like.length < 2) {
    return undefined;
  }
  const median = new Uint8Array(like[0]?.length ?? 0);
  for (let at = 0; at < median.length; at++) {
    const [first = 0, second = 0, third] = like.map((one) => one[at] ?? 0);
    const most = Math.max(first, second, third ?? 0);
    const least = Math.min(first, second, third ?? 255);
    median[at] = third === undefined ? Math.round((first + second) / 2) : first + second + third - most - least;
  }
  return median;
}

/** @returns {Promise<typeof import('../test/corpora/pipeline')>} */
async function loadPipeline() {
  const outfile = join(root, 'node_modules', '.cache', 'sightread-corpora', 'pipeline.mjs');
  const { build } = await import('esbuild');
  const entryPoints = [join(root, 'test', 'corpora', 'pipeline.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return import(outfile);
}

/** @param {string} name @param {import('../test/corpora/pipeline').Read extends never ? never : any} ours */
async function runCorpus(name, ours) {
  const { files, missing } = unpack(name);
  const raster = files.filter((file) => !/\.svgz?$/i.test(file));
  const others = await openOthers(raster);
  /** @type {Record<string, number>} */
  const reasons = {};
  const tally = {
    read: 0,
    byOthers: 0,
    byOthersAndUs: 0,
    byThree: 0,
    byThreeAndUs: 0,
    compared: 0,
    close: 0,
    disputed: 0,
  };
  const remarks = [];
  for (const file of raster) {
    const read = await ours.read(new Uint8Array(readFileSync(file)));
    const reason = 'reason' in read ? read.reason : undefined;
    if (reason === undefined) {
      tally.read++;
    } else {
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    /** @type {Picture[]} */
    const theirs = [];
    for (const decode of Object.values(others)) {
      await decode(file).then(
        (picture) => theirs.push(picture),
        () => undefined,
      );
    }
    const agree = theirs.length >= 2;
    tally.byOthers += agree ? 1 : 0;
    tally.byThree += theirs.length >= 3 ? 1 : 0;
    tally.byThreeAndUs += theirs.length >= 3 && reason === undefined ? 1 : 0;
    if (reason !== undefined) {
      if (agree || reason === 'crash') {
        remarks.push(`refused  ${basename(file)}: ${reason} (${read.detail.slice(0, 100)}), ${theirs.length} read it`);
      }
      continue;
    }
    tally.byOthersAndUs += agree ? 1 : 0;
    const same = theirs.filter(({ width, height }) => width === read.pixels.width && height === read.pixels.height);
    const reference = agreed(same.map(onWhite));
    if (reference) {
      const off = difference(onWhite(read.pixels), reference);
      tally.compared++;
      tally.close += off <= 2 ? 1 : 0;
      if (off > 2) {
        remarks.push(`differs  ${basename(file)}: ${off.toFixed(1)} of 255`);
      }
    } else if (same.length >= 2) {
      tally.disputed++;
    } else if (agree) {
      const sizes = theirs.map(({ width, height }) => `${width}×${height}`).join(', ');
      remarks.push(`size     ${basename(file)}: ${read.pixels.width}×${read.pixels.height}, theirs ${sizes}`);
    }
  }
  const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
    `${part} of ${whole}${whole ? ` (${((100 * part) / whole).toFixed(1)} %)` : ''}`;
  say(`\n${name}: ${raster.length} pictures${missing ? `, ${missing} more are missing` : ''}`);
  say(
    `  read ${tally.read}; refused ${Object.entries(reasons)
      .map(([one, count]) => `${one} ${count}`)
      .join(', ')}`,
  );
  say(`  of those that all three others read: ${share(tally.byThreeAndUs, tally.byThree)}`);
  say(`  of those that two others read: ${share(tally.byOthersAndUs, tally.byOthers)}`);
  say(
    `  within 2 of 255 of their median: ${share(tally.close, tally.compared)}; they disagree about ${tally.disputed}`,
  );
  if (args.includes('--list')) {
    say(remarks.map((one) => `  ${one}`).join('\n'));
  }
}

/** resvg's own drawings beside the pictures that it expects. */
async function runDrawings() {
  const { files } = unpack('resvg');
  const { decodeSvg } = createRequire(import.meta.url)(join(root, 'dist', 'imagingSvg.js'));
  const known = new Set(files);
  const tally = { all: 0, exact: 0, close: 0, withoutText: 0, closeWithoutText: 0 };
  const remarks = [];
  for (const file of files.filter((one) => extname(one) === '.svg' && known.has(one.replace(/svg$/, 'png')))) {
    const expected = await bySharp(file.replace(/svg$/, 'png'));
    const svg = readFileSync(file);
    const edge = Math.max(expected.width, expected.height);
    const isText = /<text|<tref|<tspan/.test(svg.toString());
    tally.all++;
    tally.withoutText += isText ? 0 : 1;
    try {
      const drawn = await decodeSvg(svg, edge, edge, join(root, 'dist'));
      if (drawn.width !== expected.width || drawn.height !== expected.height) {
        remarks.push(`size     ${basename(file)}`);
        continue;
      }
      const [mine, theirs] = [onWhite(drawn), onWhite(expected)];
      const off = difference(mine, theirs);
      tally.exact += mine.every((value, at) => Math.abs(value - (theirs[at] ?? 0)) <= 1) ? 1 : 0;
      tally.close += off <= 1 ? 1 : 0;
      tally.closeWithoutText += off <= 1 && !isText ? 1 : 0;
      if (off > 1) {
        remarks.push(`differs  ${basename(file)}: ${off.toFixed(1)} of 255${isText ? ', text' : ''}`);
      }
    } catch (error) {
      remarks.push(`refused  ${basename(file)}: ${error}`);
    }
  }
  const percent = (/** @type {number} */ part, whole = tally.all) => `${((100 * part) / whole).toFixed(1)} %`;
  say(`\nresvg: ${tally.all} drawings`);
  say(`  no pixel off by more than 1: ${percent(tally.exact)}; 1 of 255 in the mean: ${percent(tally.close)}`);
  say(
    `  without text (its fonts aren't ours): ${percent(tally.closeWithoutText, tally.withoutText)} of ${tally.withoutText}`,
  );
  if (args.includes('--list')) {
    say(remarks.map((one) => `  ${one}`).join('\n'));
  }
}

await runMain(async () => {
  const wanted = after('--only')?.split(',') ?? Object.keys(corpora);
  const ours = (await loadPipeline()).openPipeline(join(root, 'dist'));
  try {
    for (const name of wanted) {
      await (name === 'resvg' ? runDrawings() : runCorpus(name, ours));
    }
  } finally {
    ours.dispose();
    rmSync(byPillow, { recursive: true, force: true });
  }
});
