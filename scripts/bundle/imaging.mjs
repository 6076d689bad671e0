// The bundles of engines/imaging.

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function imagingBundles(nodeBundle) {
  return [{ ...nodeBundle, entryPoints: ['src/engines/imaging/worker.ts'], outfile: 'dist/imagingWorker.js' }];
}
