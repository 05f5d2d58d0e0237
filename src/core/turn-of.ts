/** How often a key's workers died with it, or its pass failed, without anybody knowing whose fault that was. */
export interface Suspected {
  readonly suspect: boolean
  readonly attempts: number
  /** How long it has been due, in ms. */
  readonly dueMs: number
}

/** What is done with claimed keys. */
export interface Turn<K> {
  readonly runs: readonly K[]
  /** Put back: their turn comes. */
  readonly waits: readonly K[]
  /** Too many workers died with each of these, the last ones with nothing else in hand. */
  readonly rests: readonly K[]
}

const company = { once: 20, twice: 5 }
/** So many deaths, and a key runs by itself. */
export const aloneAfter = 3
/** So many, and it rests until somebody looks at it. */
export const restsAfter = 5

/**
 * A worker dies with all that it has in hand, and one of that may be why. Keys that it died with run apart from the others,
 * in groups that get smaller each time, those that it happened to least first: so one that kills is soon alone, and the
 * innocent ones are soon done. Whoever waits longest, a suspect or not and however urgent, says whose turn it is: else news
 * without end would keep them waiting without end.
 */
export function turnOf<K extends Suspected>(claims: readonly K[]): Turn<K> {
  const rests = claims.filter(claim => claim.suspect && claim.attempts >= restsAfter)
  const open = claims.filter(claim => !rests.includes(claim))
  const [first, ...others] = open
  const eldest = others.reduce((old, claim) => (old && old.dueMs >= claim.dueMs ? old : claim), first)
  const runs = eldest?.suspect ? groupOf(open) : open.filter(claim => !claim.suspect)
  return { runs, waits: open.filter(claim => !runs.includes(claim)), rests }
}

function groupOf<K extends Suspected>(open: readonly K[]): readonly K[] {
  const suspects = open.filter(claim => claim.suspect)
  const least = Math.min(...suspects.map(claim => claim.attempts))
  return suspects.filter(claim => claim.attempts === least).slice(0, companyFor(least))
}

/** With how many at the most, itself included, a suspect runs. */
export function companyFor(attempts: number): number {
  if (attempts >= aloneAfter) return 1
  return attempts < 2 ? company.once : company.twice
}
