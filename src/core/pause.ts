/** Long work on a shared thread is done in portions, with a turn of the event loop between them. */

/** A portion ends after this many milliseconds of work. */
const portionMs = 10;

/** Gives everyone else a turn. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * For loops: await its result between two pieces of work; it pauses once the pieces since the last pause took too long.
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
