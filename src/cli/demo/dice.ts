/** Numbers that look random, and are the same for the same seed. */
export interface Dice {
  /** A whole number from 0 up to, and without, `sides`. */
  below(sides: number): number
  one<T>(of: readonly [T, ...T[]]): T
  /** True so many times out of a hundred. */
  percent(chance: number): boolean
}

export function diceFrom(seed: number): Dice {
  let state = seed >>> 0
  const below = (sides: number) => {
    // Marsaglia's xorshift: three shifts, and every number but zero comes up.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % sides
  }
  if (state === 0) state = 1
  return {
    below,
    one: of => of[below(of.length)] ?? of[0],
    percent: chance => below(100) < chance,
  }
}
