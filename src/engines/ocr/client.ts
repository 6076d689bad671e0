/** The OCR engine's thin client. */
import { join } from 'node:path';
import type { Pixels } from '../../core/image/types';
import { type OcrEngine, OcrError, type OcrOptions, type OcrResult } from '../../core/text/types';
import type { Handover } from '../kit/messages';
import { WorkerClient } from '../kit/workerClient';
import type { OcrFailure, OcrResults, ReadRequest, WorkerSettings } from './messages';

export interface OcrEngineSettings {
  /** The bundles: `ocrWorker.js`, and `ocr/` with cores and model. */
  readonly distDir: string;
  /** A directory with more models, `<language>.traineddata`. */
  readonly languageDir?: string;
  /** Milliseconds that one page can take, including the thread's start. */
  readonly deadlineMs?: number;
  /** Idle milliseconds after which the thread ends and its memory is freed. */
  readonly idleMs?: number;
}

/**
 * The OCR engine. Pages are read one after another in one thread, which starts with the first page. An aborted signal
 * rejects with its reason and ends the thread at once; other failures are `OcrError`s.
 */
export function createOcrEngine(settings: OcrEngineSettings): OcrEngine {
  const { distDir, languageDir, deadlineMs = 60_000, idleMs = 60_000 } = settings;
  const workerData: WorkerSettings = { engineDirectory: join(distDir, 'ocr'), languageDirectory: languageDir };
  const client = new WorkerClient<ReadRequest, OcrResults, OcrFailure>({
    file: join(distDir, 'ocrWorker.js'),
    options: { workerData },
    deadlineMs,
    idleMs,
    onAbort: 'end',
    handOver: withOwnBuffer,
    toError: ({ reason, detail }) =>
      new OcrError(reason === 'crashed' || reason === 'notSent' ? 'engineUnavailable' : reason, detail),
  });

  async function read(pixels: Pixels, options: OcrOptions = {}, signal?: AbortSignal): Promise<OcrResult> {
    const { width, height, data } = pixels;
    if (!(width > 0 && height > 0) || data.length !== width * height * 4) {
      throw new OcrError('badImage', `${width} × ${height} with ${data.length} bytes`);
    }
    const { mode = 'text', onProgress } = options;
    const languages = options.languages?.length ? options.languages : ['eng'];
    return client.run({ kind: 'read', width, height, data, languages, mode }, signal, onProgress);
  }

  return { read, dispose: () => client.dispose() };
}

/** The pixels in a buffer of their own, which is transferred to the thread. */
function withOwnBuffer(request: ReadRequest): Handover<ReadRequest> {
  const { buffer, byteLength } = request.data;
  const data = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? request.data : request.data.slice();
  return { message: { ...request, data }, transfer: [data.buffer as ArrayBuffer] };
}
