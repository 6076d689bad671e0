import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pageBundles } from '../../../scripts/bundle/pages.mjs';

/** The bundles of the pages, minified as they ship, in a folder of these tests. */
export const mediaFolder = fileURLToPath(new URL('../../output/webview/media/', import.meta.url));

export default async function setup(): Promise<void> {
  for (const bundle of pageBundles()) {
    const outfile = mediaFolder + bundle.outfile.replace('dist/media/', '');
    await build({ ...bundle, outfile, minify: true, logLevel: 'warning' });
  }
}
