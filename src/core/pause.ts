/** Long work on a thread that others wait for is done in portions, with a turn of the event loop between them. */

/** A portion ends after so many milliseconds of work. */
const portionMs = 10;

/** Gives everyone else a turn. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * For loops: what it gives is awaited between two pieces of work, and pauses once the pieces since the last pause took long.
 */
export function createPacer(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () =>
    performance.now() - begun < portionMs
      ? undefined
      : pause().then(() => {
          begun = performance.now();
        });
}
