// @ts-check
// Real language data for tests, as the npm registry has it, kept in the user's cache folder.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, runNpm, tail } from './run.mjs';
import { cacheFolder } from './vscodeServer.mjs';

const version = '1.0.0';

/**
 * The tarball of `@tesseract.js-data/<code>`, got once (7 and 8 MB for French and German).
 * @param {string} code
 * @returns {Promise<Buffer>}
 */
export async function languagePack(code) {
  const name = `tesseract.js-data-${code}-${version}.tgz`;
  const file = join(cacheFolder(), name);
  if (!existsSync(file)) {
    mkdirSync(cacheFolder(), { recursive: true });
    const partial = mkdtempSync(join(cacheFolder(), 'partial-pack-'));
    try {
      const got = await runNpm(['pack', `@tesseract.js-data/${code}@${version}`], { cwd: partial });
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
  return readFileSync(file);
}
