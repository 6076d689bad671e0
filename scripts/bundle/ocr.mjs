// The bundles of engines/ocr.

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function ocrBundles(nodeBundle) {
  return [{ ...nodeBundle, entryPoints: ['src/engines/ocr/worker.ts'], outfile: 'dist/ocrWorker.js' }];
}
