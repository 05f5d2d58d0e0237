/** What is known of a deal, wherever it is written down. */
export interface DealFacts {
  readonly isWon: boolean
  readonly takesPart: boolean
  /** The project it is linked to. */
  readonly project: string | null
  readonly isWished: boolean
  /** Its project is on its way to the tool, or its answer was lost. */
  readonly isBeingMade: boolean
  readonly holds: readonly { readonly code: string; readonly detail: string }[]
}

/** How far a deal is on its way to a project, or why it is on none. */
export type DealState =
  | { readonly is: 'made'; readonly project: string }
  | { readonly is: 'being-made' }
  /** For its account, mostly. It goes on by itself. */
  | { readonly is: 'waiting'; readonly why: string }
  /** A person has to answer first. */
  | { readonly is: 'held'; readonly why: string }
  | { readonly is: 'asked' }
  /** Won before the mapping was switched on, or where nothing is made by itself: taken in when somebody says so. */
  | { readonly is: 'offered' }
  | { readonly is: 'left-out' }
  | { readonly is: 'not-won' }

export function dealState(facts: DealFacts): DealState {
  if (facts.project !== null) return { is: 'made', project: facts.project }
  if (facts.isBeingMade) return { is: 'being-made' }
  if (!facts.takesPart) return { is: 'left-out' }
  const [hold] = facts.holds
  if (hold) return { is: hold.code === 'hold/waits' ? 'waiting' : 'held', why: hold.detail }
  if (facts.isWished) return { is: 'asked' }
  return { is: facts.isWon ? 'offered' : 'not-won' }
}
