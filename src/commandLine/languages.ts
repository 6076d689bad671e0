import { mkdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where language data is kept: in the user's cache folder, as the XDG Base Directory Specification names it. */
export function languageFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sightread', 'languages');
}

/** Writes the data of a language; under its name only when it is whole. */
export async function keepLanguage(code: string, data: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${code}.${process.pid}.part`);
  await writeFile(part, data);
  await rename(part, join(folder, `${code}.traineddata`));
}
