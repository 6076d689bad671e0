// @ts-check
// Writes what src/contributions states into package.json, and the README's tables from that. A test in test/build fails when
// they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { writeTables } from './readmeTables.mjs';
import { root } from './tools/run.mjs';

const file = join(root, 'package.json');

/** What package.json should be. */
export async function manifestText() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/contributions/manifest.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { manifest } = await import(`data:text/javascript;base64,${code}`);
  return `${JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...manifest }, null, 2)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(file, await manifestText());
  writeTables();
  console.log('Wrote package.json and the tables of README.md.');
}
