// Work that several wait for: who may end it, and when it starts again.
import { expect, test } from 'vitest';
import { shareOnce } from '../../../src/core/sharedWork';

/** Work that ends only when told to, and how it was started and ended. */
function slowWork() {
  const started: AbortSignal[] = [];
  const finish: ((value: string) => void)[] = [];
  const join = shareOnce<string>((signal) => {
    started.push(signal);
    return new Promise((resolve, reject) => {
      finish.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  return { started, finish, join };
}

test('the last one who waits ends the work, and who only watches does not keep it', async () => {
  const { started, join } = slowWork();
  const [first, second] = [new AbortController(), new AbortController()];
  const watching = join();
  const [one, two] = [join(first.signal), join(second.signal)];
  first.abort(new Error('first'));
  await expect(one).rejects.toThrow('first');
  expect(started.map(({ aborted }) => aborted)).toEqual([false]);
  second.abort(new Error('second'));
  await expect(two).rejects.toThrow('second');
  await expect(watching).rejects.toThrow('second');
  expect(started.map(({ aborted }) => aborted)).toEqual([true]);
});

test('after everybody left, or a failure, the next one starts again; a result is kept', async () => {
  const { started, finish, join } = slowWork();
  const leaving = new AbortController();
  const left = join(leaving.signal);
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const next = join(new AbortController().signal);
  finish[1]?.('bytes');
  expect(await next).toBe('bytes');
  expect(await join()).toBe('bytes');
  expect(started).toHaveLength(2);
  await expect(join(leaving.signal)).rejects.toThrow('left');

  let calls = 0;
  const failing = shareOnce(async () => {
    calls += 1;
    throw new Error(`no ${calls}`);
  });
  await expect(failing()).rejects.toThrow('no 1');
  await expect(failing()).rejects.toThrow('no 2');
});
