// @ts-check
// Writes down which archives of language data are taken: `node scripts/pinLanguages.mjs deu fra`. npm resolves the packages
// named as it does dependencies, in a folder of their own, without installing anything; the versions and SHA-512s of the lock
// that it writes go into src/core/text/languages/pins.ts, beside the others.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLanguagePins, writeLanguagePins } from './tools/languagePins.mjs';
import { PlainError, runMain, runNpm, say, tail } from './tools/run.mjs';

await runMain(async () => {
  const codes = process.argv.slice(2);
  if (codes.length === 0 || !codes.every((code) => /^[a-z]{3}(_[a-z]+)?$/.test(code))) {
    throw new PlainError('Name the languages by their codes: node scripts/pinLanguages.mjs deu fra');
  }
  const lock = await resolve(codes.map(packageOf));
  const pins = readLanguagePins();
  for (const code of codes) {
    const { version, integrity } = lock.packages[`node_modules/${packageOf(code)}`] ?? {};
    if (!/^\d+\.\d+\.\d+$/.test(version) || !/^sha512-[\w+/]{86}==$/.test(integrity)) {
      throw new PlainError(`npm resolved ${code} to version ${version}, ${integrity}: not a version and a SHA-512.`);
    }
    pins.set(code, { version, integrity });
  }
  writeLanguagePins(pins);
  say(`${pins.size} languages are pinned in src/core/text/languages/pins.ts.`);
  return 0;
});

/** @param {string} code */
function packageOf(code) {
  return `@tesseract.js-data/${code}`;
}

/** The lock file of a project with these dependencies and no others. @param {readonly string[]} names */
async function resolve(names) {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-pins-'));
  try {
    const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const args = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, output } = await runNpm(args, { cwd: folder });
    if (code !== 0) {
      throw new PlainError(`${tail(output)}\n\nnpm could not resolve all of these languages. No pin was changed.`);
    }
    return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
