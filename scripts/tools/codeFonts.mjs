// @ts-check
// Open fixed-pitch fonts, as the npm registry has them, kept in the user's cache folder: code is drawn with them.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, root, runNpm, say, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

const pins = join(root, 'scripts/tools/codeFonts');

/** @typedef {{ readonly name: string, readonly package: string, readonly heldOut: boolean }} CodeFont */

/** The families: each a package, pinned with its content in codeFonts/package-lock.json. @type {readonly CodeFont[]} */
export const codeFonts = [
  ...fontsource(false, [
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
    'google-sans-code',
    'comic-mono',
    'monaspace-krypton',
  ]),
  { name: 'dejavu-sans-mono', package: 'dejavu-fonts-ttf', heldOut: false },
  { name: 'hack', package: 'hack-font', heldOut: false },
  // The net that reads single characters is measured on these, so it's never trained on them.
  ...fontsource(true, [
    'courier-prime',
    'martian-mono',
    'red-hat-mono',
    'source-code-pro',
    'ubuntu-mono',
    'ubuntu-sans-mono',
    'victor-mono',
  ]),
];

/** What editors and terminals draw that isn't text: arrows to fold, folders, branches. */
const iconFonts = [
  { package: '@azurity/pure-nerd-font', file: 'PureNerdFont.woff2' },
  { package: '@vscode/codicons', file: 'dist/codicon.ttf' },
];

/** @param {boolean} heldOut @param {readonly string[]} names @returns {CodeFont[]} */
function fontsource(heldOut, names) {
  return names.map((name) => ({ name, package: `@fontsource/${name}`, heldOut }));
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
  const home = await ensureHome();
  return codeFonts.map((font) => {
    const files = filesOf(join(home, 'node_modules', font.package));
    if (files.length === 0) {
      throw new PlainError(`No font was found in ${font.package}.`);
    }
    return { ...font, files };
  });
}

/** The files of the icon fonts. */
export async function ensureIconFonts() {
  const home = await ensureHome();
  return iconFonts.map((font) => join(home, 'node_modules', font.package, font.file));
}

async function ensureHome() {
  const lock = readFileSync(join(pins, 'package-lock.json'));
  const home = join(cacheFolder(), `code-fonts-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (!existsSync(home)) {
    await install(home);
  }
  return home;
}

/** @param {string} home */
async function install(home) {
  say(`Installing ${codeFonts.length} code fonts into ${home}…`);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(join(cacheFolder(), 'partial-code-fonts-'));
  try {
    cpSync(pins, partial, { recursive: true });
    const got = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
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
