// The panel and the review of alt texts: browser code and a style sheet each.

/** @returns {(import('esbuild').BuildOptions & { outfile: string })[]} */
export function panelBundles() {
  return [
    {
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2023',
      entryPoints: ['media/main.ts'],
      outfile: 'dist/media/panel.js',
    },
    { bundle: true, entryPoints: ['media/style.css'], outfile: 'dist/media/panel.css', loader: { '.ttf': 'copy' } },
    {
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2023',
      entryPoints: ['media/review.ts'],
      outfile: 'dist/media/review.js',
    },
    { bundle: true, entryPoints: ['media/review.css'], outfile: 'dist/media/review.css' },
  ];
}
