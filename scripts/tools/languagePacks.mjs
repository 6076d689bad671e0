// @ts-check
// Real language data for tests, as the npm registry has it, kept in the user's cache folder.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLanguagePins } from './languagePins.mjs';
import { PlainError, runNpm, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

/**
 * The file of the tarball that is pinned for a language, got once (7 and 8 MB for French and German), and each time looked at
 * whether it is that one.
 * @param {string} code
 * @returns {Promise<string>}
 */
export async function languagePack(code) {
  const pin = readLanguagePins().get(code);
  if (!pin) {
    throw new PlainError(`No archive is pinned for ${code}: see scripts/pinLanguages.mjs.`);
  }
  const name = `tesseract.js-data-${code}-${pin.version}.tgz`;
  const file = join(cacheFolder(), name);
  if (!existsSync(file)) {
    mkdirSync(cacheFolder(), { recursive: true });
    const partial = mkdtempSync(join(cacheFolder(), 'partial-pack-'));
    try {
      const got = await runNpm(['pack', `@tesseract.js-data/${code}@${pin.version}`], { cwd: partial });
      if (got.code !== 0) {
        throw new PlainError(
          `${tail(got.output)}\n\nThe language data of ${code} could not be got from the npm registry.`,
        );
      }
      renameSync(join(partial, name), file);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  const sum = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (`sha512-${sum}` !== pin.integrity) {
    rmSync(file);
    throw new PlainError(`The language data of ${code} is not what is pinned: its SHA-512 is ${sum}.`);
  }
  return file;
}
