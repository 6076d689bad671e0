import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Builds network.js as esbuild.mjs does, into a folder of its own; the folder is what `loadNetworkEngine` wants. */
export function buildDirect(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sightread-direct-'));
  buildSync({
    entryPoints: ['src/engines/network/network.ts'],
    outfile: join(dir, 'network.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  return dir;
}
