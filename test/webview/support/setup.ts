import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pageBundles } from '../../../scripts/bundle/pages.mjs';

/** The pages' bundles, minified as they ship, in a folder for these tests. */
export const mediaFolder = fileURLToPath(new URL('../../output/webview/media/', import.meta.url));

export default async function setup(): Promise<void> {
  for (const bundle of pageBundles()) {
    const outfile = mediaFolder + bundle.outfile.replace('dist/media/', '');
    await build({ ...bundle, outfile, minify: true, logLevel: 'warning' });
  }
}
