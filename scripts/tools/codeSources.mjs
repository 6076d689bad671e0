// @ts-check
// Real code that nobody typed to be read from a picture, and what colors it: the files of installed packages, and those of
// a few more from the npm registry for languages that ours don't have.
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ensurePackages } from './pinnedPackages.mjs';
import { root } from './run.mjs';

/** @typedef {import('./pinnedPackages.mjs').PinnedPackage} PinnedPackage */

/** Kotlin, Java, Swift, Objective-C, C++, Ruby, Solidity, Lua, SCSS, and more. @type {readonly PinnedPackage[]} */
const sources = [
  [
    'react-native',
    '0.88.1',
    'wajWcLZ93GCN7k4Uwh4CS4L2Ah8ohcvkOXnvIYmh4Yvuqho5j3APZ9qozK+nQrHWSgauq4h8D3HN5DKK84SrHA==',
  ],
  [
    'cordova-android',
    '15.1.0',
    'mnOnOisYUVhyrLCPVlHJBKh4ro+X6nZA7nPqBrpVnyTpiiDiakNCfbBJjSs1MTBUJZ6dcmhhvNKZWPT9w6aGPA==',
  ],
  [
    '@capacitor/ios',
    '8.5.2',
    'eOT2S67AfTFG7KN0T3oxwAajrJz4rSye+ODfvChiwrk0F/+kWufFM1qU6cDjGJUOfwdAoeuEpZyWHSwZlu4GFg==',
  ],
  [
    '@openzeppelin/contracts',
    '5.7.0',
    'IL2AZpI+7THMzt1u6Cxmc1zLwVnudtUGvrqXQ/HnbLKfQ/8dIWMMQPDwPIjRQzNrlAo4cxZaCGRB/XvwPo9ILA==',
  ],
  ['bullmq', '6.7.0', '+LnKsqZ+PRV/Iul7T84qEZYOewsgtnnmTc3/TjXZk6dSaOeK68AuR/p8uzQ6WIQ8Jvf/GjitjsUrmTaRV2cfsQ=='],
  ['bootstrap', '5.3.9', '20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCujRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w=='],
];

/** VS Code's grammars and themes, and its two libraries that apply them. @type {readonly PinnedPackage[]} */
const colors = [
  [
    'tm-grammars',
    '1.32.22',
    'VKWL+UiqlGqbGHonRbrBc0kkqDIHUUiVO/A2rBTBz5LBXKA8Fe2f34O1YiBI7ED37tTUlT3MGmLf9+0F/H4/Ww==',
  ],
  ['tm-themes', '1.12.12', 'okyxQlASpDOtUA40+ZT0IGQyfObGOknntHY3kujfUlD8lj3ERMObDJNRgvlc/baVMsnJVQmtAB2nE7LFGTo0qQ=='],
  [
    'vscode-textmate',
    '9.3.2',
    'n2uGbUcrjhUEBH16uGA0TvUfhWwliFZ1e3+pTjrkim1Mt7ydB41lV08aUvsi70OlzDWp6X7Bx3w/x3fAXIsN0Q==',
  ],
  [
    'vscode-oniguruma',
    '2.0.1',
    'poJU8iHIWnC3vgphJnrLZyI3YdqRlR27xzqDmpPXYzA93R4Gk8z7T6oqDzDoHjoikA2aS82crdXFkjELCdJsjQ==',
  ],
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
    pyi: 'python',
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

/** Every file of real code to draw pages from. */
export async function ensureCodeSources() {
  return codeIn([join(root, 'node_modules'), await ensurePackages('code sources', sources)]);
}

/**
 * The files of code by language, and within it by package, each in the same order on every machine.
 * @param {readonly string[]} folders with a folder for each package
 * @returns {ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>}
 */
export function codeIn(folders) {
  /** @type {Map<string, Map<string, string[]>>} */
  const files = new Map();
  for (const folder of folders) {
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
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The folder with VS Code's grammars, themes, and the libraries that apply them. */
export function ensureCodeColors() {
  return ensurePackages('code colors', colors);
}
