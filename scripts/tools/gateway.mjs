// @ts-check
// Portkey's gateway, which a unit test puts between Sightread and a provider where it's installed. It's no dependency of
// the project: it brings 94 packages and 25 MB (1.15.2).
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm, say, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

const source = join(root, 'test/servers/gateway');
const lock = 'package-lock.json';

function folder() {
  const hash = createHash('sha256')
    .update(readFileSync(join(source, lock)))
    .digest('hex')
    .slice(0, 12);
  return join(cacheFolder(), `gateway-${hash}`);
}

/** The program that starts the gateway; undefined where it isn't installed. */
export function gatewayProgram() {
  const program = join(folder(), 'node_modules/@portkey-ai/gateway/build/start-server.js');
  return existsSync(program) ? program : undefined;
}

/** Installs what the lock file names if possible. Never throws: without it, the test is skipped. */
export async function ensureGateway() {
  if (gatewayProgram() !== undefined) {
    return;
  }
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(join(cacheFolder(), 'partial-gateway-'));
  try {
    for (const name of ['package.json', lock]) {
      copyFileSync(join(source, name), join(partial, name));
    }
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, output } = await runNpm(args, { cwd: partial, title: 'a gateway for the tests' });
    if (code !== 0) {
      say(`${tail(output)}\n\nThe gateway couldn't be installed; its test is skipped.`);
    } else if (!existsSync(folder())) {
      renameSync(partial, folder());
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
