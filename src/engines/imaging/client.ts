/** The imaging engine's thin client. */
import { join } from 'node:path';
import { ImageError, type ImagingEngine } from '../../core/image/types';
import type { Handover } from '../kit/messages';
import { type ThreadFailure, WorkerClient } from '../kit/workerClient';
import type { ImagingFailure, ImagingRequest, ImagingResults } from './messages';

export interface ImagingEngineOptions {
  /** The folder that contains `imagingWorker.js` and the files beside it. */
  readonly distDir: string;
  /** A job that takes longer is ended together with its worker, milliseconds. */
  readonly deadlineMs?: number;
  /** After this many idle milliseconds, the worker is ended, which frees its memory. */
  readonly idleMs?: number;
}

/**
 * The worker's JavaScript needs 15 MB; pictures are outside that heap. But the larger it may grow, the later finished
 * pictures are collected: 45 MB more at the third photo of 33 megapixels (measured 2026-11-22).
 */
const resourceLimits = { maxOldGenerationSizeMb: 64 };

/**
 * An engine that hasn't started anything yet. Jobs wait for each other, so memory holds one picture at a time. If its
 * worker crashes during a job, the job goes to a new one, once: now and then, WebAssembly's threads fail for reasons
 * unrelated to the picture. The caller's bytes stay the caller's. Rejections are `ImageError` (`engineUnavailable` if
 * the worker can't start, with its cause), or the signal's reason when aborted.
 */
export function createImagingEngine(options: ImagingEngineOptions): ImagingEngine {
  const { distDir, deadlineMs = 15_000, idleMs = 60_000 } = options;
  const client = new WorkerClient<ImagingRequest, ImagingResults, ImagingFailure>({
    file: join(distDir, 'imagingWorker.js'),
    options: { resourceLimits },
    deadlineMs,
    idleMs,
    retries: true,
    onAbort: 'end',
    handOver: copied,
    toError,
  });
  return {
    render: (bytes, facts, job, signal) => client.run({ kind: 'render', bytes, facts, job }, signal),
    decode: (bytes, facts, maxPixels, signal) => client.run({ kind: 'decode', bytes, facts, maxPixels }, signal),
    contactSheet: (cells, job, signal) => client.run({ kind: 'contactSheet', cells, job }, signal),
    analyzePixels: (bytes, facts, signal) => client.run({ kind: 'analyzePixels', bytes, facts }, signal),
    drawnText: (bytes, signal) => client.run({ kind: 'drawnText', bytes }, signal),
    dispose: () => client.dispose(),
  };
}

function toError(failure: ThreadFailure | ImagingFailure): ImageError {
  const { reason, detail } = failure;
  if (reason === 'crashed') {
    return new ImageError('corrupt', detail);
  }
  return new ImageError(
    reason === 'notSent' ? 'engineUnavailable' : reason,
    detail,
    'size' in failure ? failure.size : undefined,
  );
}

/** One copy, which is then transferred: the caller's buffer may be a piece of a larger one, or still be needed. */
function copied(request: ImagingRequest): Handover<ImagingRequest> {
  if (request.kind === 'contactSheet') {
    const cells = request.cells.map((cell) => ({ ...cell, bytes: new Uint8Array(cell.bytes) }));
    return { message: { ...request, cells }, transfer: cells.map((cell) => cell.bytes.buffer) };
  }
  const bytes = new Uint8Array(request.bytes);
  return { message: { ...request, bytes }, transfer: [bytes.buffer] };
}
