// Fuzzes one target in a separate thread. The next input is in shared memory: if it never returns, the waiting thread
// knows why.
import { parentPort, workerData } from 'node:worker_threads';
import { largestInput, mutate, randomFrom, shrunk } from './mutate';
import { bytesOf, type Target } from './target';
import { targets } from './targets';

interface Work {
  readonly name: string;
  readonly seconds: number;
  readonly seed: number;
  /** Inputs that are tried first, unchanged. */
  readonly kept: readonly Uint8Array[];
  readonly shared: SharedArrayBuffer;
}

const mostFindings = 3;
const shrinkMs = 3000;
const mostKept = 2000;

const { name, seconds, seed, kept, shared } = workerData as Work;
/** How many inputs were tried, and how long the last one has been running. */
const state = new Int32Array(shared, 0, 2);
const current = new Uint8Array(shared, 8, largestInput);
const random = randomFrom(seed);

/** Undefined if everything that must be true was; otherwise the fault, in a form that identifies it. */
async function fault(target: Target, input: Uint8Array): Promise<{ name?: string; error?: string }> {
  current.set(input.subarray(0, largestInput));
  Atomics.store(state, 1, Math.min(input.length, largestInput));
  Atomics.add(state, 0, 1);
  try {
    return { name: await target.run(input) };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { error: stack.split('\n').slice(0, 6).join('\n') };
  }
}

/** The same fault in the same place: without numbers and the input's text. */
const keyOf = (error: string) =>
  error
    .split('\n')
    .slice(0, 2)
    .join(' ')
    .replace(/["'`].*?["'`]|\d+/g, '');

const target = await targets[name]?.();
if (!target) {
  throw new Error(`no target ${name}`);
}
const pieces = (target.pieces ?? []).map(bytesOf);
const pool: Uint8Array[] = [...kept, ...target.seeds()].map((input) => input.slice(0, largestInput));
parentPort?.postMessage({ kind: 'ready', longestMs: target.longestMs });
const seen = new Set<string>();
const known = new Set<string>();
const until = Date.now() + seconds * 1000;
for (let run = 0; known.size < mostFindings && (run < pool.length || Date.now() < until); run++) {
  const first = pool[run];
  const base = pool[random(pool.length)] ?? new Uint8Array();
  const other = pool[random(pool.length)] ?? base;
  const input = first ?? mutate(random, base, other, pieces, target.largest);
  const { name: label, error } = await fault(target, input);
  if (error !== undefined && !known.has(keyOf(error))) {
    known.add(keyOf(error));
    const same = async (tried: Uint8Array) => {
      const again = await fault(target, tried);
      return again.error !== undefined && keyOf(again.error) === keyOf(error);
    };
    const smallest = await shrunk(input, same, shrinkMs);
    parentPort?.postMessage({ kind: 'finding', error, input: smallest });
  } else if (label !== undefined && !seen.has(label)) {
    seen.add(label);
    if (first === undefined && pool.length < mostKept) {
      pool.push(input);
      parentPort?.postMessage({ kind: 'interesting', input });
    }
  }
}
parentPort?.postMessage({ kind: 'done' });
