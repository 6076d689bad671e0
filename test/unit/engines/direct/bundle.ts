import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Builds direct.js as esbuild.mjs does, into a folder of its own; the folder is what `loadDirect` wants. */
export function buildDirect(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sightread-direct-'));
  buildSync({
    entryPoints: ['src/engines/direct/direct.ts'],
    outfile: join(dir, 'direct.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  return dir;
}
