// @ts-check
// Writes down which archives of language data are taken: `node scripts/pinLanguages.mjs deu fra`. Asks the npm registry for the
// newest version of each package named and its SHA-512, and puts them into src/core/text/languages/pins.ts beside the others.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PlainError, runNpm, tail } from './tools/run.mjs';

const file = fileURLToPath(new URL('../src/core/text/languages/pins.ts', import.meta.url));
const codes = process.argv.slice(2);
if (codes.length === 0 || !codes.every((code) => /^[a-z]{3}(_[a-z]+)?$/.test(code))) {
  throw new PlainError('Name the languages by their codes: node scripts/pinLanguages.mjs deu fra');
}

const source = readFileSync(file, 'utf8');
const known = [...source.matchAll(/^ {2}(\w+): \{\s+version: '([^']+)',\s+integrity: '([^']+)',\s+\},$/gm)];
const pins = new Map(known.map(([, code = '', version = '', integrity = '']) => [code, { version, integrity }]));
for (const code of codes) {
  const { code: failed, output } = await runNpm([
    'view',
    `@tesseract.js-data/${code}`,
    'version',
    'dist.integrity',
    '--json',
  ]);
  if (failed !== 0) {
    throw new PlainError(`${tail(output)}\n\nThe npm registry did not tell of ${code}.`);
  }
  const told = JSON.parse(output);
  const [version, integrity] = [told.version, told['dist.integrity']];
  if (!/^\d+\.\d+\.\d+$/.test(version) || !/^sha512-[\w+/]{86}==$/.test(integrity)) {
    throw new PlainError(`What the npm registry told of ${code} is not a version and a SHA-512: ${output}`);
  }
  pins.set(code, { version, integrity });
}
const rows = [...pins]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(
    ([code, { version, integrity }]) =>
      `  ${code}: {\n    version: '${version}',\n    integrity: '${integrity}',\n  },\n`,
  );
const start = source.indexOf('{\n', source.indexOf('languagePins')) + 2;
writeFileSync(file, `${source.slice(0, start)}${rows.join('')}};\n`);
console.log(`${pins.size} languages are pinned in src/core/text/languages/pins.ts.`);
