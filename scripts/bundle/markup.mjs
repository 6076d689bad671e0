// The bundles of engines/markup.
import { fileURLToPath } from 'node:url';

/** acorn-jsx asks for acorn's CommonJS build and micromark for the other one: one is enough. */
const acorn = fileURLToPath(new URL('../../node_modules/acorn/dist/acorn.mjs', import.meta.url));

/**
 * @param {import('esbuild').BuildOptions} nodeBundle
 * @returns {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export function markupBundles(nodeBundle) {
  return [
    {
      ...nodeBundle,
      entryPoints: ['src/engines/markup/worker.ts'],
      outfile: 'dist/markupWorker.js',
      alias: { acorn },
    },
  ];
}
