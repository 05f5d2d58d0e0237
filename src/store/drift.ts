import { type Side, sides } from '../core/value.ts'
import type { Db } from './database.ts'

/** How far a mapping's two sides are known to be the same. */
export interface Drift {
  readonly mapping: string
  readonly links: number
  /** Links whose sides differ although nothing about them is held or refused. */
  readonly differing: number
  /** Links of which one side or the other was never looked at whole. */
  readonly unverified: number
  /** How long ago the link was verified that waits longest for it, in seconds; null: there is none. */
  readonly oldestSeconds: number | null
}

/** When a sweep last saw all of a link's row, and nothing new. */
const checkedAt = (side: Side) => `case when ${side}_not.link is not null then ${side}_not.checked_at
  when l.created_at < ${side}_done.began_at then ${side}_done.began_at end`

const sweepsOf = (side: Side) => `
  left join sweep_done ${side}_done on ${side}_done.mapping = l.mapping and ${side}_done.pair = l.pair and ${side}_done.side = '${side}'
  left join sweep_unchecked ${side}_not on ${side}_not.link = l.id and ${side}_not.side = '${side}'`

/** Links as `l`, with when each was verified: by a pass, which reads both rows, or by the sweeps of both sides. */
export const verifiedLinks = `(
  select l.id, l.mapping, l.pair, l.differs, l.is_unverified, greatest(l.verified_at,
    case when ${sides.map(checkedAt).join(' is not null and ')} is not null then least(${sides.map(checkedAt)}) end) as verified
  from link l ${sides.map(sweepsOf).join('')}) as l`

/** The drift of one mapping, or of every one that is not off, by name. */
export async function drifts(db: Db, mapping: number | null = null): Promise<Drift[]> {
  const found = await db.query<Drift>({
    name: 'drifts',
    text: `
      select m.name as mapping, count(l.id)::int as links, (count(*) filter (where l.differs))::int as differing,
        (count(*) filter (where l.is_unverified))::int as unverified,
        extract(epoch from now() - min(l.verified))::float8 as "oldestSeconds"
      from mapping m left join ${verifiedLinks} on l.mapping = m.id
      where case when $1::int is null then m.state <> 'off' else m.id = $1 end group by m.id, m.name order by m.name`,
    values: [mapping],
  })
  return found.rows
}
