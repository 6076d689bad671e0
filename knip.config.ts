// What `npm run check` counts as used: the entry points of the bundles and scripts, and what is only named as a path.
import type { KnipConfig } from 'knip';
import { bundles } from './esbuild.mjs';

const config: KnipConfig = {
  entry: [
    ...bundles().flatMap(({ entryPoints }) => entryPoints as string[]),
    'src/contributions/manifest.ts',
    'scripts/*.mjs',
    'test/bench/*.ts',
    'test/corpora/*.ts',
    'test/fuzz/worker.ts',
    'test/unit/engines/kit/worker.ts',
    'test/fixtures/**/*.mjs',
    'test/vscode/{index,*.test,multiRoot/*.test}.ts',
    'test/e2e/networkPreload.cjs',
  ],
  project: ['{src,media,scripts,test}/**/*.{ts,tsx,mjs,cjs}', '*.{ts,mts,mjs}'],
  vitest: { config: ['vitest.config.mts', 'test/{webview,e2e}/vitest.config.ts'] },
  ignoreDependencies: [
    '@emnapi/runtime', // sharp's glue imports it; scripts/bundle/imaging.mjs bundles the glue
    'dejavu-fonts-ttf', // scripts/bundle/imaging.mjs copies its fonts
    'dijit', // documents that tests read
    'uikit', // documents that tests read
  ],
  ignoreBinaries: ['convert', 'exiftool', 'heif-enc', 'mkfifo', 'pandoc', 'tesseract'], // the system's, where it has them
  // An exported function's parameters and results may have types that nobody imports.
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
