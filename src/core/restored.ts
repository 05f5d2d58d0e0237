import { unmadeQuestion } from './question.ts'
import { otherSide, type Side } from './value.ts'

/** A link that a newcomer had once, and what has become of the row it was linked with. */
export interface OnceLinked {
  readonly with: string
  /** Where a row was gone, so that the link ended. */
  readonly gone: Side | 'both'
  /** The side whose row Baton had made. */
  readonly made: Side | null
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
 * A row that was linked once. Both are there again: they belong together, with the past they had. Where its counterpart has
 * another one now, a person has to say which of the two stays. Null: it is a newcomer like any other.
 */
export function planRestored(
  once: readonly OnceLinked[],
  side: Side,
  isAsked: boolean,
): RestoredVerdict | null {
  const again = once.find(one => one.other === 'there')
  if (again) return { is: 'relink', with: again.with }
  const [newest] = once
  if (newest?.other !== 'linked') return null
  return isAsked && newest.gone === otherSide(side) ? null : thereAreTwo()
}

/**
 * The copy of a comment that was deleted on both sides, and that a backup brought back: it is linked as it was, and goes the
 * way of any copy whose original is gone. Null: it is no such copy.
 */
export function planCopyRestored([newest]: readonly OnceLinked[], side: Side): RestoredVerdict | null {
  if (newest?.gone !== 'both' || newest.made !== side) return null
  return newest.other === 'linked' ? thereAreTwo() : { is: 'relink', with: newest.with }
}

function thereAreTwo(): RestoredVerdict {
  const detail = 'What it was linked with has got another counterpart meanwhile: now there are two of it.'
  return { is: 'hold', code: 'hold/made-anew', detail, question: unmadeQuestion() }
}

/** Its counterpart was deleted and it was let go: from then on nothing is made beside it unless somebody asks. */
export function wasLetGo(once: readonly OnceLinked[], side: Side): boolean {
  return once.some(one => one.gone !== side && one.gone !== 'both' && one.other === 'absent')
}
