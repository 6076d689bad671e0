// @ts-check
// The archives of language data that are known: src/core/text/languages/pins.ts, read and written.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const file = join(root, 'src/core/text/languages/pins.ts');

/** @typedef {{ readonly version: string, readonly integrity: string }} Pin */

/** By code. @returns {Map<string, Pin>} */
export function readLanguagePins() {
  const known = readFileSync(file, 'utf8').matchAll(
    /^ {2}(\w+): \{\s+version: '([^']+)',\s+integrity: '([^']+)',\s+\},$/gm,
  );
  return new Map([...known].map(([, code = '', version = '', integrity = '']) => [code, { version, integrity }]));
}

/** @param {ReadonlyMap<string, Pin>} pins */
export function writeLanguagePins(pins) {
  const rows = [...pins]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { version, integrity }]) =>
        `  ${code}: {\n    version: '${version}',\n    integrity: '${integrity}',\n  },\n`,
    );
  const source = readFileSync(file, 'utf8');
  const start = source.indexOf('{\n', source.indexOf('languagePins')) + 2;
  writeFileSync(file, `${source.slice(0, start)}${rows.join('')}};\n`);
}
