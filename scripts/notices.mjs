// @ts-check
// Writes THIRD_PARTY_NOTICES.md: whose work is in the package, under which licence. What is bundled is read from the
// metafiles of the last production build. `node scripts/notices.mjs [--check]`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const notices = new URL('THIRD_PARTY_NOTICES.md', root);

/** Packages whose files are copied beside the bundles, so that no metafile names them. */
const copied = ['@resvg/resvg-wasm', '@img/sharp-wasm32', 'libheif-js', 'tesseract.js-core', 'dejavu-fonts-ttf'];

const head = `# Third-party notices

Sightread itself is under the MIT licence (see LICENSE). Its package contains the following work of others. This page is
written by \`node scripts/notices.mjs\` from what the build contains.

## Kept as separate, replaceable files (LGPL)

These libraries are under the GNU Lesser General Public License. They are shipped unchanged, as files of their own that
are loaded at run time, so that each can be replaced by another build of the same library.

- **@img/sharp-wasm32** (\`dist/sharp-wasm32-*.node.wasm\`): libvips, glib, libexif and libheif (LGPL-3.0), with aom
  (BSD-2-Clause and the Alliance for Open Media Patent License 1.0), cgif, expat, lcms, libffi, libnsgif, libultrahdr,
  resvg and emscripten (MIT), highway (BSD-3-Clause), libimagequant (BSD-2-Clause), libpng (libpng License), libtiff
  (libtiff License), libwebp (BSD-3-Clause), mozjpeg (zlib, IJG and BSD-3-Clause) and zlib-ng (zlib).
  Source: https://github.com/lovell/sharp-libvips and https://github.com/lovell/sharp.
- **libheif-js** (\`dist/libheif.wasm\`): libheif and libde265.
  Source: https://github.com/catdad-experiments/libheif-js, https://github.com/strukturag/libheif,
  https://github.com/strukturag/libde265.

## Under the Mozilla Public License 2.0

- **@resvg/resvg-wasm** (\`dist/resvg.wasm\` and its JavaScript), shipped unchanged. The licence is at
  https://mozilla.org/MPL/2.0/. Source: https://github.com/yisibl/resvg-js.

## Compiled into WebAssembly

- **zxing-wasm** (\`dist/ocr/zxing_reader.wasm\`): ZXing-C++, Apache-2.0, copyright the ZXing authors and Axel Waggershauser.
  Source: https://github.com/zxing-cpp/zxing-cpp.

## Data

- English model of tessdata_fast 4.1.0 (\`dist/ocr/eng.traineddata\`), Apache-2.0, copyright Google Inc. and the Tesseract
  authors. Source: https://github.com/tesseract-ocr/tessdata_fast.
- Weights of the net that reads single characters (\`dist/ocr/cells.net\`): Sightread's own, under its license. They were
  trained on pictures of text in open fonts, which aren't shipped; \`scripts/tools/codeFonts.mjs\` lists them.
- Frequencies of short sequences of characters in code (\`dist/ocr/code.grams\`): Sightread's own, under its license. They
  were counted in open packages, which aren't shipped; \`scripts/glyphs/languageSources.json\` lists them.
- **dejavu-fonts-ttf** (\`dist/fonts\`): fonts copyright 2003 Bitstream, Inc.; glyphs from Arev copyright 2006 Tavmjong Bah;
  DejaVu changes in the public domain. Text below.
`;

/**
 * @typedef {{ name: string, version: string, licence: string, text: string | undefined }} Package
 */

/** The folders of the packages in the build, each once. */
function packageFolders() {
  const folders = new Set(copied.map((name) => `node_modules/${name}`));
  const meta = new URL('dist/meta/', root);
  for (const file of readdirSync(meta)) {
    for (const input of Object.keys(JSON.parse(readFileSync(new URL(file, meta), 'utf8')).inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input.replace(/^[\w-]+:/, ''))?.[0];
      if (folder !== undefined) {
        folders.add(folder.slice(folder.indexOf('node_modules/')));
      }
    }
  }
  return [...folders];
}

/** @param {string} folder @returns {Package} */
function packageIn(folder) {
  const at = new URL(`${folder}/`, root);
  const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', at), 'utf8'));
  const file = readdirSync(at).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file && readFileSync(new URL(file, at), 'utf8').replaceAll('\r\n', '\n').trim();
  const licence = String(license ?? 'see its text').replace(/^SEE LICENSE.*/, 'Bitstream Vera');
  return { name, version, licence, text };
}

/** The whole page. Needs a production build in dist/. */
export function thirdPartyNotices() {
  const packages = packageFolders()
    .map(packageIn)
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, text } of packages) {
    if (text !== undefined) {
      texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
    }
  }
  const list = packages.map(
    ({ name, version, licence, text }) =>
      `- **${name}** ${version} (${licence})${text === undefined ? '; it carries no licence file of its own' : ''}`,
  );
  const longTexts = [...texts].map(([text, names]) => `### ${names.join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`);
  return `${head}\n## Packages\n\n${list.join('\n')}\n\n## Licence texts\n\n${longTexts.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = thirdPartyNotices();
  if (!process.argv.includes('--check')) {
    writeFileSync(notices, text);
    console.log(`Wrote THIRD_PARTY_NOTICES.md, ${Math.round(text.length / 1000)} KB.`);
  } else if (!existsSync(notices) || readFileSync(notices, 'utf8') !== text) {
    console.error('THIRD_PARTY_NOTICES.md is out of date. Run `node scripts/notices.mjs` and commit it.');
    process.exitCode = 1;
  }
}
