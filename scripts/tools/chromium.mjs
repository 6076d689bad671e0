// @ts-check
// Finds a Chromium (Chrome, Edge, Chromium, Playwright's) or gets one.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installPackages } from './debian.mjs';
import { nodePath } from './dependencies.mjs';
import { PlainError, root, run, say } from './run.mjs';

const missing =
  'No Chromium was found: install Google Chrome, Microsoft Edge or Chromium, or set SIGHTREAD_CHROMIUM to the path of one, and try again.';

/** The flags that make Chromium quiet and work as root, in a container, and without a network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium on this machine, or undefined. */
export function findChromium() {
  const wanted = process.env.SIGHTREAD_CHROMIUM;
  if (wanted) {
    if (!existsSync(wanted)) {
      throw new PlainError(
        `SIGHTREAD_CHROMIUM is "${wanted}", which does not exist: set it to the path of a Chromium.`,
      );
    }
    return wanted;
  }
  return [...onPath(), ...applications(), ...playwrightCache()].find((path) => existsSync(path));
}

/** A Chromium, installed first if necessary and possible. Its path is also set as SIGHTREAD_CHROMIUM. */
export async function ensureChromium() {
  const path = findChromium() ?? (await installChromium());
  process.env.SIGHTREAD_CHROMIUM = path;
  return path;
}

async function installChromium() {
  await installPackages(['chromium']);
  const fromDebian = findChromium();
  if (fromDebian) {
    return fromDebian;
  }
  say("Getting Playwright's Chromium…");
  await run(nodePath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
    title: "Playwright's Chromium",
  });
  const fromPlaywright = findChromium();
  if (!fromPlaywright) {
    throw new PlainError(missing);
  }
  return fromPlaywright;
}

function onPath() {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))),
    ...(process.platform === 'linux' ? names.map((name) => `/usr/bin/${name}`) : []),
  ];
}

function applications() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map(
        (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Chromium/Application/chrome.exe'),
        join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ]);
  }
  return [];
}

function playwrightCache() {
  const folders = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  };
  const base =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    folders[/** @type {'darwin' | 'win32'} */ (process.platform)] ??
    join(homedir(), '.cache/ms-playwright');
  if (!existsSync(base)) {
    return [];
  }
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ];
  return readdirSync(base)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
    .flatMap((name) => inside.map((path) => join(base, name, path)));
}
