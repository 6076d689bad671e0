// @ts-check
// The suite of test/vscode inside a real extension host: in a desktop VS Code where one can be had, else in the VS Code
// server with Chromium as its window. The same compiled tests run in both.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, ensureChromium } from './chromium.mjs';
import { getDesktop } from './desktop.mjs';
import { languagePack } from './languagePacks.mjs';
import { PlainError, root, run, say } from './run.mjs';
import { ensureServer, startServer, testEnvironment } from './vscodeServer.mjs';

const suiteTimeout = 8 * 60 * 1000;

/** @typedef {{ passed: number, failed: number, failures: string[] }} Counts */

/**
 * @typedef {object} SuiteOptions
 * @property {string} [extension] the extension's folder; the repository by default
 * @property {string} [filter] runs only test files whose name contains it
 * @property {'desktop' | 'server'} [host] insists on one; by default the desktop is tried first
 * @property {'trusted' | 'restricted'} [folders] takes the tests of multiRoot, in a window with its folders, trusted or not
 */

/**
 * Compiles and runs the suite.
 * @param {SuiteOptions} [options]
 * @returns {Promise<Counts>}
 */
export async function runHostSuite({ extension = root, filter = '', host, folders } = {}) {
  const place = mkdtempSync(join(tmpdir(), 'sightread-vscode-'));
  const suite = await prepareHostSuite(place, { extension, filter, folders });
  try {
    const desktop = host === 'server' ? undefined : await getDesktop();
    if (host === 'desktop' && !desktop) {
      throw new PlainError('There is no desktop VS Code to run in: the lines above say why.');
    }
    await (desktop ? runInDesktop(desktop, suite) : runInServer(suite));
    if (!existsSync(suite.results)) {
      throw new PlainError(
        'The suite inside the extension host ended without a result; the lines above are all it said.',
      );
    }
    return JSON.parse(readFileSync(suite.results, 'utf8'));
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * Compiles the suite and lays out what it runs on.
 * @param {string} place a folder for the workspace, the user's settings and the results
 * @param {SuiteOptions} [options]
 * @returns {Promise<Suite>}
 */
export async function prepareHostSuite(place, { extension = root, filter = '', folders } = {}) {
  const entry = await compile(folders ? 'multiRoot' : '', filter);
  const french = join(place, 'french.tgz');
  cpSync(await languagePack('fra'), french);
  if (folders) {
    cpSync(join(root, 'test/vscode/multiRoot/workspace'), join(place, 'workspace'), { recursive: true });
  } else {
    copySamples(join(place, 'workspace'));
  }
  const results = join(place, 'results.json');
  const user = join(place, 'user/User');
  mkdirSync(user, { recursive: true });
  const settings = userSettings(folders);
  writeFileSync(join(user, 'settings.json'), settings);
  return {
    extension,
    entry,
    place,
    results,
    workspace: join(place, folders ? 'workspace/both.code-workspace' : 'workspace'),
    settings,
    env: testEnvironment({
      SIGHTREAD_TEST_RESULTS: results,
      SIGHTREAD_TEST_FRENCH: french,
      SIGHTREAD_TEST_FOLDERS: folders ?? '',
    }),
  };
}

/** Copies the sample workspace, so that tests can change it. @param {string} target */
export function copySamples(target) {
  mkdirSync(target, { recursive: true });
  const samples = join(root, 'samples');
  if (existsSync(samples)) {
    cpSync(samples, target, { recursive: true });
  }
}

/**
 * The user's settings that tests start from: test/vscode/userSettings.json. A window that is not trusted asks for no trust.
 * @param {SuiteOptions['folders']} folders
 */
function userSettings(folders) {
  const settings = JSON.parse(readFileSync(join(root, 'test/vscode/userSettings.json'), 'utf8'));
  const restricted = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
  return JSON.stringify(folders === 'restricted' ? { ...settings, ...restricted } : settings);
}

/** @param {string} part a folder of test/vscode @param {string} filter @returns {Promise<string>} the compiled entry */
async function compile(part, filter) {
  const { build } = await import('esbuild');
  const folder = join(root, 'test/vscode', part);
  const outdir = join(root, 'test/output/vscode');
  rmSync(outdir, { recursive: true, force: true });
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name.includes(filter));
  await build({
    entryPoints: [join(root, 'test/vscode/index.ts'), ...tests.map((name) => join(folder, name))],
    entryNames: '[name]',
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}

/**
 * @typedef {{ extension: string, entry: string, place: string, results: string, workspace: string, settings: string, env: NodeJS.ProcessEnv }} Suite
 * `workspace` is a folder, or a file that names several; its environment has the archive of the data to read French, as the
 * npm registry has it
 */

/** @param {{ executable: string, display: string[] }} desktop @param {Suite} suite */
async function runInDesktop({ executable, display }, { extension, entry, place, workspace, env }) {
  const [program, ...before] = [...display, executable];
  const { code, output } = await run(
    String(program),
    [
      ...before,
      workspace,
      ...['--no-sandbox', '--disable-gpu', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome'],
      ...['--skip-release-notes', '--disable-telemetry', '--password-store=basic'],
      `--user-data-dir=${join(place, 'user')}`,
      `--extensions-dir=${join(place, 'extensions')}`,
      `--extensionDevelopmentPath=${extension}`,
      `--extensionTestsPath=${entry}`,
    ],
    {
      show: true,
      title: 'vscode',
      env,
    },
  );
  if (code === 127) {
    throw new PlainError(`VS Code did not start: ${output}`);
  }
}

/** @param {Suite} suite */
async function runInServer({ extension, entry, place, workspace, settings, env }) {
  const executablePath = await ensureChromium();
  const server = await ensureServer();
  const dataDir = join(place, 'server');
  mkdirSync(join(dataDir, 'data/User'), { recursive: true });
  writeFileSync(join(dataDir, 'data/User/settings.json'), settings);
  const running = await startServer(server, {
    dataDir,
    extensionsDir: join(place, 'extensions'),
    testDriver: true,
    env,
  });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    /** @type {(code: number) => void} */
    let end = () => {};
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      const text = args.map(String).join(' ');
      if (text.includes(testLine)) {
        say(text.slice(text.indexOf(testLine) + testLine.length));
      }
    });
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => end(code));
    const remote = (/** @type {string} */ path) => `vscode-remote://${running.authority}${toUriPath(path)}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(entry)],
      ['skipWelcome', 'true'],
    ]);
    await page.goto(
      `${running.url}/?${workspace.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(toUriPath(workspace))}&payload=${encodeURIComponent(payload)}`,
    );
    const timer = setTimeout(() => end(-1), suiteTimeout);
    const code = await ended;
    clearTimeout(timer);
    if (code === -1) {
      const shot = join(root, 'test/output/vscode-timeout.png');
      await page.screenshot({ path: shot });
      throw new PlainError(`The suite inside the extension host did not end within 8 minutes; see ${shot}.`);
    }
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** The prefix of each line of the suite's own output; test/vscode/index.ts writes it. */
const testLine = '[sightread-test] ';

/** @param {string} path */
function toUriPath(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
