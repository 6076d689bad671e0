import { bounds } from '../core/bounds';
import { ImageError } from '../core/image/types';
import { readJsonInPortions } from '../core/jsonInPortions';
import { readUpTo } from '../disk/readUpTo';
import { UsageError } from './args';
import { explainLine } from './explain';
import { checkMayBeSent } from './mayBeSent';

/**
 * The content of a JSON file named by an option, which is sent with the question. Throws `UsageError` if it may not be
 * sent, can't be read, or is larger than `most` bytes.
 */
export async function readJsonFile(
  option: string,
  path: string,
  most: number = bounds.jsonFileBytes,
): Promise<unknown> {
  const unreadable = (error: unknown) =>
    new UsageError(`--${option}: ${path} can’t be read as JSON (${error instanceof Error ? error.message : error})`);
  await checkMayBeSent(path).catch((error: unknown) => {
    throw error instanceof ImageError ? new UsageError(`--${option}: ${path}: ${explainLine(error)}`) : error;
  });
  const bytes = await readUpTo(path, most).catch((error: unknown) => {
    throw unreadable(error);
  });
  if (!bytes) {
    throw new UsageError(`--${option}: ${path} is too large (limit: ${most / 1e6} MB)`);
  }
  try {
    return await readJsonInPortions(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw unreadable(error);
  }
}
