// @ts-check
// Files of packages of the npm registry that aren't dependencies, without what they depend on.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, run, runNpm, say, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

/**
 * A package, its version, and the SHA-512 of its archive in base64.
 * @typedef {readonly [name: string, version: string, sha512: string]} PinnedPackage
 */

/**
 * A folder in the user's cache with the unpacked files of each package in a folder of its name, got from the registry the
 * first time.
 * @param {string} purpose what they are, for a person and for the folder's name
 * @param {readonly PinnedPackage[]} packages
 * @returns {Promise<string>}
 */
export async function ensurePackages(purpose, packages) {
  const hash = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `${purpose.replace(/\W+/g, '-')}-${hash}`);
  if (existsSync(home)) {
    return home;
  }
  say(`Getting ${purpose} (${packages.length} packages) from the npm registry into ${home}…`);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(join(cacheFolder(), 'partial-packages-'));
  try {
    for (const one of packages) {
      await unpack(one, partial);
    }
    if (!existsSync(home)) {
      renameSync(partial, home);
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return home;
}

/** @param {PinnedPackage} pinned @param {string} folder */
async function unpack([name, version, sha512], folder) {
  must(await runNpm(['pack', '--ignore-scripts', `${name}@${version}`], { cwd: folder }), name);
  const archive = join(folder, String(readdirSync(folder).find((file) => file.endsWith('.tgz'))));
  const sum = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (sum !== sha512) {
    throw new PlainError(`${name} ${version} is not what it was when it was chosen: its SHA-512 is ${sum}.`);
  }
  const inside = join(folder, name);
  mkdirSync(inside, { recursive: true });
  must(await run('tar', ['-xzf', archive, '-C', inside, '--strip-components=1']), name);
  rmSync(archive);
}

/** @param {{ code: number, output: string }} result @param {string} name */
function must({ code, output }, name) {
  if (code !== 0) {
    throw new PlainError(`${tail(output)}\n\n${name} couldn't be got from the npm registry.`);
  }
}
