import type * as vscode from 'vscode';
import type { MarkupEngine } from '../core/altText/engine';
import type { ImagingEngine } from '../core/image/types';
import type { OcrEngine } from '../core/text/types';
import { createImagingEngine } from '../engines/imaging/client';
import { createOcrEngine } from '../engines/ocr/client';
import { settings } from './settings';
import type { Languages } from './text/languages';

/** The engines in this window, whose threads start on first use and end with the extension. */
export interface Engines extends vscode.Disposable {
  imaging(): ImagingEngine;
  ocr(): OcrEngine;
  markup(): MarkupEngine;
}

interface Deps {
  /** The folder of the bundles. */
  readonly distDir: string;
  /** Contains language data that the user has added. */
  readonly languageDir: string;
  readonly languages: Languages;
  /** Owned by the findings, which dispose it. */
  readonly markup: MarkupEngine;
}

export function createEngines({ distDir, languageDir, languages, markup }: Deps): Engines {
  const imaging = createImagingEngine({ distDir });
  const ocr = inUsersLanguages(createOcrEngine({ distDir, languageDir }), languages);
  return {
    imaging: () => imaging,
    ocr: () => ocr,
    markup: () => markup,
    dispose: () => {
      for (const engine of [imaging, ocr]) {
        engine.dispose();
      }
    },
  };
}

/** Reads in the languages of the settings, for every caller; the user is asked about a missing one. */
const inUsersLanguages = (engine: OcrEngine, languages: Languages): OcrEngine => ({
  read: async (pixels, options, signal) =>
    engine.read(pixels, { ...options, languages: await languages.ready(settings.ocrLanguages(), signal) }, signal),
  dispose: () => engine.dispose(),
});
