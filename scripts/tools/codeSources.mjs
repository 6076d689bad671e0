// @ts-check
// Real code that nobody typed to be read from a picture, and what colors it: the files of installed packages, those of a
// few more from the npm registry for languages that ours don't have, and Shiki with VS Code's grammars and themes.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError, root, run, runNpm, say, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

const shiki = '4.6.0';

/** Unpacked without what they depend on: Kotlin, Java, Swift, Objective-C, C++, Ruby, Solidity, Lua, SCSS, and more. */
const packages = [
  'react-native@0.88.1',
  'cordova-android@15.1.0',
  '@capacitor/ios@8.5.2',
  '@openzeppelin/contracts@5.7.0',
  'bullmq@6.7.0',
  'bootstrap@5.3.9',
];

/** What VS Code calls the languages of files, by the end of their names. */
const languages = new Map(
  Object.entries({
    c: 'c',
    cc: 'cpp',
    cjs: 'javascript',
    cmake: 'cmake',
    cpp: 'cpp',
    cs: 'csharp',
    css: 'css',
    gradle: 'groovy',
    gyp: 'python',
    gypi: 'python',
    h: 'cpp',
    html: 'html',
    java: 'java',
    js: 'javascript',
    json: 'json',
    jsx: 'jsx',
    kt: 'kotlin',
    less: 'less',
    lua: 'lua',
    m: 'objective-c',
    md: 'markdown',
    mjs: 'javascript',
    mm: 'objective-cpp',
    php: 'php',
    podspec: 'ruby',
    proto: 'proto',
    ps1: 'powershell',
    py: 'python',
    rb: 'ruby',
    scss: 'scss',
    sh: 'shellscript',
    sol: 'solidity',
    swift: 'swift',
    toml: 'toml',
    ts: 'typescript',
    tsx: 'tsx',
    xml: 'xml',
    yaml: 'yaml',
    yml: 'yaml',
  }),
);

/**
 * Every file of real code by language, and within it by package, each in the same order on every machine; and Shiki. Both
 * are installed when they aren't there (70 MB on disk).
 * @returns {Promise<{ files: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>, shiki: any }>}
 */
export async function ensureCodeSources() {
  const name = `code-sources-${[shiki, ...packages.map((one) => one.split('@').at(-1))].join('-')}`;
  const home = join(cacheFolder(), name);
  if (!existsSync(home)) {
    await install(home);
  }
  /** @type {Map<string, Map<string, string[]>>} */
  const files = new Map();
  for (const folder of [join(root, 'node_modules'), join(home, 'sources')]) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) {
      const parts = relative(folder, path).split(sep);
      const last = String(parts.at(-1));
      const language = last === 'CMakeLists.txt' ? 'cmake' : languages.get(String(last.split('.').at(-1)));
      if (!language || parts[0]?.startsWith('.') || /\.min\.|\bpackage(-lock)?\.json$/.test(last)) {
        continue;
      }
      const from = parts[0]?.startsWith('@') ? `${parts[0]}/${parts[1]}` : String(parts[0]);
      const ofLanguage = files.get(language) ?? new Map();
      files.set(language, ofLanguage.set(from, [...(ofLanguage.get(from) ?? []), path]));
    }
  }
  const entry = pathToFileURL(join(home, 'node_modules/shiki/dist/index.mjs')).href;
  return { files: new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1))), shiki: await import(entry) };
}

/** @param {string} home */
async function install(home) {
  say(`Installing Shiki and the sources of ${packages.length} packages into ${home}…`);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(join(cacheFolder(), 'partial-code-sources-'));
  try {
    writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies: { shiki } }));
    const npm = ['--ignore-scripts', '--no-audit', '--no-fund'];
    must(await runNpm(['install', ...npm], { cwd: partial, title: 'Shiki' }));
    must(await runNpm(['pack', '--ignore-scripts', ...packages], { cwd: partial, title: 'Sources' }));
    for (const archive of readdirSync(partial).filter((file) => file.endsWith('.tgz'))) {
      const folder = join(partial, 'sources', archive.slice(0, -'.tgz'.length));
      mkdirSync(folder, { recursive: true });
      must(await run('tar', ['-xzf', join(partial, archive), '-C', folder]));
      rmSync(join(partial, archive));
    }
    renameSync(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {{ code: number, output: string }} result */
function must({ code, output }) {
  if (code !== 0) {
    throw new PlainError(`${tail(output)}\n\nReal code couldn't be installed from the npm registry.`);
  }
}
