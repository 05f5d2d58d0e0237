import type { Db } from './database.ts'

export interface Lane {
  readonly mapping: number
  readonly shard: number
}

/**
 * Takes the ready lane that was served longest ago, so that a noisy mapping cannot starve a quiet one. Lanes of a mapping
 * that is not in use just now keep what is due in them until it is.
 */
export async function takeLane(db: Db, owner: string, leaseSeconds: number): Promise<Lane | null> {
  const taken = await db.query<{ mapping: number; shard: number }>({
    name: 'take-lane',
    text: `
      update lane set lease_until = now() + $2 * interval '1 s', owner = $1, served_at = clock_timestamp(), ready_at = 'infinity'
      where (mapping, shard) = (
        select mapping, shard from lane where ready_at <= now() and lease_until < now()
        and mapping in (
          select m.id from mapping m join connection c on c.id = m.crm join connection p on p.id = m.pm
          where m.state = 'on' and c.state = 'ready' and p.state = 'ready')
        order by served_at limit 1 for update skip locked)
      returning mapping, shard`,
    values: [owner, leaseSeconds],
  })
  return taken.rows[0] ?? null
}

export async function renewLane(db: Db, lane: Lane, owner: string, leaseSeconds: number): Promise<void> {
  await db.query({
    name: 'renew-lane',
    text: `update lane set lease_until = now() + $4 * interval '1 s' where mapping = $1 and shard = $2 and owner = $3`,
    values: [lane.mapping, lane.shard, owner, leaseSeconds],
  })
}

/** Gives back whatever lane was taken under this name, where nobody can say which. */
export async function letGoOfLane(db: Db, owner: string): Promise<void> {
  await db.query(
    `update lane set lease_until = '-infinity', owner = null, ready_at = least(ready_at, now()) where owner = $1`,
    [owner],
  )
}

/** Gives a lane back; it is ready again when its next row is due. News folded meanwhile has set that itself. */
export async function freeLane(db: Db, lane: Lane, owner: string): Promise<void> {
  await db.query({
    name: 'free-lane',
    text: `
      update lane l set lease_until = '-infinity', owner = null,
        ready_at = least(l.ready_at, coalesce((
          select run_at from dirty d where d.mapping = $1 and d.shard = $2 order by run_at limit 1), 'infinity'))
      where mapping = $1 and shard = $2 and owner = $3`,
    values: [lane.mapping, lane.shard, owner],
  })
}
