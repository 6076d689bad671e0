// What was paid for is stored in a folder on disk, whatever happens to it there.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCacheFolder, userCache } from '../../../../src/commandLine/cacheFolder';
import type { AltPlace } from '../../../../src/core/altText/answerCheck';
import type { AltDecision } from '../../../../src/core/altText/decision';
import { createDecisionStore, type DecisionStoreOptions } from '../../../../src/core/altText/decisionStore';
import { findImages } from '../../../../src/engines/markup/read/parse';

const root = mkdtempSync(join(tmpdir(), 'sightread-cache-'));
afterAll(() => rmSync(root, { recursive: true }));
let nth = 0;
const newPath = () => join(root, String(nth++));

const decision = (alt: string): AltDecision => ({
  role: 'informative',
  alt,
  why: 'Because.',
  longDescriptionDue: false,
  confidence: 'high',
});
const place: AltPlace = { reference: findImages('---\nlang: en\n---\n\n![](a.png)', 'markdown')[0]! };
const key = (n: number) => n.toString(16).padStart(64, '0');
/** Each call is another program with the same folder. */
const program = (path: string, options: Partial<DecisionStoreOptions> = {}) =>
  createDecisionStore({
    folder: createCacheFolder(path),
    report: (error) => {
      throw error;
    },
    ...options,
  });

test('a decision outlives the program, under its key alone', async () => {
  const path = newPath();
  const long: AltDecision = { ...decision('A'), role: 'complex', longDescriptionDue: true, longDescription: '| a |' };
  await program(path).set(key(1), long);
  expect(await program(path).get(key(1), place)).toEqual(long);
  expect(await program(path).get(key(2), place)).toBeUndefined();
  expect(readdirSync(path)).toEqual([`${key(1)}.json`]);
  expect(await program(newPath()).get(key(1), place)).toBeUndefined();
});

test.each([
  ['cut off', '{"role":"informative","alt":"A'],
  ['empty', ''],
  ['not JSON', '\u0000\u0001'],
  ['another shape', '{"role":"ruler","alt":3}'],
  ['no object', 'null'],
])('a file that is %s counts as not there, and is written anew', async (_, text) => {
  const path = newPath();
  mkdirSync(path);
  writeFileSync(join(path, `${key(1)}.json`), text);
  const store = program(path);
  expect(await store.get(key(1), place)).toBeUndefined();
  await store.set(key(1), decision('A'));
  expect(await program(path).get(key(1), place)).toEqual(decision('A'));
});

test.each([
  ['a refusal', decision("I'm sorry, but I can't view images.")],
  ['a placeholder', decision('Screenshot')],
  ['in other letters than the page', decision('一辆红色的汽车停在面包店门前。')],
  ['a phrase again and again', decision('the red car '.repeat(40).trim())],
  ['an answer in prose', { ...decision('A red car.'), structured: false }],
])('what is kept and would not pass today is dropped: %s', async (_, kept) => {
  const path = newPath();
  mkdirSync(path);
  writeFileSync(join(path, `${key(1)}.json`), JSON.stringify(kept));
  expect(await program(path).get(key(1), place)).toBeUndefined();
  expect(readdirSync(path)).toEqual([]);
  // What is in memory is checked in the same way.
  const store = program(path);
  await store.set(key(2), kept as AltDecision);
  const again = 'structured' in kept ? program(path) : store;
  expect(await again.get(key(2), place)).toBeUndefined();
  expect(readdirSync(path)).toEqual([]);
});

test('only so many are kept, the newest, and none for ever', async () => {
  const path = newPath();
  for (let n = 0; n < 6; n++) {
    await program(path, { now: () => 1_700_000_000_000 }).set(key(n), decision(String(n)));
    utimesSync(join(path, `${key(n)}.json`), n, 1_700_000_000 + n);
  }
  writeFileSync(join(path, 'x.1.part'), 'left by a program that was killed');
  utimesSync(join(path, 'x.1.part'), 1, 1_600_000_000);
  const names = () => readdirSync(path).sort();
  await program(path, { maxCount: 4, now: () => 1_700_000_000_000 }).set(key(9), decision('9'));
  await expect.poll(names).toEqual([3, 4, 5, 9].map((n) => `${key(n)}.json`));
  // 180 days after the fourth was written.
  const now = () => (1_700_000_000 + 4 + 180 * 86_400) * 1000 + 1;
  await program(path, { now }).set(key(10), decision('10'));
  await expect.poll(names).toEqual([5, 9, 10].map((n) => `${key(n)}.json`));
});

test('a folder that cannot be written is told, and the decision is known all the same', async () => {
  const path = newPath();
  writeFileSync(path, 'a file where the folder should be');
  const told: unknown[] = [];
  const store = program(path, { report: (error) => told.push(error) });
  await store.set(key(1), decision('A'));
  expect(told).toHaveLength(1);
  expect(await store.get(key(1), place)).toEqual(decision('A'));
  expect(readFileSync(path, 'utf8')).toBe('a file where the folder should be');
});

test('without a folder, decisions are known until the program ends', async () => {
  const store = createDecisionStore({ report: () => undefined, maxCount: 2 });
  for (const n of [1, 2]) {
    await store.set(key(n), decision(String(n)));
  }
  await store.get(key(1), place);
  await store.set(key(3), decision('3'));
  expect(await store.get(key(1), place)).toEqual(decision('1'));
  expect(await store.get(key(2), place)).toBeUndefined();
});

test('the folder is where each system keeps such files', () => {
  expect(userCache({}, 'linux')).toBe(join(homedir(), '.cache', 'sightread'));
  expect(userCache({}, 'darwin')).toBe(join(homedir(), 'Library', 'Caches', 'sightread'));
  expect(userCache({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'sightread'));
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(userCache({ XDG_CACHE_HOME: '/cache', LOCALAPPDATA: '/local' }, platform)).toBe(join('/cache', 'sightread'));
  }
});
