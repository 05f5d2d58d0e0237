import type { PairName } from '../core/policy.ts'
import type { Side, Value } from '../core/value.ts'
import type { Db } from './database.ts'
import type { NamedRow } from './holds.ts'
import { nameIn } from './record-names.ts'
import { utc } from './utc.ts'

/** A refused value that has not passed yet, as a person sees it. */
export interface ListedRefusal {
  readonly id: string
  readonly mapping: string
  readonly key: string
  readonly pair: PairName
  readonly field: string
  /** Where it was refused; it was typed on the other side. */
  readonly to: Side
  readonly value: Value
  readonly code: string
  readonly why: string
  readonly passes: string
  /** Who was told, and when; null: nobody could be found, or nobody yet. */
  readonly told: string | null
  readonly toldAt: string | null
  readonly since: string
  readonly shown: Partial<Record<Side, NamedRow>>
}

export interface RefusalFilter {
  readonly mapping: number | null
  readonly code: string | null
  /** Only later ones than this; null: from the first on. */
  readonly after: string | null
}

const named = (side: Side) =>
  `jsonb_build_object('id', l.${side}_id, 'name', ${nameIn(`l.${side}_base`)}, 'url', l.${side}_url)`

/** Open refusals, the oldest first. */
export async function openRefusals(db: Db, filter: RefusalFilter, most: number): Promise<ListedRefusal[]> {
  const found = await db.query<ListedRefusal>({
    name: 'open-refusals',
    text: `
      select e.id, m.name as mapping, 'link:' || e.link as key, l.pair, e.field, e.to_side as "to", e.value, e.code, e.why,
        e.passes, e.told, ${utc('e.told_at')} as "toldAt", ${utc('e.opened_at')} as since,
        jsonb_build_object('crm', ${named('crm')}, 'pm', ${named('pm')}) as shown
      from episode e join mapping m on m.id = e.mapping join link l on l.id = e.link
      where e.ended_at is null and ($1::int is null or e.mapping = $1) and ($2::text is null or e.code = $2)
      and ($3::uuid is null or (e.opened_at, e.id) > (select opened_at, id from episode where id = $3))
      order by e.opened_at, e.id limit $4`,
    values: [filter.mapping, filter.code, filter.after, most],
  })
  return found.rows
}
