// The bundles of engines/imaging: the worker, sharp's WebAssembly beside it, and the chunks for HEIC and SVG.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
/** @param {string} name @param {string} file */
const inPackage = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);

const sharpFolder = dirname(dirname(require.resolve('sharp')));
const { version } = JSON.parse(readFileSync(join(sharpFolder, 'package.json'), 'utf8'));
const glue = `sharp-wasm32-${version}.node`;
const glueFolder = join(dirname(require.resolve('@img/sharp-wasm32/package')), 'lib');

/**
 * sharp looks for its native binary first and for WebAssembly last. Here it gets the WebAssembly and nothing else, from
 * a file beside the worker: its threads load that file again by name. Stand-ins answer what it asks of the platform.
 * @returns {import('esbuild').Plugin}
 */
function sharpOnWasm() {
  const standIns = {
    './sharp.cjs': `module.exports = require('./${glue}.js')`,
    './libvips.cjs': `module.exports = { runtimePlatformArch: () => 'wasm32', minimumLibvipsVersion: '0' }`,
    'detect-libc': `module.exports = { familySync: () => null, GLIBC: 'glibc', MUSL: 'musl' }`,
    '../package.json': `module.exports = { version: '${version}' }`,
  };
  return {
    name: 'sharp-on-wasm',
    setup(build) {
      build.onResolve({ filter: /^sharp$/ }, () => ({ path: join(sharpFolder, 'dist', 'index.cjs') }));
      build.onResolve({ filter: /^(\.\/sharp\.cjs|\.\/libvips\.cjs|detect-libc|\.\.\/package\.json)$/ }, (args) =>
        args.importer.startsWith(join(sharpFolder, 'dist')) ? { path: args.path, namespace: 'stand-in' } : undefined,
      );
      build.onResolve({ filter: new RegExp(`^\\./${glue.replaceAll('.', '\\.')}\\.js$`) }, (args) => ({
        path: args.path,
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace: 'stand-in' }, (args) => ({
        contents: standIns[/** @type {keyof typeof standIns} */ (args.path)],
        resolveDir: sharpFolder,
      }));
    },
  };
}

/** The changes to the glue: from, to. */
const glueChanges = [
  // Its threads are workers that contain hardly any JavaScript. If their heaps are told to stay small, each takes 2 to
  // 3 MB less (measured 2026-11-22).
  [
    '{workerData:"em-pthread",name:"em-pthread"}',
    '{workerData:"em-pthread",name:"em-pthread",resourceLimits:{maxOldGenerationSizeMb:16}}',
  ],
  // 256 MB instead of 16, which costs nothing until it's used. Memory that grows while threads are running is a race in
  // V8: a thread that hasn't been told yet traps in `memory.copy` with "memory access out of bounds" (one of 28 growths
  // in a loop made to show it, Node 24.21, measured 2026-11-22).
  ['INITIAL_MEMORY=16777216', 'INITIAL_MEMORY=268435456'],
];

/** @returns {import('esbuild').Plugin} */
function changeGlue() {
  return {
    name: 'change-glue',
    setup(build) {
      build.onLoad({ filter: /sharp-wasm32.*\.node\.js$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        for (const [from = '', to = ''] of glueChanges) {
          if (contents.split(from).length !== 2) {
            throw new Error(`${path} no longer has one ${from}`);
          }
          contents = contents.replace(from, to);
        }
        return { contents, loader: 'js' };
      });
    },
  };
}

/**
 * Copies files beside a bundle when it is built.
 * @param {string} outDir
 * @param {Record<string, string>} files name in `outDir` → source
 * @returns {import('esbuild').Plugin}
 */
function beside(outDir, files) {
  return {
    name: 'beside',
    setup(build) {
      build.onEnd(() => {
        for (const [name, source] of Object.entries(files)) {
          mkdirSync(dirname(join(outDir, name)), { recursive: true });
          copyFileSync(source, join(outDir, name));
        }
      });
    },
  };
}

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @param {string} outDir
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function imagingBundles(nodeBundle, outDir = 'dist') {
  const ttf = (/** @type {string} */ name) => inPackage('dejavu-fonts-ttf', `ttf/${name}`);
  const heifWasm = inPackage('libheif-js', 'libheif-wasm/libheif.wasm');
  const resvgWasm = require.resolve('@resvg/resvg-wasm/index_bg.wasm');
  const chunk = (/** @type {string} */ entry, /** @type {string} */ name) => ({
    ...nodeBundle,
    entryPoints: [entry],
    outfile: `${outDir}/${name}`,
  });
  const wasm = `${glue}.wasm`;
  return [
    { ...chunk('src/engines/imaging/worker.ts', 'imagingWorker.js'), plugins: [sharpOnWasm()] },
    {
      ...chunk(join(glueFolder, `${glue}.js`), `${glue}.js`),
      plugins: [changeGlue(), beside(outDir, { [wasm]: join(glueFolder, wasm) })],
    },
    {
      ...chunk('src/engines/imaging/heif.ts', 'imagingHeif.js'),
      plugins: [beside(outDir, { [basename(heifWasm)]: heifWasm })],
    },
    {
      ...chunk('src/engines/imaging/svg.ts', 'imagingSvg.js'),
      plugins: [
        beside(outDir, {
          'resvg.wasm': resvgWasm,
          'fonts/DejaVuSans.ttf': ttf('DejaVuSans.ttf'),
          'fonts/DejaVuSansMono.ttf': ttf('DejaVuSansMono.ttf'),
          'fonts/LICENSE': inPackage('dejavu-fonts-ttf', 'LICENSE'),
        }),
      ],
    },
  ];
}
