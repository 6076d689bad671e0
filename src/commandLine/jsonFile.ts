import { readFile } from 'node:fs/promises';
import { bounds } from '../core/bounds';
import { readJson } from '../core/json';
import { sizeOf } from '../disk/wholeFile';
import { UsageError } from './args';

/** What a JSON file named by an option holds. Throws `UsageError` when it cannot be read, or is larger than `most` bytes. */
export async function readJsonFile(
  option: string,
  path: string,
  most: number = bounds.jsonFileBytes,
): Promise<unknown> {
  const size = (await sizeOf(path))?.size ?? 0;
  if (size > most) {
    throw new UsageError(`--${option}: ${path} is too large (limit: ${most / 1e6} MB)`);
  }
  try {
    return readJson(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--${option}: ${path} cannot be read as JSON (${error instanceof Error ? error.message : error})`,
    );
  }
}
