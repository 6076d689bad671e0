import type * as vscode from 'vscode';
import type { MarkupEngine } from '../core/altText/engine';
import type { ImagingEngine } from '../core/image/types';
import type { OcrEngine } from '../core/text/types';
import { createImagingEngine } from '../engines/imaging/client';
import { createMarkupEngine } from '../engines/markup/client';
import { createOcrEngine } from '../engines/ocr/client';

/** The engines of this window, each made on first use and ended with the extension. */
export interface Engines extends vscode.Disposable {
  imaging(): ImagingEngine;
  ocr(): OcrEngine;
  markup(): MarkupEngine;
}

/** `distDir` is the folder of the bundles; `languageDir` holds language data that the user has added. */
export function createEngines(distDir: string, languageDir: string): Engines {
  let imaging: ImagingEngine | undefined;
  let ocr: OcrEngine | undefined;
  let markup: MarkupEngine | undefined;
  return {
    imaging: () => {
      const engine = imaging ?? createImagingEngine({ distDir });
      imaging = engine;
      return engine;
    },
    ocr: () => {
      const engine = ocr ?? createOcrEngine({ distDir, languageDir });
      ocr = engine;
      return engine;
    },
    markup: () => {
      markup ??= createMarkupEngine({ distDir });
      return markup;
    },
    dispose: () => {
      markup?.dispose();
      imaging?.dispose();
      ocr?.dispose();
    },
  };
}
