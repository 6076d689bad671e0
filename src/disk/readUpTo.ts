/** Files are judged by what they are once open, not by what was reported before. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** The path isn't a file: a device, a pipe, or a folder. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError';
  constructor(readonly path: string) {
    super(`${path} is not a file`);
  }
}

/** Bytes to read at once beyond the size that a file had when it was opened. */
const step = 64 * 1024;

/**
 * A file's bytes, following links; undefined if it has more than `most`. If it grows in the meantime, no more than that
 * is read. Throws `NotAFileError`, and the file system's error for a missing file.
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
