/** The markup engine's thin client: a thread that starts with the first document and ends when idle. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MarkupEngine } from '../../core/altText/engine';
import { MarkupError } from '../../core/altText/types';
import type { MarkupJob, MarkupReply, MarkupRequest, MarkupResults } from './messages';

export interface MarkupEngineOptions {
  /** The folder that holds `markupWorker.js`. */
  readonly distDir: string;
  /** After so many idle milliseconds the thread is ended, which gives its memory back. */
  readonly idleMs?: number;
  /** Longest silence of the thread while it has work, milliseconds; then it is ended and its work fails. */
  readonly deadlineMs?: number;
  /** For the editor, whose thread must not be held up: of a document with very many images some are left out. */
  readonly isBounded?: boolean;
}

/** The largest document of 2 MB takes about a third of it. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };
const rememberedFatal = 8;

interface Pending {
  readonly job: MarkupJob;
  resolve(result: MarkupResults[MarkupJob['kind']]): void;
  reject(error: unknown): void;
}

const keyOf = ({ text, languageId }: { text: string; languageId: string }) => `${languageId}\n${text}`;

/**
 * An engine that has not started anything yet. Requests are answered in order; an aborted one is dropped. A document over
 * which the thread ended is refused from then on, with the same error.
 */
export function createMarkupEngine(options: MarkupEngineOptions): MarkupEngine {
  const { distDir, idleMs = 60_000, deadlineMs = 20_000, isBounded = false } = options;
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Documents that ended a thread: given to another one, they would end that too. */
  const fatal = new Map<string, MarkupError>();
  let lastId = 0;
  let disposed = false;

  function start(): Worker {
    const started = new Worker(join(distDir, 'markupWorker.js'), { stdout: true, stderr: true, resourceLimits });
    // Read and dropped: a command line's output must stay its own.
    started.stdout.resume();
    started.stderr.resume();
    started.on('message', (reply: MarkupReply) => receive(reply));
    started.on('error', (error) => lost(started, String(error)));
    started.on('exit', (code) => lost(started, `the parsers' thread ended with code ${code}`));
    return started;
  }

  function receive(reply: MarkupReply): void {
    const job = pending.get(reply.id);
    pending.delete(reply.id);
    watch();
    if (reply.ok) {
      job?.resolve(reply.result);
    } else {
      job?.reject(new MarkupError('failed', reply.detail));
    }
  }

  /** While there is work the thread keeps the process alive and must answer in time; then it only waits to be ended. */
  function watch(): void {
    clearTimeout(timer);
    if (!worker) {
      return;
    }
    if (pending.size > 0) {
      worker.ref();
      timer = setTimeout(() => replace(new MarkupError('deadline', `${deadlineMs} ms`)), deadlineMs);
    } else {
      worker.unref();
      timer = setTimeout(() => stop(), idleMs);
      timer.unref();
    }
  }

  function lost(one: Worker, detail: string): void {
    if (one === worker) {
      replace(new MarkupError('engineUnavailable', detail));
    }
  }

  /** Ends the thread and fails what it was busy with; what waits behind that goes to a new one. */
  function replace(error: MarkupError): void {
    const [culprit, ...waiting] = pending;
    clearTimeout(timer);
    void worker?.terminate();
    worker = undefined;
    if (culprit) {
      const [id, { job, reject }] = culprit;
      pending.delete(id);
      if ('text' in job) {
        fatal.set(keyOf(job), error);
        const [oldest] = fatal.keys();
        if (fatal.size > rememberedFatal && oldest !== undefined) {
          fatal.delete(oldest);
        }
      }
      reject(error);
    }
    for (const [id, { job }] of waiting) {
      send(id, job);
    }
    watch();
  }

  function send(id: number, job: MarkupJob): void {
    try {
      worker ??= start();
    } catch (cause) {
      stop(new MarkupError('engineUnavailable', String(cause)));
      return;
    }
    try {
      worker.postMessage({ id, job } satisfies MarkupRequest);
    } catch (cause) {
      // Something that cannot be copied: a fault of this request alone.
      pending.get(id)?.reject(new MarkupError('failed', String(cause)));
      pending.delete(id);
    }
  }

  function stop(error: unknown = new MarkupError('engineUnavailable', 'disposed')): void {
    clearTimeout(timer);
    const ending = worker;
    worker = undefined;
    void ending?.terminate();
    const failed = [...pending.values()];
    pending.clear();
    for (const job of failed) {
      job.reject(error);
    }
  }

  function run<K extends MarkupJob['kind']>(
    job: Extract<MarkupJob, { kind: K }>,
    signal: AbortSignal | undefined,
  ): Promise<MarkupResults[K]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (disposed) {
        reject(new MarkupError('engineUnavailable', 'disposed'));
        return;
      }
      const known = 'text' in job ? fatal.get(keyOf(job)) : undefined;
      if (known) {
        reject(known);
        return;
      }
      const id = ++lastId;
      const onAbort = () => {
        pending.set(id, { job, resolve: () => undefined, reject: () => undefined });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settled = () => signal?.removeEventListener('abort', onAbort);
      pending.set(id, {
        job,
        resolve: (result) => {
          settled();
          resolve(result as MarkupResults[K]);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      send(id, job);
      watch();
    });
  }

  return {
    find: (text, languageId, signal, near = 0) =>
      run({ kind: 'find', text, languageId, ...(isBounded && { near }) }, signal),
    check: (text, languageId, checkOptions = {}, signal = undefined) =>
      run({ kind: 'check', text, languageId, options: checkOptions, isBounded }, signal),
    edit: (text, languageId, changes, signal) => run({ kind: 'edit', text, languageId, changes }, signal),
    checkSchema: (value, schema, signal) => run({ kind: 'schema', value, schema }, signal),
    findFault: (text, languageId, signal) => run({ kind: 'fault', text, languageId }, signal),
    dispose() {
      disposed = true;
      stop();
    },
  };
}
