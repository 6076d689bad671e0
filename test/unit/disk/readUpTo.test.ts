// Files that claim to be small: real devices, real pipes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { NotAFileError, readUpTo } from '../../../src/disk/readUpTo';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightread-read-'));
  return () => rmSync(folder, { recursive: true });
});

test('a file is read whole up to the limit, and not at all above it', async () => {
  const path = join(folder, 'a');
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);
  writeFileSync(path, bytes);
  expect(await readUpTo(path, 1000)).toEqual(bytes);
  expect(await readUpTo(path, 999)).toBeUndefined();
  writeFileSync(path, '');
  expect(await readUpTo(path, 10)).toEqual(new Uint8Array());
  await expect(readUpTo(join(folder, 'none'), 10)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.skipIf(process.platform === 'win32')('devices, pipes and folders are no files, also behind a link', async () => {
  symlinkSync('/dev/zero', join(folder, 'zero.png'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  for (const path of [join(folder, 'zero.png'), join(folder, 'pipe'), folder]) {
    await expect(readUpTo(path, 1e6)).rejects.toThrow(NotAFileError);
  }
});

test.skipIf(process.platform !== 'linux')('a file that is larger than it says is read up to the limit', async () => {
  const whole = await readUpTo('/proc/cpuinfo', 1e7);
  expect(whole?.length).toBeGreaterThan(100);
  expect(await readUpTo('/proc/cpuinfo', whole!.length - 1)).toBeUndefined();
});
