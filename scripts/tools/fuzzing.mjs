// @ts-check
// Runs the targets of test/fuzz, each in a thread of its own, and looks after them: one that does not come back from an input
// in time, or takes all memory, has found something too.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root, say } from './run.mjs';

/**
 * An input has at most 64 KiB, so anything that takes longer than this takes more than linear time. Other work may be
 * running.
 */
const longestRunMs = 8_000;
const startMs = 60_000;
const largestInput = 1 << 16;
/** Inputs that made something fail, and those from earlier runs that led somewhere new (not in the repository). */
const defaultFolders = { seeds: join(root, 'test/fuzz/seeds'), found: join(root, 'test/output/fuzz') };

/**
 * @typedef {object} Finding
 * @property {string} what
 * @property {string} file where the input is
 */

/** @typedef {{ kind: 'ready' | 'finding' | 'interesting' | 'done', longestMs?: number, error: string, input: Uint8Array }} Message */

/** @typedef {{ name: string, runs: number, findings: Finding[] }} Result */

/** The worker with all targets in one file. @returns {Promise<string>} */
export async function bundleTargets() {
  const { build } = await import('esbuild');
  const outfile = join(root, 'node_modules/.cache/sightread/fuzz/worker.mjs');
  await build({
    entryPoints: [join(root, 'test/fuzz/worker.ts')],
    outdir: join(outfile, '..'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'inline',
    external: ['sharp', 'vitest', 'fast-check'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/**
 * @param {string} worker from bundleTargets() @param {readonly string[]} names
 * @param {{ seconds: number, seed: number, threads?: number, each?: (result: Result) => void, folders?: typeof defaultFolders }} options
 * `seconds` in all
 * @returns {Promise<Result[]>}
 */
export async function fuzz(
  worker,
  names,
  { seconds, seed, threads = availableParallelism(), each, folders = defaultFolders },
) {
  const atOnce = Math.min(names.length, threads);
  const share = (seconds * atOnce) / names.length;
  /** @type {Result[]} */
  const results = [];
  const waiting = [...names];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const result = await fuzzOne(worker, name, share, seed, folders);
        results.push(result);
        each?.(result);
      }
    }),
  );
  return results;
}

/**
 * @param {string} file @param {string} name @param {number} seconds @param {number} seed @param {typeof defaultFolders} folders
 * @returns {Promise<Result>}
 */
function fuzzOne(file, name, seconds, seed, { seeds, found: foundFolder }) {
  const shared = new SharedArrayBuffer(8 + largestInput);
  const state = new Int32Array(shared, 0, 2);
  const current = () => new Uint8Array(new Uint8Array(shared, 8, Atomics.load(state, 1)));
  const workerData = { name, seconds, seed, kept: keptInputs(name, [seeds, foundFolder]), shared };
  const worker = new Worker(file, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    execArgv: ['--enable-source-maps'],
  });
  /** @type {Finding[]} */
  const findings = [];
  return new Promise((resolve) => {
    const finish = () => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ name, runs: Atomics.load(state, 0), findings });
    };
    const found = (/** @type {string} */ what, /** @type {Uint8Array} */ input) =>
      findings.push({ what: `${what}\n(seed ${seed})`, file: keep(seeds, name, input) });
    let longestMs = startMs;
    let seen = 0;
    let since = Date.now();
    const watch = setInterval(() => {
      const runs = Atomics.load(state, 0);
      if (runs !== seen) {
        seen = runs;
        since = Date.now();
      } else if (Date.now() - since > longestMs) {
        found(`no answer within ${(Date.now() - since) / 1000} s`, current());
        finish();
      }
    }, 200);
    worker.on('message', (/** @type {Message} */ message) => {
      if (message.kind === 'ready') {
        longestMs = message.longestMs ?? longestRunMs;
      } else if (message.kind === 'finding') {
        found(message.error, message.input);
      } else if (message.kind === 'interesting') {
        keep(foundFolder, name, message.input);
      } else {
        finish();
      }
    });
    worker.on('error', (error) => {
      found(String(error instanceof Error ? (error.stack ?? error) : error), current());
      finish();
    });
  });
}

/**
 * Earlier findings, which should not recur; then inputs that led somewhere new. @param {string} name @param {string[]}
 * folders
 */
function keptInputs(name, folders) {
  return folders
    .map((folder) => join(folder, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => new Uint8Array(readFileSync(join(folder, file)))));
}

/** @param {string} folder @param {string} name @param {Uint8Array} input */
function keep(folder, name, input) {
  const file = join(folder, name, createHash('sha256').update(input).digest('hex').slice(0, 12));
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(file, input);
  return file;
}

/** @param {Result} result */
export function sayResult({ name, runs, findings }) {
  say(`${findings.length === 0 ? '✓' : '✗'} ${name.padEnd(26)} ${runs} inputs`);
  for (const { what, file } of findings) {
    say(`  ${what.split('\n').join('\n  ')}\n  input: ${file}`);
  }
}
