/// <reference path="../../../src/engines/ocr/tesseractCore.d.ts" />
/** What the offline engine is compared with. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { time } from './measure';

export interface Reading {
  readonly text: string;
  readonly ms: number;
}

const places = [process.env.TESSDATA_PREFIX ?? '', '/usr/share/tesseract-ocr/5/tessdata', '/usr/share/tessdata'];

/** A folder with models for more languages, if this machine has one. */
export function languageFolder(): string | undefined {
  return places.find((place) => place !== '' && existsSync(join(place, 'eng.traineddata')));
}

/**
 * The Tesseract program, if it's installed; the time includes its start. It gets one core, as our engine does, and is
 * slower with two: its threads wait for one another busily.
 */
export function tesseractProgram(): ((file: string, language: string) => Promise<Reading>) | undefined {
  try {
    execFileSync('tesseract', ['--version'], { stdio: 'ignore' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
  return async (file, language) => {
    let text = '';
    const ms = await time(async () => {
      const { stdout } = await promisify(execFile)('tesseract', [file, '-', '-l', language], { env });
      text = stdout;
    });
    return { text, ms };
  };
}

/** The same WebAssembly core and English model as ours, with Tesseract's defaults and no preparation. */
export async function coreWithDefaults(distDir: string): Promise<(file: string) => Promise<Reading>> {
  const load = (await import('tesseract.js-core/tesseract-core-relaxedsimd-lstm.js')).default;
  const wasmBinary = readFileSync(join(distDir, 'ocr/tesseract-core-relaxedsimd-lstm.wasm'));
  const core = await load({ wasmBinary, print: () => {}, printErr: () => {} });
  core.FS.writeFile('./eng.traineddata', readFileSync(join(distDir, 'ocr/eng.traineddata')));
  const api = new core.TessBaseAPI();
  api.Init(null, 'eng', 1);
  return async (file) => {
    let text = '';
    const ms = await time(() => {
      core.FS.writeFile('/input', readFileSync(file));
      api.SetImageFile(1, 0);
      api.SetVariable('tessedit_pageseg_mode', '3');
      api.Recognize(null);
      text = api.GetUTF8Text();
    });
    return { text, ms };
  };
}
