// The bundles of engines/markup.

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function markupBundles(nodeBundle) {
  return [{ ...nodeBundle, entryPoints: ['src/engines/markup/worker.ts'], outfile: 'dist/markupWorker.js' }];
}
