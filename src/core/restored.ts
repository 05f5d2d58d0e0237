import { unmadeQuestion } from './question.ts'
import type { Side } from './value.ts'
import { where } from './where.ts'

/** A link that a newcomer had once, and what has become of the row it was linked with. */
export interface OnceLinked {
  readonly with: string
  /** Where a row was gone, so that the link ended. */
  readonly gone: Side | 'both'
  readonly other: 'there' | 'linked' | 'absent'
}

type RestoredVerdict =
  | { readonly is: 'relink'; readonly with: string }
  | {
      readonly is: 'hold'
      readonly code: 'hold/made-anew'
      readonly detail: string
      readonly question: ReturnType<typeof unmadeQuestion>
    }

/**
 * A row that was linked once. Both are there again: they belong together, with the past they had. Where its place was
 * taken by one that was made anew, a person has to say which of the two stays. Null: it is a newcomer like any other.
 */
export function planRestored(once: readonly OnceLinked[], side: Side): RestoredVerdict | null {
  const again = once.find(one => one.other === 'there')
  if (again) return { is: 'relink', with: again.with }
  const [newest] = once
  if (newest?.other !== 'linked' || newest.gone !== side) return null
  const detail = `It was deleted ${where(side)}, made anew, and restored: now there are two of it.`
  return { is: 'hold', code: 'hold/made-anew', detail, question: unmadeQuestion() }
}

/** Its counterpart was deleted and it was let go: from then on nothing is made beside it unless somebody asks. */
export function wasLetGo(once: readonly OnceLinked[], side: Side): boolean {
  return once.some(one => one.gone !== side && one.gone !== 'both' && one.other === 'absent')
}
