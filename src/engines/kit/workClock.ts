/** How many times as long as its work may take, a job may wait for a processor. */
const maxWait = 4;

/**
 * A clock for deadlines that starts now, milliseconds: while a busy machine lets this process wait, it runs slower, up
 * to four times. Work that is done elsewhere in this process counts too, but no more than the time that has passed.
 */
export function workClock(): () => number {
  const start = performance.now();
  const used = process.cpuUsage();
  return () => {
    const passed = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    return Math.min(passed, Math.max((user + system) / 1000, passed / maxWait));
  };
}
