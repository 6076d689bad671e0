/** The OCR thread: loads Tesseract with the first page, then reads page after page. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { OcrError, type OcrResult } from '../../core/text/types';
import { serve } from '../kit/serve';
import { loadLanguage } from './cells/language';
import { loadNet } from './cells/net';
import type { Witnesses } from './cells/readRows';
import { eraseCodes, findCodes } from './codes';
import type { OcrFailure, ReadRequest, WorkerSettings } from './messages';
import { readPage } from './read';
import { loadRecognizer, type Recognizer } from './tesseract';
import { readUpright } from './upright';

const settings = workerData as WorkerSettings;
let loaded: { readonly languages: string; readonly recognizer: Recognizer } | undefined;
let cells: Witnesses | undefined;

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

async function cellReaders(): Promise<Witnesses> {
  const fileOf = (name: string) => readFile(join(settings.engineDirectory, name));
  cells ??= { net: loadNet(await fileOf('cells.net')), language: loadLanguage(await fileOf('code.grams')) };
  return cells;
}

async function read(request: ReadRequest, onProgress: (done: number) => void): Promise<OcrResult> {
  const { languages, mode } = request;
  const [found, recognizer, readers] = await Promise.all([
    findCodes(request, settings),
    recognizerFor(languages),
    cellReaders(),
  ]);
  // Their squares and bars would be read as letters.
  eraseCodes(request, found);
  const result = readUpright(request, recognizer, (pixels, isAgain) =>
    // What is done is not undone: the second time, a person sees no progress.
    readPage(pixels, { recognizer, cells: readers }, { mode, onProgress: isAgain ? () => {} : onProgress }),
  );
  const codes = found.map(({ kind, text, box }) => ({ kind, text, box }));
  return codes.length > 0 ? { ...result, codes } : result;
}

serve(read, {
  failure: (error): OcrFailure =>
    error instanceof OcrError
      ? { reason: error.reason, detail: error.detail }
      : { reason: 'engineUnavailable', detail: String(error) },
});
