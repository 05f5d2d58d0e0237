import { takesPart } from '../plan.ts'
import type { PairPolicy } from '../policy.ts'
import { type Fields, otherSide, type Side } from '../value.ts'
import { isHistory, type ThreadStart } from './is-history.ts'

/** Why a comment has no counterpart although nothing about it is due or held. */
export type WhyAlone = 'private' | 'earlier' | 'one-way' | 'left-out'

/** `fields`: what is known of it, never its text. */
export function whyAlone(
  pair: PairPolicy,
  side: Side,
  fields: Fields,
  from: ThreadStart | undefined,
): WhyAlone {
  if (!takesPart(pair, side, { id: '', fields, changedAt: null })) return 'private'
  if (!pair.create.includes(otherSide(side))) return 'one-way'
  return isHistory(pair, fields, from) ? 'earlier' : 'left-out'
}
