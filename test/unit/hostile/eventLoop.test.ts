// No untrusted input blocks the extension host: each entry reads what was made to take long, in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { entries } from './entries';
import { mostOf } from './turns';

const bundle = join(mkdtempSync(join(tmpdir(), 'sightread-hostile-')), 'entries.js');
buildSync({
  entryPoints: ['test/unit/hostile/entries.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
});

/** A garbage collector pause that occurs in no other of this many processes isn't caused by the input. */
const mostRuns = 5;

/** By step, the longest turn as a share of its limit. */
async function turnsOf(name: string, step?: number): Promise<ReadonlyMap<number, number>> {
  const args = [bundle, name, ...(step === undefined ? [] : [String(step)])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 550_000 });
  const { turns, usual } = JSON.parse(stdout) as { turns: [number, number][]; usual: number };
  return new Map(turns.map(([at, turn]) => [at, turn / mostOf(usual)]));
}

describe.concurrent('the event loop', () => {
  it.each(Object.keys(entries))('%s: no turn takes long', async (name) => {
    const turns = new Map(await turnsOf(name));
    for (let run = 1; run < mostRuns; run++) {
      for (const [step] of [...turns].filter(([, share]) => share > 1)) {
        turns.set(step, Math.min(turns.get(step)!, (await turnsOf(name, step)).get(step)!));
      }
    }
    const long = [...turns].filter(([, share]) => share > 1);
    expect(long.map(([step, share]) => `step ${step}: ${Math.round(share * 100)} % of what a turn may take`)).toEqual(
      [],
    );
  });
});
