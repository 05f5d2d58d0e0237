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

/** A link is verified by a pass, which reads both rows, or by the sweeps of both sides. */
const verified = `greatest(l.verified_at, case when l.crm_checked_at is not null and l.pm_checked_at is not null
  then least(l.crm_checked_at, l.pm_checked_at) end)`

/** The drift of every mapping that is not off, by name. */
export async function drifts(db: Db): Promise<Drift[]> {
  const found = await db.query<Drift>({
    name: 'drifts',
    text: `
      select m.name as mapping, count(l.id)::int as links, (count(*) filter (where l.differs))::int as differing,
        (count(l.id) filter (where ${verified} is null))::int as unverified,
        extract(epoch from now() - min(${verified}))::float8 as "oldestSeconds"
      from mapping m left join link l on l.mapping = m.id where m.state <> 'off' group by m.id, m.name order by m.name`,
  })
  return found.rows
}
