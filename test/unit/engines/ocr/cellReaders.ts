import { readFileSync } from 'node:fs';
import { loadLanguage } from '../../../../src/engines/ocr/cells/language';
import { loadNet } from '../../../../src/engines/ocr/cells/net';
import type { Witnesses } from '../../../../src/engines/ocr/cells/readRows';

export const ourLanguage = () => loadLanguage(readFileSync('src/engines/ocr/models/code.grams'));

/** What reads single characters, with the weights that are shipped. */
export const ourCellReaders = (): Witnesses => ({
  net: loadNet(readFileSync('src/engines/ocr/models/cells.net')),
  language: ourLanguage(),
});
