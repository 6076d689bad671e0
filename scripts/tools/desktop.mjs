// @ts-check
// A desktop VS Code, downloaded once into the user's cache folder.
import { join } from 'node:path';
import { canInstallPackages, installPackages } from './debian.mjs';
import { messageOf, run, say } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

const version = '1.139.1';

/**
 * A desktop VS Code and how to give it a display, or undefined (and a line that says why) where there can be none.
 * @returns {Promise<{ executable: string, display: string[] } | undefined>} `display` is a command to put before it
 */
export async function getDesktop() {
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    const executable = await downloadAndUnzipVSCode({
      version,
      cachePath: join(cacheFolder(), 'vscode-desktop'),
      reporter: new SilentReporter(),
      timeout: 20_000,
    });
    const display = await findDisplay();
    if (!display) {
      say('VS Code is installed, but there is neither a display nor xvfb-run. Using the VS Code server instead.');
    }
    return display && { executable, display };
  } catch (error) {
    say(`A desktop VS Code can’t be downloaded (${messageOf(error)}). Using the VS Code server instead.`);
    return undefined;
  }
}

/** Whether there is a screen that somebody can see. */
export function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {Promise<string[] | undefined>} */
async function findDisplay() {
  if (hasScreen()) {
    return [];
  }
  const has = async () => (await run('xvfb-run', ['--help'])).code !== 127;
  if ((await has()) || (canInstallPackages() && (await installPackages(['xvfb', 'xauth'])) && (await has()))) {
    return ['xvfb-run', '-a'];
  }
  return undefined;
}
