// Builds dist/: one bundle for the extension, one for the command line, one for each page, and one for each engine.
// `node esbuild.mjs [--production]`. Each bundle's metafile goes to dist/meta/, where test/build reads it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { context } from 'esbuild';
import { imagingBundles } from './scripts/bundle/imaging.mjs';
import { markupBundles } from './scripts/bundle/markup.mjs';
import { ocrBundles } from './scripts/bundle/ocr.mjs';
import { pageBundles } from './scripts/bundle/pages.mjs';

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
      external: ['vscode', './startup/log.js', './findings.js', './app.js'],
      // Node caches a module's failure for `import` but not for `require`, so a failed start can be retried.
      supported: { 'dynamic-import': false },
    },
    { ...nodeBundle, entryPoints: ['src/startup/log.ts'], outfile: 'dist/startup/log.js', external: ['vscode'] },
    { ...nodeBundle, entryPoints: ['src/findings.ts'], outfile: 'dist/findings.js', external: ['vscode'] },
    { ...nodeBundle, entryPoints: ['src/app.ts'], outfile: 'dist/app.js', external: ['vscode'] },
    {
      ...nodeBundle,
      entryPoints: ['src/cli.ts'],
      outfile: 'dist/cli.js',
      banner: { js: '#!/usr/bin/env node' },
    },
    { ...nodeBundle, entryPoints: ['src/engines/network/network.ts'], outfile: 'dist/network.js' },
    ...imagingBundles(nodeBundle),
    ...ocrBundles(nodeBundle),
    ...markupBundles(nodeBundle),
    ...pageBundles(),
  ];
}

/**
 * An empty dist/, and what builds each bundle into it.
 * @param {{ production?: boolean, logLevel?: import('esbuild').LogLevel }} [options]
 */
export function createContexts({ production = false, logLevel = 'warning' } = {}) {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist/meta', { recursive: true });
  // Node reads the nearest one before it loads a .js file; the extension's manifest is a hundred times larger.
  writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
  return Promise.all(
    bundles().map((bundle) =>
      context({
        ...bundle,
        minify: production,
        sourcemap: production ? false : 'linked',
        metafile: true,
        logLevel,
        plugins: [...(bundle.plugins ?? []), writeMetafile(bundle.outfile)],
      }),
    ),
  );
}

/** Builds everything into dist/. */
export async function build({ production = false } = {}) {
  const contexts = await createContexts({ production });
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ production: process.argv.includes('--production') });
}
