import type { Db } from './database.ts'
import { inOrder } from './dirty.ts'
import type { Lane } from './lanes.ts'
import { prio } from './signals.ts'

/** The pair that a key is of: the one name that says what calls it needs. */
const pairOf = (key: string) => `
  case when ${key} like 'link:%' then (select pair from link where id = substr(${key}, 6)::bigint)
       when ${key} like 'thread:%' then 'comments' else split_part(${key}, ':', 2) end`

export interface Spent {
  /** What was in hand when the calls were spent; what of it is done is not due any more. */
  readonly keys: readonly string[]
  readonly forMs: number
  /** It was a backlog. Then what else is behind and is of the same pairs rests, too; what people wait for does not. */
  readonly isBacklog: boolean
}

/** Lets keys rest whose calls are spent. One that was edited meanwhile has its head start: that may need other calls. */
export async function restSpent(
  db: Db,
  { mapping, shard }: Lane,
  { keys, forMs, isBacklog }: Spent,
): Promise<void> {
  await db.query({
    name: 'rest-spent',
    text: `
      with stopped as materialized (
        select key, ${pairOf('key')} as pair from dirty where mapping = $1 and key = any($3) and token is null
        and run_at > now() - ${prio.edit / 2} * interval '1 s'),
      resting as (
        select d.key from dirty d where mapping = $1 and shard = $2 and token is null
        and (d.key in (select key from stopped)
          or $5 and run_at <= now() and prio < $6 and ${pairOf('d.key')} in (select pair from stopped))
        ${inOrder} of d)
      update dirty d set run_at = greatest(d.run_at, now() + $4 * interval '1 ms')
      from resting where d.mapping = $1 and d.key = resting.key`,
    values: [mapping, shard, keys, forMs, isBacklog, prio.edit],
  })
}
