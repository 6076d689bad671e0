/** Loads Tesseract and reads one line at a time with it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { OcrError } from '../../core/text/types';
import type { Grey } from './raster';

export interface ReadWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  /** Its characters and where they begin, columns of the line image. */
  readonly symbols: readonly ReadSymbol[];
}

export interface ReadSymbol {
  readonly text: string;
  readonly left: number;
  /** What a second pass has in its place, if that differs; may be empty or longer. */
  readonly otherwise?: string;
}

export interface Recognizer {
  /** The words of one line, left to right. */
  readLine(image: Grey): ReadWord[];
  dispose(): void;
}

type Variant = 'relaxedsimd-lstm' | 'simd-lstm' | 'lstm';

/**
 * Loads the fastest core that this machine can run, and the languages: each a readable `<code>.traineddata` in
 * `directories`.
 */
export async function loadRecognizer(
  coreDirectory: string,
  directories: readonly string[],
  languages: readonly string[],
): Promise<Recognizer> {
  const models = await Promise.all(languages.map((language) => readModel(directories, language)));
  const variant: Variant = (await relaxedSimd()) ? 'relaxedsimd-lstm' : (await simd()) ? 'simd-lstm' : 'lstm';
  const [load, wasmBinary] = await Promise.all([
    loader(variant),
    readFile(join(coreDirectory, `tesseract-core-${variant}.wasm`)),
  ]);
  const core = await load({ wasmBinary, print: () => {}, printErr: () => {} });
  languages.forEach((language, i) => {
    core.FS.writeFile(`./${language}.traineddata`, models[i]!);
  });
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join('+'), 1) !== 0) {
    throw new OcrError('engineUnavailable', `the model did not load: ${languages.join('+')}`);
  }
  for (const language of languages) {
    core.FS.unlink(`./${language}.traineddata`);
  }
  api.SetVariable('tessedit_pageseg_mode', '13');
  api.SetVariable('user_defined_dpi', '150');
  return { readLine: (image) => readLine(core, api, image), dispose: () => api.End() };
}

async function loader(variant: Variant): Promise<(options: TesseractCoreOptions) => Promise<TesseractCore>> {
  switch (variant) {
    case 'relaxedsimd-lstm':
      return (await import('tesseract.js-core/tesseract-core-relaxedsimd-lstm.js')).default;
    case 'simd-lstm':
      return (await import('tesseract.js-core/tesseract-core-simd-lstm.js')).default;
    case 'lstm':
      return (await import('tesseract.js-core/tesseract-core-lstm.js')).default;
  }
}

async function readModel(directories: readonly string[], language: string): Promise<Uint8Array> {
  if (!/^[A-Za-z0-9_]{2,40}$/.test(language)) {
    throw new OcrError('languageMissing', language);
  }
  for (const directory of directories) {
    try {
      return await readFile(join(directory, `${language}.traineddata`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
    }
  }
  throw new OcrError('languageMissing', language);
}

interface PageJson {
  readonly blocks?: readonly {
    readonly paragraphs: readonly {
      readonly lines: readonly {
        readonly words: readonly {
          readonly text: string;
          readonly confidence: number;
          readonly symbols: readonly { readonly text: string; readonly bbox: { readonly x0: number } }[];
        }[];
      }[];
    }[];
  }[];
}

function readLine(core: TesseractCore, api: TesseractApi, image: Grey): ReadWord[] {
  core.FS.writeFile('/input', graymap(image));
  if (api.SetImageFile(1, 0) !== 0) {
    throw new OcrError('badImage', 'the line image was not accepted');
  }
  api.Recognize(null);
  const page = JSON.parse(api.GetJSONText()) as PageJson;
  const words = (page.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words)),
  );
  return words
    .map((word) => ({
      text: unmarked(word.text),
      confidence: word.confidence,
      symbols: word.symbols.map(({ text, bbox }) => ({ text: unmarked(text), left: bbox.x0 })),
    }))
    .filter((word) => word.text.trim() !== '');
}

/** Where the direction changes, Tesseract adds marks that aren't on the page. */
const unmarked = (text: string) => text.replace(/[\u200e\u200f]/g, '');

/** A binary PGM file. */
function graymap({ width, height, data }: Grey): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + data.length);
  file.set(header);
  file.set(data, header.length);
  return file;
}
