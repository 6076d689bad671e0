/** The offline reader as everybody else sees it: a thread that is started when needed and ended when idle. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Pixels } from '../../core/image/types';
import { type OcrEngine, OcrError, type OcrOptions, type OcrResult } from '../../core/text/types';
import type { ReadRequest, WorkerReply, WorkerSettings } from './messages';

export interface OcrEngineSettings {
  /** Where the bundles lie: `ocrWorker.js`, and `ocr/` with cores and model. */
  readonly distDir: string;
  /** A directory with further models, `<language>.traineddata`. */
  readonly languageDir?: string;
  /** Milliseconds one page may take, start of the thread included. */
  readonly deadlineMs?: number;
  /** Milliseconds without work after which the thread ends and its memory is freed. */
  readonly idleMs?: number;
}

interface Job {
  readonly request: ReadRequest;
  readonly onProgress?: (done: number) => void;
  readonly settle: (outcome: { readonly result: OcrResult } | { readonly error: unknown }) => void;
}

/**
 * The offline reader. Pages are read one after the other in one thread, which starts with the first page. An aborted
 * signal rejects with its reason and ends the thread at once; other failures are `OcrError`s.
 */
export function createOcrEngine(settings: OcrEngineSettings): OcrEngine {
  const { distDir, languageDir, deadlineMs = 60_000, idleMs = 60_000 } = settings;
  const queue: Job[] = [];
  let worker: Worker | undefined;
  let current: Job | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    const workerData: WorkerSettings = { engineDirectory: join(distDir, 'ocr'), languageDirectory: languageDir };
    // Its output is kept from ours and never read: a stream that flows would keep the program alive.
    const started = new Worker(join(distDir, 'ocrWorker.js'), { workerData, stdout: true, stderr: true });
    started.on('message', (reply: WorkerReply) => receive(reply));
    started.on('error', (error) => lost(started, String(error)));
    started.on('exit', (code) => lost(started, `the reader's thread ended with code ${code}`));
    return started;
  }

  function next(): void {
    clearTimeout(timer);
    current = queue.shift();
    if (!current) {
      worker?.unref();
      timer = setTimeout(stop, idleMs);
      timer.unref();
      return;
    }
    const { request } = current;
    try {
      worker ??= start();
      worker.ref();
      worker.postMessage(request, [request.data.buffer as ArrayBuffer]);
    } catch (error) {
      finish({ error: new OcrError('engineUnavailable', String(error)) });
      return;
    }
    timer = setTimeout(() => {
      stop();
      finish({ error: new OcrError('deadline', `${deadlineMs} ms`) });
    }, deadlineMs);
  }

  function finish(outcome: Parameters<Job['settle']>[0]): void {
    const done = current;
    current = undefined;
    done?.settle(outcome);
    next();
  }

  function receive(reply: WorkerReply): void {
    if (reply.id !== current?.request.id) {
      return;
    }
    switch (reply.type) {
      case 'progress':
        current.onProgress?.(reply.done);
        return;
      case 'result':
        finish({ result: reply.result });
        return;
      case 'error':
        finish({ error: new OcrError(reply.reason, reply.detail) });
    }
  }

  /** The thread broke by itself: the page it was reading fails, the others get a new one. */
  function lost(one: Worker, detail: string): void {
    if (one !== worker) {
      return;
    }
    worker = undefined;
    if (current) {
      finish({ error: new OcrError('engineUnavailable', detail) });
    }
  }

  function stop(): void {
    const ending = worker;
    worker = undefined;
    void ending?.terminate();
  }

  function cancel(job: Job, reason: unknown): void {
    if (job === current) {
      stop();
      finish({ error: reason });
      return;
    }
    const at = queue.indexOf(job);
    if (at >= 0) {
      queue.splice(at, 1);
      job.settle({ error: reason });
    }
  }

  async function read(pixels: Pixels, options: OcrOptions = {}, signal?: AbortSignal): Promise<OcrResult> {
    signal?.throwIfAborted();
    const { width, height } = pixels;
    if (!(width > 0 && height > 0) || pixels.data.length !== width * height * 4) {
      throw new OcrError('badImage', `${width} × ${height} with ${pixels.data.length} bytes`);
    }
    return new Promise<OcrResult>((resolve, reject) => {
      const onAbort = () => cancel(job, signal?.reason);
      const job: Job = {
        request: {
          id: ++lastId,
          width,
          height,
          data: wholeBuffer(pixels.data),
          languages: options.languages?.length ? options.languages : ['eng'],
          mode: options.mode ?? 'text',
        },
        onProgress: options.onProgress,
        settle: (outcome) => {
          signal?.removeEventListener('abort', onAbort);
          if ('result' in outcome) {
            resolve(outcome.result);
          } else {
            reject(outcome.error);
          }
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(job);
      if (!current) {
        next();
      }
    });
  }

  function dispose(): void {
    const open = [...(current ? [current] : []), ...queue.splice(0)];
    current = undefined;
    clearTimeout(timer);
    stop();
    for (const job of open) {
      job.settle({ error: new OcrError('engineUnavailable', 'the reader was closed') });
    }
  }

  return { read, dispose };
}

/** The pixels in a buffer of their own, which can be handed over to the thread. */
function wholeBuffer(data: Uint8Array | Uint8ClampedArray): Uint8Array | Uint8ClampedArray {
  const own = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
  return own ? data : data.slice();
}
