// The bundles of engines/ocr: the OCR thread and the one that finds codes; beside them, in dist/ocr, the cores and the
// bundled models.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The fastest one that a machine can run is chosen at run time. */
const CORES = ['relaxedsimd-lstm', 'simd-lstm', 'lstm'];

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function ocrBundles(nodeBundle) {
  return [
    {
      ...nodeBundle,
      entryPoints: ['src/engines/ocr/worker.ts'],
      outfile: 'dist/ocrWorker.js',
      plugins: [{ name: 'copy-ocr-files', setup: (build) => build.onEnd(copyFiles) }],
    },
    { ...nodeBundle, entryPoints: ['src/engines/ocr/codeReader.ts'], outfile: 'dist/ocrCodes.js' },
  ];
}

function copyFiles() {
  const packageRoot = join(require.resolve('tesseract.js-core/package.json'), '..');
  const files = [
    ...CORES.map((core) => join(packageRoot, `tesseract-core-${core}.wasm`)),
    'src/engines/ocr/models/eng.traineddata',
    'src/engines/ocr/models/cells.net',
    'src/engines/ocr/models/code.grams',
    require.resolve('zxing-wasm/reader/zxing_reader.wasm'),
  ];
  mkdirSync('dist/ocr', { recursive: true });
  for (const file of files) {
    copyFileSync(file, join('dist/ocr', basename(file)));
  }
}
