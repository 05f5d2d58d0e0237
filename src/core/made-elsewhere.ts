import type { NewcomerVerdict } from './newcomer.ts'
import type { PairPolicy } from './policy.ts'
import { retryQuestion } from './question.ts'

/** What another mapping between the same two connections made of a row, or is about to make. */
export interface MadeElsewhere {
  /** The name of that mapping. */
  readonly mapping: string
  /** The row it made; null: it is not there yet. */
  readonly with: string | null
}

/** One deal makes one project, however many mappings there are; accounts are shared with the mapping that has them. */
export function unlessMade(
  pair: Pick<PairPolicy, 'name'>,
  verdict: NewcomerVerdict,
  elsewhere: MadeElsewhere | null,
): NewcomerVerdict {
  if (verdict.is !== 'create' || elsewhere === null) return verdict
  if (pair.name === 'accounts' && elsewhere.with !== null) return { is: 'link', with: elsewhere.with }
  const { mapping, with: made } = elsewhere
  const detail =
    made === null
      ? `The mapping "${mapping}" between the same two tools is about to make its counterpart.`
      : `The mapping "${mapping}" between the same two tools has made its counterpart, ${made}.`
  return { is: 'hold', code: 'hold/made-elsewhere', detail, question: retryQuestion() }
}
