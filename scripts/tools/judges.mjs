// @ts-check
// Programs that know images or documents and are not ours: ExifTool, ImageMagick, docutils. The unit tests ask them where
// they are there.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './debian.mjs';

/** @type {Record<string, readonly string[]>} */
const programs = { exiftool: ['libimage-exiftool-perl'], convert: ['imagemagick'], docutils: ['python3-docutils'] };

/** @type {Record<string, () => boolean>} */
const isThere = {
  exiftool: () => isOnPath('exiftool'),
  convert: hasImageMagick,
  docutils: () => spawnSync('python3', ['-c', 'import docutils']).status === 0,
};

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

/** Whether `convert` is ImageMagick's: Windows has a program with the same name. */
export function hasImageMagick() {
  return isOnPath('convert') && /ImageMagick/.test(outputOf('convert', ['-version']));
}

/** Whether ImageMagick reads a format, as it names them: `HEIC`. @param {string} format */
export function imageMagickReads(format) {
  return (
    hasImageMagick() && new RegExp(`^\\s*${format}\\*?\\s.*\\br`, 'm').test(outputOf('convert', ['-list', 'format']))
  );
}

/** @param {string} program @param {readonly string[]} args */
function outputOf(program, args) {
  return String(spawnSync(program, args, { encoding: 'utf8' }).stdout);
}

/** Installs what is missing if possible. Never throws: without them, the tests use a judge of their own. */
export async function ensureJudges() {
  const missing = Object.entries(programs).filter(([name]) => !isThere[name]?.());
  if (missing.length > 0) {
    await installPackages(missing.flatMap(([, packages]) => packages));
  }
}
