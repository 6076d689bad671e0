// @ts-check
// Open fixed-pitch fonts, as the npm registry has them, kept in the user's cache folder: code is drawn with them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, runNpm, say, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

/**
 * A family of fonts in a package of the npm registry. What is held out is never trained on: the reader of single
 * characters is measured on it.
 * @typedef {{ readonly name: string, readonly package: string, readonly version: string, readonly heldOut: boolean }} CodeFont
 */

/** @type {readonly CodeFont[]} */
export const codeFonts = [
  ...fontsource('5.3.0', false, [
    'anonymous-pro',
    'atkinson-hyperlegible-mono',
    'azeret-mono',
    'b612-mono',
    'cascadia-code',
    'chivo-mono',
    'commit-mono',
    'cousine',
    'cutive-mono',
    'dm-mono',
    'fira-code',
    'fira-mono',
    'fragment-mono',
    'geist-mono',
    'ia-writer-mono',
    'ibm-plex-mono',
    'inconsolata',
    'intel-one-mono',
    'iosevka',
    'jetbrains-mono',
    'kode-mono',
    'lekton',
    'lilex',
    'm-plus-1-code',
    'maple-mono',
    'monaspace-neon',
    'nanum-gothic-coding',
    'noto-mono',
    'noto-sans-mono',
    'nova-mono',
    'overpass-mono',
    'oxygen-mono',
    'pt-mono',
    'reddit-mono',
    'roboto-mono',
    'share-tech-mono',
    'sometype-mono',
    'space-mono',
    'spline-sans-mono',
    'xanh-mono',
  ]),
  ...fontsource('5.3.1', false, ['google-sans-code']),
  ...fontsource('5.2.5', false, ['comic-mono', 'monaspace-krypton']),
  { name: 'dejavu-sans-mono', package: 'dejavu-fonts-ttf', version: '2.37.3', heldOut: false },
  { name: 'hack', package: 'hack-font', version: '3.3.0', heldOut: false },
  ...fontsource('5.3.0', true, [
    'courier-prime',
    'martian-mono',
    'red-hat-mono',
    'source-code-pro',
    'ubuntu-mono',
    'ubuntu-sans-mono',
    'victor-mono',
  ]),
];

/** @param {string} version @param {boolean} heldOut @param {readonly string[]} names @returns {CodeFont[]} */
function fontsource(version, heldOut, names) {
  return names.map((name) => ({ name, package: `@fontsource/${name}`, version, heldOut }));
}

/**
 * One font file of a family.
 * @typedef {{ readonly file: string, readonly weight: number, readonly style: 'normal' | 'italic' }} FontFile
 */

/**
 * Every family with its files, regular first, installed from the npm registry when they aren't there (190 MB on disk).
 * @returns {Promise<readonly (CodeFont & { readonly files: readonly FontFile[] })[]>}
 */
export async function ensureCodeFonts() {
  const dependencies = Object.fromEntries(codeFonts.map((font) => [font.package, font.version]));
  const hash = createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `code-fonts-${hash}`);
  if (!existsSync(home)) {
    await install(dependencies, home);
  }
  return codeFonts.map((font) => {
    const files = filesOf(join(home, 'node_modules', font.package));
    if (files.length === 0) {
      throw new PlainError(`No font was found in ${font.package} ${font.version}.`);
    }
    return { ...font, files };
  });
}

/** @param {Record<string, string>} dependencies @param {string} home */
async function install(dependencies, home) {
  say(`Installing ${codeFonts.length} code fonts into ${home}…`);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(join(cacheFolder(), 'partial-code-fonts-'));
  try {
    writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const got = await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: partial,
      title: 'Code fonts',
    });
    if (got.code !== 0) {
      throw new PlainError(`${tail(got.output)}\n\nThe code fonts couldn't be installed from the npm registry.`);
    }
    renameSync(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** What the packages call a file: `name-latin-400-italic.woff2`, or in words: `Hack-BoldItalic.ttf`. @param {string} folder */
function filesOf(folder) {
  /** @type {FontFile[]} */
  const files = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, entry);
    const numbered = /-latin-(\d00)-(normal|italic)\.woff2$/.exec(entry);
    const worded = /(?:DejaVuSansMono|hack)-?(regular|bold)?-?(oblique|italic)?\.ttf$/i.exec(entry);
    if (numbered) {
      files.push({ file, weight: Number(numbered[1]), style: numbered[2] === 'italic' ? 'italic' : 'normal' });
    } else if (worded) {
      files.push({
        file,
        weight: worded[1]?.toLowerCase() === 'bold' ? 700 : 400,
        style: worded[2] ? 'italic' : 'normal',
      });
    }
  }
  return files.sort(
    (one, other) => style(one) - style(other) || Math.abs(one.weight - 400) - Math.abs(other.weight - 400),
  );
}

/** @param {FontFile} file */
function style(file) {
  return file.style === 'normal' ? 0 : 1;
}
