/** Reads one file from a tar archive (POSIX.1-1988 ustar: blocks of 512 bytes). */

import { bounds } from '../../bounds';

const BLOCK = 512;
const decoder = new TextDecoder();

/**
 * The bytes of the regular file with exactly this name; undefined if it doesn't exist, or the archive is damaged before
 * it or contains very many. No other entry is read: names are compared, never opened.
 */
export function readTarFile(archive: Uint8Array, name: string): Uint8Array | undefined {
  let at = 0;
  for (let entry = 0; entry < bounds.archiveEntries && at + BLOCK <= archive.length; entry++) {
    const header = archive.subarray(at, at + BLOCK);
    const size = octal(header.subarray(124, 136));
    if (size === undefined || header[0] === 0) {
      return undefined;
    }
    const start = at + BLOCK;
    const type = header[156];
    const isFile = type === 0x30 || type === 0;
    if (isFile && nameOf(header) === name) {
      return start + size <= archive.length ? archive.subarray(start, start + size) : undefined;
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}

function nameOf(header: Uint8Array): string {
  const prefix = text(header.subarray(345, 500));
  const name = text(header.subarray(0, 100));
  return text(header.subarray(257, 262)) === 'ustar' && prefix ? `${prefix}/${name}` : name;
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

function octal(field: Uint8Array): number | undefined {
  const digits = text(field).trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
