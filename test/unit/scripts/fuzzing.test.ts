import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleTargets, fuzz } from '../../../scripts/tools/fuzzing.mjs';
import { fuzzTargets } from '../../../scripts/tools/fuzzTargets.mjs';
import { targets } from '../../fuzz/targets';

const home = mkdtempSync(join(tmpdir(), 'sightread-fuzz-'));
const folders = { seeds: join(home, 'seeds'), found: join(home, 'found') };
let worker: string;

beforeAll(async () => {
  worker = await bundleTargets();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a fault is found, made small, kept, and found again at once', async () => {
  const [found] = await fuzz(worker, ['plantedFault'], { seconds: 4, seed: 1, folders });
  expect(found?.findings.map(({ what }) => what)).toEqual([expect.stringContaining('the mistake that was planted')]);
  const [file = ''] = readdirSync(join(folders.seeds, 'plantedFault'));
  expect(readFileSync(join(folders.seeds, 'plantedFault', file), 'utf8')).toBe('mistake');
  const [again] = await fuzz(worker, ['plantedFault'], { seconds: 0.01, seed: 2, folders });
  expect(again?.findings).toHaveLength(1);
});

test('an input that something never comes back from is found', async () => {
  const [found] = await fuzz(worker, ['plantedLoop'], { seconds: 10, seed: 1, folders });
  expect(found?.findings.map(({ what }) => what)).toEqual([expect.stringContaining('no answer within')]);
  expect(readFileSync(found?.findings[0]?.file ?? '', 'utf8')).toContain('waitwait');
});

test('what is fuzzed has a target, and every target is fuzzed', () => {
  expect(
    Object.keys(targets)
      .filter((name) => !name.startsWith('planted'))
      .sort(),
  ).toEqual([...fuzzTargets].sort());
});
