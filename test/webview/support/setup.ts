import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { panelBundles } from '../../../scripts/bundle/panel.mjs';

/** The panel's own bundles, minified as they ship, in a folder of these tests. */
export const mediaFolder = fileURLToPath(new URL('../../output/webview/media/', import.meta.url));

export default async function setup(): Promise<void> {
  for (const bundle of panelBundles()) {
    const outfile = mediaFolder + bundle.outfile.replace('dist/media/', '');
    await build({ ...bundle, outfile, minify: true, logLevel: 'warning' });
  }
}
