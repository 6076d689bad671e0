/** One process at a time: for files that several add to. */
import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A lock is held for a few milliseconds; one this old, milliseconds, was left behind by a process that was killed. */
const leftBehindMs = 10_000;
/** After this long, the work is done without it: the lock can't be removed, or isn't ours. */
const patienceMs = 15_000;
const pollMs = 25;

/** Runs `work` while no other process of this user that asks for the same file's lock does. `path` is absolute. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = join(tmpdir(), `sightread-${createHash('sha256').update(path).digest('hex').slice(0, 32)}.lock`);
  const isTaken = await take(lock);
  try {
    return await work();
  } finally {
    if (isTaken) {
      await remove(lock);
    }
  }
}

async function take(lock: string): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    // A folder is created by one process only, on every file system.
    if (
      await mkdir(lock).then(
        () => true,
        () => false,
      )
    ) {
      return true;
    }
    const held = await stat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > leftBehindMs) {
      await remove(lock);
    }
    await wait(pollMs);
  }
  return false;
}

const remove = (lock: string) => rm(lock, { recursive: true, force: true }).catch(() => undefined);
