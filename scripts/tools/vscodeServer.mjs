// @ts-check
// A real VS Code where none can be downloaded: Microsoft's own server code as packed by the npm package code-server,
// installed once into the user's cache folder.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHome, nodePath } from './dependencies.mjs';
import { messageOf, PlainError, run, runNpm, say, startProgress, tail } from './run.mjs';

const version = '4.139.1';
/**
 * Of its archive, as npm writes it (2026-11-29). The archive itself names every package that it needs with its SHA-512.
 */
const integrity = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
const marker = 'complete';
const staleAfter = 60 * 60 * 1000;

/** Where things that take long to download are kept between runs. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir() || tmpdir(), '.cache');
  return join(base, 'sightread');
}

/** @type {Promise<string> | undefined} */
let ensured;

/**
 * The folder of VS Code's server, installed first when it is not there (about 25 s on two cores).
 * @returns {Promise<string>} a folder that holds out/server-main.js
 */
export function ensureServer() {
  ensured ??= findOrInstall();
  return ensured;
}

async function findOrInstall() {
  const home = join(cacheFolder(), `code-server-${version}`);
  const server = join(home, 'package/lib/vscode');
  if (existsSync(join(home, marker))) {
    return server;
  }
  makeCacheFolder();
  removeLeftovers();
  const partial = join(cacheFolder(), `partial-code-server-${version}-${process.pid}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  say(`Installing the VS Code server (code-server ${version}, 600 MB on disk) into ${home}…`);
  const stopProgress = startProgress('VS Code server');
  try {
    await install(partial);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  } finally {
    stopProgress();
  }
  writeFileSync(join(partial, marker), `${new Date().toISOString()}\n`);
  if (existsSync(join(home, marker))) {
    rmSync(partial, { recursive: true, force: true }); // another run was quicker
    return server;
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
  say(`The VS Code server is installed (${stopProgress()} s).`);
  return server;
}

/** Its scripts are not run: everything that matters is JavaScript or comes built, but for the logger, which is asked for. @param {string} folder */
async function install(folder) {
  await must(['pack', `code-server@${version}`, '--pack-destination', folder], folder);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const sum = createHash('sha512')
    .update(readFileSync(join(folder, String(archive))))
    .digest('base64');
  if (`sha512-${sum}` !== integrity) {
    throw new PlainError(`code-server ${version} is not what it was when it was chosen: its SHA-512 is ${sum}.`);
  }
  const unpacked = await run('tar', ['-xzf', String(archive)], { cwd: folder });
  if (unpacked.code !== 0) {
    throw new PlainError(
      `${tail(unpacked.output)}\n\nThe VS Code server could not be unpacked: see that "tar" is installed and 2 GB of disk are free, and try again.`,
    );
  }
  rmSync(join(folder, String(archive)));
  const server = join(folder, 'package/lib/vscode');
  for (const inside of [server, join(server, 'extensions')]) {
    // Optional peer dependencies aren't in its lock files.
    await must(['ci', '--omit=dev', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], inside);
  }
  // The logger (@vscode/spdlog) needs a compiler. Without it, the server works, but its log files and log channels stay
  // empty.
  const env = { ...process.env, npm_config_nodedir: nodeHome };
  const flags = (await npmMajor()) >= 11 ? ['--dangerously-allow-all-scripts'] : [];
  const built = await runNpm(['rebuild', '@vscode/spdlog', ...flags], { cwd: server, env });
  if (built.code !== 0) {
    say(
      "Note: the server's logger could not be compiled (it needs make, g++ and python3); log channels will be empty.",
    );
  }
}

/** @param {string[]} args @param {string} cwd */
async function must(args, cwd) {
  const { code, output } = await runNpm(args, { cwd });
  if (code !== 0) {
    throw new PlainError(
      `${tail(output)}\n\nThe VS Code server could not be got from the npm registry: see that it can be reached and try again.`,
    );
  }
}

async function npmMajor() {
  const { output } = await runNpm(['--version']);
  return Number(output.trim().split('.')[0]);
}

function makeCacheFolder() {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
  } catch (error) {
    throw new PlainError(
      `${cacheFolder()} cannot be made (${messageOf(error)}): set XDG_CACHE_HOME to a folder that can be written.`,
    );
  }
}

/** Folders of interrupted runs. */
function removeLeftovers() {
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    if (name.startsWith('partial-') && Date.now() - statSync(path).mtimeMs > staleAfter) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * @typedef {object} ServerOptions
 * @property {string} dataDir settings, storage and logs; created when missing
 * @property {string} extensionsDir installed extensions
 * @property {NodeJS.ProcessEnv} [env] the whole environment; this process's own by default
 * @property {string} [token] what a browser must name to be let in; without one every local program is
 * @property {boolean} [testDriver] allows tests inside the extension host
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url `http://127.0.0.1:<port>`
 * @property {string} authority `127.0.0.1:<port>`
 * @property {() => string} log everything it printed so far
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code's server on a free port of the loopback interface and waits until it listens.
 * @param {string} server from ensureServer()
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer(server, { dataDir, extensionsDir, env, token, testDriver = false }) {
  mkdirSync(extensionsDir, { recursive: true });
  const child = spawn(
    nodePath,
    [
      ...serverArguments(server, dataDir, extensionsDir),
      ...['--host', '127.0.0.1', '--port', '0'],
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  let ended = false;
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = new Promise((resolve) => child.once('exit', resolve)).then(() => {
    ended = true;
    process.off('exit', kill);
  });
  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(serverError('did not start within 60 s', log)), 60_000);
    const listen = (/** @type {Buffer} */ chunk) => {
      log += chunk.toString();
      const found = /Extension host agent listening on (\d+)/.exec(log);
      if (found) {
        clearTimeout(timer);
        resolve(Number(found[1]));
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => reject(serverError(messageOf(error), log)));
    child.once('exit', (code) => reject(serverError(`ended with code ${code}`, log)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    authority: `127.0.0.1:${port}`,
    log: () => log,
    stop: async () => {
      if (!ended) {
        child.kill('SIGTERM');
        const timer = setTimeout(kill, 3_000);
        await exited;
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Installs a packaged extension into a folder of extensions.
 * @param {string} server @param {string} vsix @param {{ dataDir: string, extensionsDir: string }} folders
 */
export async function installExtension(server, vsix, { dataDir, extensionsDir }) {
  const { code, output } = await run(nodePath, [
    ...serverArguments(server, dataDir, extensionsDir),
    '--install-extension',
    vsix,
    '--force',
  ]);
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new PlainError(`${tail(output)}\n\nVS Code refused to install ${vsix}; the lines above say why.`);
  }
}

/** @param {string} server @param {string} dataDir @param {string} extensionsDir */
function serverArguments(server, dataDir, extensionsDir) {
  return [
    join(server, 'out/server-main.js'),
    '--accept-server-license-terms',
    ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir, '--telemetry-level', 'off'],
  ];
}

/**
 * The environment for tests: without the reader's own keys and proxies (a test must neither spend nor need them).
 * @param {Record<string, string | undefined>} [changes] added; undefined removes a variable
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment(changes = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/_API_KEY$|^(https?|all|no)_proxy$/i.test(name));
  return Object.fromEntries([...kept, ...Object.entries(changes)].filter(([, value]) => value !== undefined));
}

/** @param {string} what @param {string} log */
function serverError(what, log) {
  return new PlainError(`${tail(log)}\n\nThe VS Code server ${what}: delete ${cacheFolder()} and try again.`);
}
