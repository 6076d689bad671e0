import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './cacheFolder';

/** Writes the data of a language; under its name only when it is whole. */
export async function keepLanguage(code: string, data: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, `${code}.traineddata`), data);
}
