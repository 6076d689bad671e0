/** Files are read as what they are once open, not as what was said of them before. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What a path leads to is no file: a device, a pipe, or a folder. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError';
  constructor(readonly path: string) {
    super(`${path} is not a file`);
  }
}

/** What is read at once beyond the size that a file had when it was opened, bytes. */
const step = 64 * 1024;

/**
 * A file's bytes, links followed; undefined when it has more than `most`. Of what grows meanwhile, no more is read than
 * that. Throws `NotAFileError`, and the file system's error for what is not there.
 */
export async function readUpTo(path: string, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Without waiting for somebody to write into a pipe. Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) {
      throw new NotAFileError(path);
    }
    if (found.size > most) {
      return undefined;
    }
    let bytes = new Uint8Array(found.size + 1);
    let length = 0;
    for (;;) {
      if (length === bytes.length) {
        const larger = new Uint8Array(Math.min(bytes.length * 2 + step, most + 1));
        larger.set(bytes);
        bytes = larger;
      }
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
      length += bytesRead;
      if (length > most) {
        return undefined;
      }
      if (bytesRead === 0) {
        return bytes.slice(0, length);
      }
    }
  } finally {
    await file.close();
  }
}
