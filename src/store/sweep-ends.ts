import type { Missing } from '../core/brake.ts'
import type { Db } from './database.ts'
import { verifiedLinks } from './drift.ts'
import type { SweepRef, SweptPair } from './sweeps.ts'

/** The ids of links that are older than the sweep. */
const older = `
  select l.id from link l join chore c on c.connection = $3 and c.kind = 'sweep' and c.entity = $4
  where l.mapping = $1 and l.pair = $2 and l.created_at < c.started_at`
const shown = (links: string) =>
  `select unnest(${links}) from sweep_stretch where connection = $3 and entity = $4`
/** Those of them whose rows it did not see. Sets are subtracted, as no plan for that goes wrong where statistics are old. */
const unseen = `${older} except ${shown('checked || unchecked')}`

/** How many rows the sweep should have seen, and how many of them it did not. */
export async function countUnseen(
  db: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
): Promise<Missing> {
  const found = await db.query<{ linked: number; missing: number }>({
    name: 'count-unseen',
    text: `select (select count(*)::int from (${older}) as o) as linked, (select count(*)::int from (${unseen}) as u) as missing`,
    values: [mapping.id, pair, sweep.connection, sweep.entity],
  })
  const { linked = 0, missing = 0 } = found.rows[0] ?? {}
  return { pair, side, linked, missing }
}

/** Some of the rows that the sweep did not see, by their ids. */
export async function someUnseen(
  db: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
  most: number,
): Promise<string[]> {
  const found = await db.query<{ id: string }>({
    name: `some-unseen-${side}`,
    text: `select ${side}_id as id from link where id in (${unseen}) order by id limit $5`,
    values: [mapping.id, pair, sweep.connection, sweep.entity, most],
  })
  return found.rows.map(row => row.id)
}

/** Links whose rows the sweep did not see become due: each is read by itself before anything is believed of it. */
export async function signalUnseen(
  tx: Db,
  { mapping, pair }: SweptPair,
  sweep: SweepRef,
  urgency: number,
): Promise<void> {
  await tx.query({
    name: 'signal-unseen',
    text: `insert into signal (mapping, key, prio) select $1::int, 'link:' || id, $5::smallint from (${unseen}) as u`,
    values: [mapping.id, pair, sweep.connection, sweep.entity, urgency],
  })
}

/** From now on all links are known to be as the sweep found them; only those are written down that it could not check. */
export async function believeSweep(
  tx: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
): Promise<void> {
  const values = [mapping.id, pair, sweep.connection, sweep.entity, side]
  await tx.query({
    name: 'no-longer-unchecked',
    text: `delete from sweep_unchecked where side = $3 and link in (
      select unnest(checked) from sweep_stretch where connection = $1 and entity = $2)`,
    values: [sweep.connection, sweep.entity, side],
  })
  await tx.query({
    name: 'unchecked-now',
    text: `
      insert into sweep_unchecked (link, side, checked_at)
      select l.id, $5, d.began_at from (${older} except ${shown('checked')}) as u join link l using (id)
      left join sweep_done d on d.mapping = $1 and d.pair = $2 and d.side = $5 and l.created_at < d.began_at
      on conflict do nothing`,
    values,
  })
  await tx.query({
    name: 'sweep-done',
    text: `
      insert into sweep_done (mapping, pair, side, began_at)
      select $1, $2, $5, started_at from chore where connection = $3 and kind = 'sweep' and entity = $4
      on conflict (mapping, pair, side) do update set began_at = excluded.began_at`,
    values,
  })
  await firstVerified(tx, mapping.id, pair)
}

/** Links that nobody had verified before are counted by their own moment (`is_unverified`); each is written so once. */
async function firstVerified(tx: Db, mapping: number, pair: string): Promise<void> {
  await tx.query({
    name: 'first-verified',
    text: `
      with first as (
        select l.id, verified from ${verifiedLinks} where mapping = $1 and pair = $2 and is_unverified and verified is not null),
      held as (select id from link where id in (select id from first) order by id for no key update)
      update link l set verified_at = f.verified from held join first f using (id) where l.id = f.id`,
    values: [mapping, pair],
  })
}
