// @ts-check
// Packages of the system, where we may install them: Debian and its kin, as root.
import { existsSync } from 'node:fs';
import { run, say } from './run.mjs';

let updated = false;

/** Whether `apt-get install` can work here. */
export function canInstallPackages() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages; says so. Never throws.
 * @param {readonly string[]} names
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function installPackages(names) {
  if (!canInstallPackages()) {
    return false;
  }
  say(`Installing ${names.join(', ')} (apt-get)…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) {
    await run('apt-get', ['update', '-q'], { title: 'apt-get update', env });
    updated = true;
  }
  const { code } = await run(
    'apt-get',
    ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', '--no-install-recommends', ...names],
    {
      title: 'apt-get install',
      env,
    },
  );
  return code === 0;
}
