// @ts-check
// `npm run package`: a production build, packed into one VSIX; prints what it weighs, part by part. With `-- --pre-release`
// it is marked for the pre-release channel.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, handOver, nodePath } from './tools/dependencies.mjs';
import { PlainError, root, run, runMain, say, tail } from './tools/run.mjs';

/**
 * Builds and packs the extension.
 * @param {{ build?: boolean, preRelease?: boolean }} [options] `build: false` packs the production build that is in dist/ already
 * @returns {Promise<{ file: string, bytes: number }>} the VSIX's full path and size
 */
export async function packageExtension({ build = true, preRelease = false } = {}) {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (build) {
    await buildForProduction();
  }
  const file = join(root, 'dist', `${name}-${version}.vsix`);
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const args = [vsce, 'package', '--no-dependencies', '--no-update-package-json', '--out', file];
  if (preRelease) {
    args.push('--pre-release');
  }
  const { code, output } = await run(nodePath, args, { title: 'vsce package' });
  if (code !== 0) {
    throw new PlainError(`${tail(output)}\n\nThe extension could not be packed; vsce says why above.`);
  }
  return { file, bytes: statSync(file).size };
}

/** Builds dist/ as it's shipped. */
export async function buildForProduction() {
  const { code, output } = await run(nodePath, [join(root, 'esbuild.mjs'), '--production'], { title: 'build' });
  if (code !== 0) {
    throw new PlainError(`${tail(output, 40)}\n\nThe build failed; esbuild says why above.`);
  }
}

/** Prints the size of a VSIX and of its larger parts as stored (compressed). @param {string} file */
async function printParts(file) {
  const parts = listZip(readFileSync(file)).sort((a, b) => b.compressed - a.compressed);
  const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(11);
  say('     packed   unpacked  file');
  for (const part of parts.filter(({ compressed }) => compressed >= 1000)) {
    say(`${kb(part.compressed)}${kb(part.size)}  ${part.name.replace(/^extension\//, '')}`);
  }
  const small = parts.filter(({ compressed }) => compressed < 1000);
  say(`${kb(small.reduce((sum, { compressed }) => sum + compressed, 0))}             ${small.length} files below 1 KB`);
  say(`${kb(statSync(file).size)}             ${file}`);
}

/**
 * The files of a zip by its central directory (PKWARE APPNOTE 4.3.12).
 * @param {Buffer} zip
 * @returns {{ name: string, compressed: number, size: number }[]}
 */
export function listZip(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    files.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      compressed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await ensureDependencies();
    const code = await handOver(import.meta.url);
    if (code !== undefined) {
      return code;
    }
    say('Building and packaging the extension…');
    const { file } = await packageExtension({ preRelease: process.argv.includes('--pre-release') });
    await printParts(file);
    return 0;
  });
}
