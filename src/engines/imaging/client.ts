/** The imaging engine's thin client: a lazy worker thread, one job at a time, a hard deadline. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ImageError, type ImagingEngine } from '../../core/image/types';
import type { ImagingReply, ImagingRequest, ImagingResults } from './messages';

export interface ImagingEngineOptions {
  /** The folder that holds `imagingWorker.js` and what lies beside it. */
  readonly distDir: string;
  /** A job that takes longer is ended together with its worker, milliseconds. */
  readonly deadlineMs?: number;
  /** After so many idle milliseconds the worker is ended, which gives its memory back. */
  readonly idleMs?: number;
}

/**
 * The worker's JavaScript needs 15 MB; pictures lie outside of that heap. But the larger it may grow, the later are
 * pictures cleared away that are done with: 45 MB more at the third photo of 33 megapixels (measured 2026-11-22).
 */
const resourceLimits = { maxOldGenerationSizeMb: 64 };

interface Job {
  readonly request: ImagingRequest;
  readonly signal: AbortSignal | undefined;
  /** A worker broke down over it, and another one has it now. */
  again?: boolean;
  resolve(result: ImagingResults[ImagingRequest['kind']]): void;
  reject(error: unknown): void;
}

/**
 * An engine that has not started anything yet: the worker starts with the first job and ends when idle. Jobs wait for
 * each other, so memory holds one picture at a time. A job over which its worker broke down is given to a new one, once:
 * now and then WebAssembly's threads fail for no reason of the picture. The caller's bytes stay the caller's. Rejections
 * are `ImageError` (`engineUnavailable` when the worker cannot start, its cause kept), or the signal's reason when aborted.
 */
export function createImagingEngine(options: ImagingEngineOptions): ImagingEngine {
  const { distDir, deadlineMs = 15_000, idleMs = 60_000 } = options;
  const queue: Job[] = [];
  let worker: Worker | undefined;
  let running: Job | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let deadlineTimer: NodeJS.Timeout | undefined;
  let disposed = false;
  /** Some worker has answered: what breaks one down now lies in the picture. */
  let heard = false;

  function stopWorker(): void {
    const ended = worker;
    worker = undefined;
    if (ended) {
      ended.removeAllListeners();
      // What a worker that is being ended still throws is of no interest; unheard it would end this process.
      ended.on('error', () => undefined);
      void ended.terminate();
    }
  }

  function startWorker(): Worker {
    // Its output is kept from ours; it is not read either, since a stream being read keeps a program from ending.
    const started = new Worker(join(distDir, 'imagingWorker.js'), { stdout: true, stderr: true, resourceLimits });
    started.on('message', (reply: ImagingReply) => {
      heard = true;
      finish(reply.ok ? undefined : new ImageError(reply.reason, reply.detail, reply.size), reply);
    });
    started.on('error', (error) => {
      worker = undefined;
      if (running && !running.again) {
        running.again = true;
        queue.unshift(running);
        running = undefined;
        clearTimeout(deadlineTimer);
        next();
        return;
      }
      const failed = new ImageError(heard ? 'corrupt' : 'engineUnavailable', error.message);
      failed.cause = error;
      finish(failed);
    });
    started.on('exit', (code) => {
      if (worker === started) {
        worker = undefined;
        finish(new ImageError('engineUnavailable', `worker ended with code ${code}`));
      }
    });
    return started;
  }

  function finish(error: unknown, reply?: ImagingReply): void {
    const job = running;
    running = undefined;
    clearTimeout(deadlineTimer);
    if (job && error) {
      job.reject(error);
    } else if (job && reply?.ok) {
      job.resolve(reply.result);
    }
    next();
  }

  function idle(): void {
    worker?.unref();
    idleTimer = setTimeout(stopWorker, idleMs);
    idleTimer.unref();
  }

  function next(): void {
    clearTimeout(idleTimer);
    const job = running ? undefined : queue.shift();
    if (!job) {
      if (!running) {
        idle();
      }
      return;
    }
    running = job;
    try {
      worker ??= startWorker();
    } catch (cause) {
      const failed = new ImageError('engineUnavailable', String(cause));
      failed.cause = cause;
      finish(failed);
      return;
    }
    worker.ref();
    deadlineTimer = setTimeout(() => {
      stopWorker();
      finish(new ImageError('deadline', `${job.request.kind} took more than ${deadlineMs} ms`));
    }, deadlineMs);
    const { request, transfer } = copied(job.request);
    worker.postMessage(request, transfer);
  }

  function run<K extends ImagingRequest['kind']>(
    request: Extract<ImagingRequest, { kind: K }>,
    signal: AbortSignal | undefined,
  ): Promise<ImagingResults[K]> {
    return new Promise((resolve, reject) => {
      if (disposed) {
        reject(new ImageError('engineUnavailable', 'disposed'));
        return;
      }
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        reject(signal?.reason);
        if (running === job) {
          stopWorker();
          finish(undefined);
        } else {
          queue.splice(queue.indexOf(job), 1);
        }
      };
      const done = () => signal?.removeEventListener('abort', onAbort);
      const job: Job = {
        request,
        signal,
        resolve: (result) => {
          done();
          resolve(result as ImagingResults[K]);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(job);
      next();
    });
  }

  return {
    render: (bytes, facts, job, signal) => run({ kind: 'render', bytes, facts, job }, signal),
    decode: (bytes, facts, maxPixels, signal) => run({ kind: 'decode', bytes, facts, maxPixels }, signal),
    contactSheet: (cells, job, signal) => run({ kind: 'contactSheet', cells, job }, signal),
    look: (bytes, facts, signal) => run({ kind: 'look', bytes, facts }, signal),
    drawnText: (bytes, signal) => run({ kind: 'drawnText', bytes }, signal),
    dispose() {
      disposed = true;
      stopWorker();
      clearTimeout(idleTimer);
      for (const job of queue.splice(0)) {
        job.reject(new ImageError('engineUnavailable', 'disposed'));
      }
      finish(new ImageError('engineUnavailable', 'disposed'));
    },
  };
}

/** One copy, which is then handed over: the caller's buffer may be a piece of a larger one, or still be needed. */
function copied(request: ImagingRequest): { request: ImagingRequest; transfer: ArrayBuffer[] } {
  if (request.kind === 'contactSheet') {
    const cells = request.cells.map((cell) => ({ ...cell, bytes: new Uint8Array(cell.bytes) }));
    return { request: { ...request, cells }, transfer: cells.map((cell) => cell.bytes.buffer) };
  }
  const bytes = new Uint8Array(request.bytes);
  return { request: { ...request, bytes }, transfer: [bytes.buffer] };
}
