/** So many times as long as it took, a reading is good enough. */
const keptFor = 100

/** A reading that takes the longer the more there is: made anew so seldom that it takes a hundredth of the time, whoever asks. */
export function keptReading<T>(
  read: () => Promise<T>,
  clock: () => number = () => performance.now(),
): () => Promise<T> {
  let kept: { readonly value: Promise<T>; until: number } | null = null
  return () => {
    if (kept && clock() < kept.until) return kept.value
    const began = clock()
    const mine = { value: read(), until: Number.POSITIVE_INFINITY }
    kept = mine
    mine.value.then(
      () => {
        mine.until = clock() + keptFor * (clock() - began)
      },
      () => {
        mine.until = 0
      },
    )
    return mine.value
  }
}
