import fc from 'fast-check'

export interface Replay<Ts = unknown> {
  readonly numRuns: number
  readonly interruptAfterTimeLimit: number
  readonly seed?: number
  readonly path?: string
  readonly reporter?: (details: fc.RunDetails<Ts>) => void
}

/** A slow machine tries fewer cases, and never fails for being slow; ms. */
const budgetMs = 15_000

/**
 * How often a property runs, and from where. A failure prints its seed and path; `BATON_PROPERTY_SEED` and
 * `BATON_PROPERTY_PATH` bring that very counterexample back (name the test with `-t`: a path belongs to one property).
 * With `BATON_PROPERTY_SECONDS` it runs for so long, and says how often that was.
 */
export function runs<Ts>(usual: number, given: NodeJS.ProcessEnv = process.env): Replay<Ts> {
  const asked = numberIn(given.BATON_PROPERTY_RUNS)
  const seed = numberIn(given.BATON_PROPERTY_SEED)
  const path = given.BATON_PROPERTY_PATH
  const seconds = numberIn(given.BATON_PROPERTY_SECONDS)
  return {
    ...(seconds === undefined
      ? { numRuns: asked ?? usual, interruptAfterTimeLimit: budgetMs }
      : { numRuns: asked ?? 1_000_000_000, interruptAfterTimeLimit: seconds * 1000, reporter: sayHowOften }),
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined || path === '' ? {} : { path }),
  }
}

function sayHowOften<Ts>(details: fc.RunDetails<Ts>): void {
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance })
  process.stdout.write(`${details.numRuns} cases from the seed ${details.seed}\n`)
}

function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const number = Number(text)
  if (Number.isInteger(number)) return number
  throw new Error(`"${text}" is no whole number.`)
}
