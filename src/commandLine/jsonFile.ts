import { readFile } from 'node:fs/promises';
import { UsageError } from './args';

/** What a JSON file named by an option holds. Throws `UsageError` when it cannot be read. */
export async function readJsonFile(option: string, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--${option}: ${path} cannot be read as JSON (${error instanceof Error ? error.message : error})`,
    );
  }
}
