// Judges every regular expression in the sources with `recheck` and stores the verdicts in test/build/expressions.json,
// so that the guard in test/build only has to judge new ones. `node scripts/regularExpressions.mjs`; prints those that
// aren't linear.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { keyOf, regularExpressions, verdictOn } from './tools/regularExpressions.mjs';

const file = new URL('../test/build/expressions.json', import.meta.url);
/** Milliseconds for one expression; the hardest take half a minute. */
const timeout = 60_000;

/** @type {Record<string, string>} */
const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
/** @type {Record<string, string>} */
const verdicts = {};
for (const { source, flags, file: where, line } of regularExpressions()) {
  const key = keyOf(source, flags);
  verdicts[key] ??= known[key] ?? verdictOn(source, flags, timeout);
  if (verdicts[key] !== 'linear') {
    console.log(`${where}:${line} ${verdicts[key]} ${key.slice(0, 120)}`);
  }
}
const sorted = Object.entries(verdicts)
  .filter(([, verdict]) => verdict !== 'unknown')
  .sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
