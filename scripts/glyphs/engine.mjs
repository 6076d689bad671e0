// @ts-check
// The part of the offline engine that cuts and reads cells, and the records of cells that draw.mjs writes.
import { build } from 'esbuild';
import { root } from '../tools/run.mjs';

export const cellLength = 24 * 32;
/**
 * A record is a cell and five bytes: the character's index, the x-height in 200ths of the pitch (0 if it isn't known), the
 * font's index, how it was drawn, and the pitch in quarters of a pixel.
 */
export const recordLength = cellLength + 5;
/** Bits of how it was drawn. */
export const drawn = { ligatures: 1, degraded: 2, lcd: 4 };

/**
 * @returns {Promise<typeof import('../../src/engines/ocr/cells/cell') &
 *   typeof import('../../src/engines/ocr/cells/language') & typeof import('../../src/engines/ocr/cells/net') & typeof import('../../src/engines/ocr/ink')>}
 */
export async function loadEngine() {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "export * from './cells/cell'; export * from './cells/language'; export * from './cells/net'; export * from './ink';",
      resolveDir: `${root}/src/engines/ocr`,
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`);
}
