// @ts-check
// Random numbers that are the same for the same seed.

/** @typedef {ReturnType<typeof randomFrom>} Random */

/** Mulberry32. @param {number} seed */
export function randomFrom(seed) {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const between = (/** @type {number} */ from, /** @type {number} */ to) => from + next() * (to - from);
  return {
    next,
    between,
    /** Both included. @param {number} from @param {number} to */
    whole: (from, to) => Math.floor(between(from, to + 1)),
    /** @param {number} share */
    chance: (share) => next() < share,
    /** @template T @param {ArrayLike<T>} all @returns {T} */
    pick: (all) => /** @type {T} */ (all[Math.floor(next() * all.length)]),
    /** By weight. @template T @param {readonly (readonly [number, T])[]} all @returns {T} */
    weighted(all) {
      let rest = next() * all.reduce((sum, [weight]) => sum + weight, 0);
      const found =
        all.find(([weight]) => {
          rest -= weight;
          return rest < 0;
        }) ?? all[0];
      return /** @type {readonly [number, T]} */ (found)[1];
    },
  };
}
