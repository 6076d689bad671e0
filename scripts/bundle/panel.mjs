// The panel: browser code and its style sheet.

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
  ];
}
