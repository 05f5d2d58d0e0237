export interface Replay {
  readonly numRuns: number
  readonly interruptAfterTimeLimit: number
  readonly seed?: number
  readonly path?: string
}

/** A slow machine tries fewer cases, and never fails for being slow; ms. */
const budgetMs = 15_000

/**
 * How often a property runs, and from where; `BATON_PROPERTY_SECONDS` lets it run for so long instead. A failure prints its seed and path; `BATON_PROPERTY_SEED` and
 * `BATON_PROPERTY_PATH` bring that very counterexample back (name the test with `-t`: a path belongs to one property).
 */
export function runs(usual: number, given: NodeJS.ProcessEnv = process.env): Replay {
  const asked = numberIn(given.BATON_PROPERTY_RUNS)
  const seed = numberIn(given.BATON_PROPERTY_SEED)
  const path = given.BATON_PROPERTY_PATH
  const seconds = numberIn(given.BATON_PROPERTY_SECONDS)
  return {
    numRuns: asked ?? (seconds === undefined ? usual : Number.MAX_SAFE_INTEGER),
    interruptAfterTimeLimit: seconds === undefined ? budgetMs : seconds * 1000,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined || path === '' ? {} : { path }),
  }
}

function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const number = Number(text)
  if (Number.isInteger(number)) return number
  throw new Error(`"${text}" is no whole number.`)
}
