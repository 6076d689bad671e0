import { afterEach, expect, it, vi } from 'vitest';
import { workClock } from '../../../../src/engines/kit/workClock';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['as fast as the time while it works', 1000, 1000, 1000],
  ['no faster, with several threads at work', 1000, 3000, 1000],
  ['as fast as its work on a busy machine', 1000, 400, 400],
  ['at a quarter at least, if nothing works', 1000, 0, 250],
])('runs %s', (_how, passed, used, counted) => {
  vi.spyOn(performance, 'now')
    .mockReturnValueOnce(500)
    .mockReturnValueOnce(500 + passed);
  const usage = vi.spyOn(process, 'cpuUsage').mockReturnValueOnce({ user: 7, system: 7 });
  const elapsed = workClock();
  usage.mockReturnValueOnce({ user: used * 750, system: used * 250 });
  expect(elapsed()).toBe(counted);
});
