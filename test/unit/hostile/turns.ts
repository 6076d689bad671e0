// How long the turns of the event loop take, measured by the work that their thread does in them.
import { readFileSync } from 'node:fs';

/** Milliseconds for one turn if the calibration takes its usual time. */
const longestTurn = 50;
/** Milliseconds that the calibration takes on a typical idle machine. */
const usualCalibration = 12;

/**
 * Beside other work, on shared cores, the same turn takes up to twice as long. The faults to be found take seconds.
 * `SIGHTREAD_QUIET=1` says that the machine is idle: then a turn has only the milliseconds above.
 */
const room = process.env.SIGHTREAD_QUIET ? 1 : 2;

/** Milliseconds that a turn can take on this machine, as busy as it is. */
export const mostOf = (calibration: number) => longestTurn * room * Math.max(1, calibration / usualCalibration);

/** Milliseconds of work that this thread has done so far; other work on the machine doesn't count. */
function worked(): number {
  if (process.threadCpuUsage) {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  }
  if (process.platform === 'linux') {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  }
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that it takes to copy 64 MB to fresh memory on a typical machine. */
const usualCopy = 30;

/**
 * How long a fixed amount of work takes here, in milliseconds of the calibration: that of the engine, or of memory if
 * that is comparatively slower, as on a virtual machine short of pages. The minimum of several, so that no pause
 * counts.
 */
export function calibrate(): number {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, at) => ({ id: `m${at}`, name: 'a lake', at })));
  const bytes = new Uint8Array(64 * 1024 * 1024).fill(1);
  const copy = leastOf(3, () => bytes.slice());
  return Math.max(
    leastOf(7, () => JSON.parse(text)),
    (copy / usualCopy) * usualCalibration,
  );
}

/** Milliseconds of work. */
function leastOf(times: number, work: () => unknown): number {
  const all = Array.from({ length: times }, () => {
    const begun = worked();
    work();
    return worked() - begun;
  });
  return Math.min(...all);
}

/**
 * Watches the turns from now on; the returned function ends that, and returns how long the longest was, in
 * milliseconds.
 */
export function watchTurns(): () => number {
  let most = 0;
  let last = worked();
  const beat = () => {
    const now = worked();
    most = Math.max(most, now - last);
    last = now;
  };
  const timer = setInterval(beat, 1);
  return () => {
    beat();
    clearInterval(timer);
    return most;
  };
}
