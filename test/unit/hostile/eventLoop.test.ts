// No stranger's input holds up the extension host: each entry reads what was made to take long, in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { entries } from './entries';

const bundle = join(mkdtempSync(join(tmpdir(), 'sightread-hostile-')), 'entries.js');
buildSync({
  entryPoints: ['test/unit/hostile/entries.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
});

/** Milliseconds of one turn where the calibration takes 25: what is not linear takes seconds to hours. */
const longestTurn = 400;

it.each(Object.keys(entries))('%s: no turn takes long', { timeout: 60_000 }, (name) => {
  const { stdout, error } = spawnSync(process.execPath, [bundle, name], { timeout: 50_000, encoding: 'utf8' });
  expect(error).toBeUndefined();
  const { most, slowest, usual } = JSON.parse(stdout) as { most: number; slowest: number; usual: number };
  expect(most, `step ${slowest}`).toBeLessThan(longestTurn * Math.max(1, usual / 25));
});
