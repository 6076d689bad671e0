// The only way to read files in the editor: no more is read than requested, whatever a file or a file system says about
// sizes.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

const said = { type: 1, size: 0 };
const given = new Uint8Array(5_000);
vi.mock('vscode', () => {
  class FileSystemError extends Error {}
  const fs = { stat: async () => said, readFile: async () => given };
  return { FileType: { File: 1, Directory: 2 }, FileSystemError, workspace: { fs } };
});
const { readUpTo } = await import('../../../src/host/readUpTo');

const uri = (scheme: string, fsPath: string) => ({ scheme, fsPath }) as never;
const folder = mkdtempSync(join(tmpdir(), 'read-'));
const path = join(folder, 'a');
writeFileSync(path, 'a'.repeat(2_000));

it('reads a file of this machine no further than asked, whatever is said of its size', async () => {
  expect(await readUpTo(uri('file', path), 1_000)).toBe('tooLarge');
  expect(await readUpTo(uri('file', path), 2_000)).toHaveLength(2_000);
  expect(await readUpTo(uri('file', folder), 1_000)).toBe('noFile');
  expect(await readUpTo(uri('file', join(folder, 'none')), 1_000)).toBe('missing');
});

it.runIf(process.platform === 'linux')('reads a file without end that is said to be empty as too large', async () => {
  expect(await readUpTo(uri('file', '/dev/zero'), 1_000)).toBe('noFile');
  expect(await readUpTo(uri('file', '/proc/kallsyms'), 1_000)).toBe('tooLarge');
});

it('takes nothing of what another file system gives beyond that', async () => {
  expect(await readUpTo(uri('lying', '/a'), 1_000)).toBe('tooLarge');
  expect(await readUpTo(uri('lying', '/a'), 5_000)).toHaveLength(5_000);
});
