export type Random = {
  seed: number;
  /** A number from `from` up to, not including, `to`. */
  between(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
};

/**
 * The same numbers for the same seed (mulberry32). Without `EVENKEEL_TEST_SEED` every run has a seed of its own; with it
 * `place` tells several of one run apart.
 */
export function seededRandom(place = 0): Random {
  const given = process.env.EVENKEEL_TEST_SEED;
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given) + place;
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    between: (from, to) => from + next() * (to - from),
    pick: (choices) => choices[Math.floor(next() * choices.length)]!,
  };
}
