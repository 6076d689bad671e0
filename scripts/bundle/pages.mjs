// The pages: each folder in media with a main file is one, with its script and its style sheet.
import { readdirSync } from 'node:fs';

/** @returns {(import('esbuild').BuildOptions & { outfile: string })[]} */
export function pageBundles() {
  return readdirSync('media', { withFileTypes: true }).flatMap((folder) => {
    const main = folder.isDirectory() && readdirSync(`media/${folder.name}`).find((file) => /^main\.tsx?$/.test(file));
    return main ? [scriptOf(folder.name, main), styleOf(folder.name)] : [];
  });
}

/** @param {string} name @param {string} main */
const scriptOf = (name, main) => ({
  bundle: true,
  platform: /** @type {const} */ ('browser'),
  format: /** @type {const} */ ('iife'),
  target: 'es2023',
  jsx: /** @type {const} */ ('automatic'),
  jsxImportSource: 'preact',
  entryPoints: [`media/${name}/${main}`],
  outfile: `dist/media/${name}.js`,
});

/** @param {string} name */
const styleOf = (name) => ({
  bundle: true,
  entryPoints: [`media/${name}/main.css`],
  outfile: `dist/media/${name}.css`,
});
