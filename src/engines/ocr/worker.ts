/** The reader's thread: loads the recogniser on the first page, then reads page after page. */
import { parentPort, workerData } from 'node:worker_threads';
import { OcrError } from '../../core/text/types';
import type { ReadRequest, WorkerReply, WorkerSettings } from './messages';
import { readPage } from './read';
import { loadRecognizer, type Recognizer } from './tesseract';

const settings = workerData as WorkerSettings;
let loaded: { readonly languages: string; readonly recognizer: Recognizer } | undefined;

async function recognizerFor(languages: readonly string[]): Promise<Recognizer> {
  const key = languages.join('+');
  if (loaded?.languages !== key) {
    loaded?.recognizer.dispose();
    loaded = undefined;
    const directories = [settings.engineDirectory, ...(settings.languageDirectory ? [settings.languageDirectory] : [])];
    loaded = { languages: key, recognizer: await loadRecognizer(settings.engineDirectory, directories, languages) };
  }
  return loaded.recognizer;
}

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message);
}

async function answer({ id, width, height, data, languages, mode }: ReadRequest): Promise<void> {
  try {
    const recognizer = await recognizerFor(languages);
    const onProgress = (done: number) => reply({ type: 'progress', id, done });
    reply({ type: 'result', id, result: readPage({ width, height, data }, recognizer, { mode, onProgress }) });
  } catch (error) {
    const reason = error instanceof OcrError ? error.reason : 'engineUnavailable';
    const detail = error instanceof OcrError ? error.detail : String(error);
    reply({ type: 'error', id, reason, detail });
  }
}

parentPort?.on('message', (request: ReadRequest) => void answer(request));
