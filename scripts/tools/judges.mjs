// @ts-check
// Programs that know images and are not ours: ExifTool and ImageMagick. The unit tests ask them where they are there.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './debian.mjs';

/** @type {Record<string, readonly string[]>} */
const programs = { exiftool: ['libimage-exiftool-perl'], convert: ['imagemagick'] };

/** Whether a program is on the PATH. @param {string} name */
export function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Installs what is missing where that is possible. Never throws: without them the tests have a judge of their own. */
export async function ensureJudges() {
  const missing = Object.entries(programs).filter(([name]) => !isOnPath(name));
  if (missing.length > 0) {
    await installPackages(missing.flatMap(([, packages]) => packages));
  }
}
