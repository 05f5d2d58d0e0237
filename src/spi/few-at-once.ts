/**
 * Does the same to each, so many at once, and answers in their order. After one that failed no other is begun; those under
 * way are waited for, and the first error is thrown.
 */
export async function fewAtOnce<A, T>(
  items: Iterable<A>,
  work: (item: A) => Promise<T>,
  most = usual,
): Promise<T[]> {
  const results: T[] = []
  const left = [...items].entries()
  const failed: unknown[] = []
  const one = async () => {
    for (const [at, item] of left) {
      if (failed.length > 0) return
      try {
        results[at] = await work(item)
      } catch (error) {
        failed.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: most }, one))
  if (failed.length > 0) throw failed[0]
  return results
}

/** As many as a node calls one connection at once. */
const usual = 4
