// Builds dist/: one bundle for the extension, one for the command line, one for the panel, and one for each engine.
// `node esbuild.mjs [--watch] [--production]`. Each bundle's metafile goes to dist/meta/, where test/build reads it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';
import { imagingBundles } from './scripts/bundle/imaging.mjs';
import { markupBundles } from './scripts/bundle/markup.mjs';
import { ocrBundles } from './scripts/bundle/ocr.mjs';
import { panelBundles } from './scripts/bundle/panel.mjs';

/** @typedef {import('esbuild').BuildOptions & { outfile: string }} Bundle */

/** @type {import('esbuild').BuildOptions} */
export const nodeBundle = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // Node reads UTF-8: words of many languages are half as long as their escapes.
  charset: 'utf8',
  logOverride: { 'import-is-undefined': 'error' },
};

/** @returns {Bundle[]} */
export function bundles() {
  return [
    {
      ...nodeBundle,
      entryPoints: ['src/extension.ts'],
      outfile: 'dist/extension.js',
      external: ['vscode', './app.js'],
    },
    { ...nodeBundle, entryPoints: ['src/app.ts'], outfile: 'dist/app.js', external: ['vscode'] },
    {
      ...nodeBundle,
      entryPoints: ['src/cli.ts'],
      outfile: 'dist/cli.js',
      banner: { js: '#!/usr/bin/env node' },
    },
    { ...nodeBundle, entryPoints: ['src/engines/direct/direct.ts'], outfile: 'dist/direct.js' },
    ...imagingBundles(nodeBundle),
    ...ocrBundles(nodeBundle),
    ...markupBundles(nodeBundle),
    ...panelBundles(),
  ];
}

/** Builds everything into dist/. */
export async function build({ watch = false, production = false } = {}) {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist/meta', { recursive: true });
  // Node reads the nearest one before it loads a .js file; the extension's manifest is a hundred times larger.
  writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
  const contexts = await Promise.all(
    bundles().map((bundle) =>
      context({
        ...bundle,
        minify: production,
        sourcemap: production ? false : 'linked',
        metafile: true,
        logLevel: 'warning',
        plugins: [...(bundle.plugins ?? []), writeMetafile(bundle.outfile)],
      }),
    ),
  );
  if (watch) {
    await Promise.all(contexts.map((one) => one.watch()));
    console.log('Watching for changes. Press Ctrl+C to stop.');
    return;
  }
  await Promise.all(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
}

/** @param {string} outfile */
function writeMetafile(outfile) {
  const name = outfile.replace(/^dist\//, '').replaceAll('/', '.');
  return {
    name: 'write-metafile',
    /** @param {import('esbuild').PluginBuild} build */
    setup(build) {
      build.onEnd((result) => {
        if (result.metafile) {
          writeFileSync(`dist/meta/${name}.json`, JSON.stringify(result.metafile));
        }
      });
    },
  };
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/').split('/').at(-1))) {
  await build({ watch: process.argv.includes('--watch'), production: process.argv.includes('--production') });
}
