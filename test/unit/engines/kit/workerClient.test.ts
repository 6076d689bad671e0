import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReasonError } from '../../../../src/core/reasonError';
import { WorkerClient, type WorkerClientSettings } from '../../../../src/engines/kit/workerClient';
import type { KitFailure, KitJob } from './jobs';

let folder = '';
const clients: { dispose(): void }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'));
  const entryPoints = ['test/unit/engines/kit/worker.ts', 'src/engines/kit/workerClient.ts'];
  await build({ bundle: true, platform: 'node', format: 'cjs', entryPoints, outdir: folder, entryNames: '[name]' });
});

afterAll(() => {
  for (const one of clients) {
    one.dispose();
  }
  rmSync(folder, { recursive: true });
});

function client(settings: Partial<WorkerClientSettings<KitJob, KitFailure>> = {}) {
  const created = new WorkerClient<KitJob, Record<KitJob['kind'], unknown>, KitFailure>({
    file: join(folder, 'worker.js'),
    deadlineMs: 15_000,
    idleMs: 15_000,
    onAbort: 'end',
    toError: ({ reason, detail }) => new ReasonError(reason, detail),
    ...settings,
  });
  clients.push(created);
  return created;
}

const echo = (words: unknown) => ({ kind: 'echo', words }) as const;

test('answers each job in order, and hears nothing of stale replies', async () => {
  const one = client();
  const answers = await Promise.all(['a', 'b', 'c'].map((words) => one.run(echo(words))));
  expect(answers).toEqual([
    { said: 'a', answered: 1 },
    { said: 'b', answered: 2 },
    { said: 'c', answered: 3 },
  ]);
});

test('moves what is handed over when its turn comes', async () => {
  const bytes = new Uint8Array(9);
  const one = client({
    handOver: (job) => ({ message: job, transfer: job.kind === 'echo' && job.bytes ? [job.bytes.buffer] : [] }),
  });
  const slow = one.run({ kind: 'slow' });
  const later = one.run({ kind: 'echo', words: '', bytes });
  expect(bytes.length).toBe(9);
  await slow;
  expect(bytes.length).toBe(0);
  expect(await later).toMatchObject({ bytes: 9 });
});

test('tells of progress, and of what the handler threw', async () => {
  const one = client();
  const steps: number[] = [];
  expect(await one.run({ kind: 'steps' }, undefined, (done) => steps.push(done))).toBe('done');
  expect(steps).toEqual([0.5, 1]);
  await expect(one.run({ kind: 'refuse' })).rejects.toMatchObject({ reason: 'refused', detail: 'Error: no' });
  expect(await one.run(echo('still'))).toMatchObject({ answered: 1 });
});

test('ends a job over its deadline with its thread, and goes on in a new one', async () => {
  const one = client({ deadlineMs: 2_000 });
  await one.run(echo('a'));
  const [stuck, next] = [one.run({ kind: 'wait' }), one.run(echo('b'))];
  await expect(stuck).rejects.toMatchObject({ reason: 'deadline', detail: 'wait took more than 2000 ms' });
  expect(await next).toMatchObject({ said: 'b', answered: 1 });
});

test('an aborted job rejects at once; its thread ends, or lives on', async () => {
  for (const [onAbort, answered] of [
    ['end', 1],
    ['finish', 2],
  ] as const) {
    const one = client({ onAbort });
    await one.run(echo('first'));
    const [running, waiting] = [new AbortController(), new AbortController()];
    const slow = one.run({ kind: 'slow' }, running.signal);
    const dropped = one.run(echo('never'), waiting.signal);
    const last = one.run(echo('last'));
    waiting.abort('second');
    running.abort('first');
    await expect(slow).rejects.toBe('first');
    await expect(dropped).rejects.toBe('second');
    expect(await last).toMatchObject({ said: 'last', answered });
  }
  await expect(client().run(echo(''), AbortSignal.abort('before'))).rejects.toBe('before');
});

test.each([
  'throw',
  'trap',
] as const)('a job over which the thread broke by a %s goes to a new one, once', async (by) => {
  const one = client({ retries: true });
  const breaking = (times: number) => {
    const left = new Int32Array(new SharedArrayBuffer(4)).fill(times);
    return one.run({ kind: 'break', by, left });
  };
  const [first, behind] = [breaking(1), one.run(echo('behind'))];
  expect(await first).toBe('held');
  expect(await behind).toMatchObject({ answered: 1 });
  const error = await breaking(2).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ reason: 'crashed', detail: 'out of bounds' });
  expect((error as Error).cause).toBeInstanceOf(Error);
  expect(await one.run(echo('after'))).toMatchObject({ answered: 1 });
});

test('without retries it fails, and those behind it get a new thread', async () => {
  const one = client();
  const [ended, behind] = [one.run({ kind: 'exit' }), one.run(echo('behind'))];
  await expect(ended).rejects.toMatchObject({
    reason: 'engineUnavailable',
    detail: 'the thread ended with code 3',
  });
  expect(await behind).toMatchObject({ answered: 1 });
  await expect(one.run({ kind: 'exit' })).rejects.toMatchObject({ reason: 'crashed' });
});

test('a thread over its memory ends alone', async () => {
  const one = client({ options: { resourceLimits: { maxOldGenerationSizeMb: 16 } } });
  await expect(one.run({ kind: 'fill' })).rejects.toMatchObject({ detail: expect.stringContaining('memory') });
  expect(await one.run(echo('after'))).toMatchObject({ answered: 1 });
});

test('what cannot be copied fails alone', async () => {
  const one = client();
  const [good, bad] = [one.run(echo('good')), one.run(echo(() => undefined))];
  await expect(bad).rejects.toMatchObject({ reason: 'notSent' });
  expect(await good).toMatchObject({ said: 'good' });
});

test('ends when idle, and starts again', async () => {
  const one = client({ idleMs: 1 });
  await one.run(echo('a'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await one.run(echo('b'))).toMatchObject({ answered: 1 });
});

test('disposing settles what is open, and refuses what comes', async () => {
  const one = client();
  const open = Promise.allSettled([one.run({ kind: 'wait' }), one.run(echo('a'))]);
  one.dispose();
  const late = one.run(echo('b'));
  await expect(late).rejects.toMatchObject({ reason: 'engineUnavailable', detail: 'disposed' });
  for (const outcome of await open) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { reason: 'engineUnavailable' } });
  }
});

test('a thread that cannot start is said with its cause', async () => {
  const error = await client({ file: join(folder, 'nowhere.js') })
    .run(echo(''))
    .catch((cause: unknown) => cause);
  expect(error).toMatchObject({ reason: 'engineUnavailable' });
  expect((error as Error).cause).toBeInstanceOf(Error);
});

test('an idle thread keeps no program alive', () => {
  const script = `const { WorkerClient } = require('./workerClient.js');
    const file = require('node:path').join(__dirname, 'worker.js');
    new WorkerClient({ file, deadlineMs: 60000, idleMs: 60000, onAbort: 'end', toError: (one) => new Error(one.detail) })
      .run({ kind: 'echo', words: 'a' }).then(({ said }) => console.log(said));`;
  writeFileSync(join(folder, 'program.js'), script);
  const { stdout, status } = spawnSync(process.execPath, ['program.js'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([stdout.trim(), status]).toEqual(['a', 0]);
});
