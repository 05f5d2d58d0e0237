import type { PairPolicy } from '../policy.ts'
import type { Fields } from '../value.ts'

/** Since when a task is linked, and since when its mapping is on; ISO 8601. */
export type ThreadStart = Readonly<Record<'linked' | 'on', string>>

/** Whether a comment is older than what the mapping carries. One that does not tell when it was written is not. */
export function isHistory(
  { thread }: Pick<PairPolicy, 'thread'>,
  { at }: Fields,
  from: ThreadStart | undefined,
) {
  if (!from || typeof at !== 'string' || thread?.history === 'all') return false
  return Date.parse(at) < Date.parse(thread?.history === 'none' ? from.linked : from.on)
}
