import { join } from 'node:path';
import { writeWhole } from '../disk/wholeFile';

/** Writes the data for a language; under its name only once it's complete. */
export async function keepLanguage(code: string, data: Uint8Array, folder: string): Promise<void> {
  await writeWhole(join(folder, `${code}.traineddata`), data, folder);
}
