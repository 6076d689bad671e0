// The bundles of engines/markup.
import { fileURLToPath } from 'node:url';

/** acorn-jsx requires acorn's CommonJS build and micromark the other one: one is enough. */
const acorn = fileURLToPath(new URL('../../node_modules/acorn/dist/acorn.mjs', import.meta.url));

/** Asciidoctor is loaded only by the first edit of AsciiDoc. @type {import('esbuild').Plugin} */
const asciidocApart = {
  name: 'asciidoc-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/edit\/asciidocReading$/ }, () => ({ path: './markupAsciidoc.js', external: true }));
  },
};

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
      plugins: [asciidocApart],
    },
    {
      ...nodeBundle,
      entryPoints: ['src/engines/markup/edit/asciidocReading.ts'],
      outfile: 'dist/markupAsciidoc.js',
      // The build without Node: it can neither read files nor load converters.
      conditions: ['browser'],
    },
  ];
}
