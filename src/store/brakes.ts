import type { Tally } from '../core/brake.ts'
import type { Db } from './database.ts'

/** What a mapping did within a rolling time, and what a person has allowed beyond it. */
export interface BrakeState {
  readonly done: Tally
  readonly leave: Tally
}

/** A leave that is not used up ends: it was given for what was asked then. */
const leaveHours = 24

/** A rolling time has about so many buckets; what stands in one that began before it still counts. */
const buckets = 60

const state = `brake_total(b.counts) as done,
  json_build_object('deletes', case when b.until > now() then b.deletes else 0 end,
    'overwrites', case when b.until > now() then b.overwrites else 0 end) as leave`

/** Counts what is about to be done, and tells what had been counted before it. Who counts at the same time counts after it. */
export async function countPlanned(
  db: Db,
  mapping: number,
  minutes: number,
  planned: Tally,
): Promise<BrakeState> {
  const found = await db.query<{ done: Tally; leave: Tally }>({
    name: 'count-planned',
    text: `
      with t as (select floor(extract(epoch from now()) / unit)::bigint as bucket,
        floor((extract(epoch from now()) - $2 * 60) / unit)::bigint as first
        from (select ceil($2 / ${buckets}.0) * 60 as unit) as u)
      insert into brake as b (mapping, counts)
      select $1, brake_counted('{}', first, bucket, $3, $4) from t
      on conflict (mapping) do update set counts = brake_counted(b.counts, (select first from t), (select bucket from t), $3, $4)
      returning ${state}`,
    values: [mapping, minutes, planned.deletes, planned.overwrites],
  })
  const { done, leave } = found.rows[0] as BrakeState
  return { done: less(done, planned), leave }
}

/** The same under a lock, for a pass that has counted already and needs a leave. */
export async function lockBrake(tx: Db, mapping: number, planned: Tally): Promise<BrakeState> {
  const found = await tx.query<{ done: Tally; leave: Tally }>({
    name: 'lock-brake',
    text: `select ${state} from brake b where mapping = $1 for update`,
    values: [mapping],
  })
  const { done, leave } = found.rows[0] as BrakeState
  return { done: less(done, planned), leave }
}

function less(all: Tally, part: Tally): Tally {
  return { deletes: all.deletes - part.deletes, overwrites: all.overwrites - part.overwrites }
}

export async function useLeave(tx: Db, mapping: number, uses: Tally): Promise<void> {
  await tx.query('update brake set deletes = deletes - $2, overwrites = overwrites - $3 where mapping = $1', [
    mapping,
    uses.deletes,
    uses.overwrites,
  ])
}

/** Notes what a mapping that stopped asks for. */
export async function askBrake(tx: Db, mapping: number, asks: Tally): Promise<void> {
  await tx.query('update brake set asked_deletes = $2, asked_overwrites = $3 where mapping = $1', [
    mapping,
    asks.deletes,
    asks.overwrites,
  ])
}

/** What a mapping that stopped asks for; null: its brake never counted anything. */
export async function askedOf(db: Db, mapping: number): Promise<Tally | null> {
  const found = await db.query<Tally>(
    'select asked_deletes as deletes, asked_overwrites as overwrites from brake where mapping = $1',
    [mapping],
  )
  return found.rows[0] ?? null
}

/**
 * A person's answer: so much more than the mapping may do by itself, once. It replaces an earlier leave, and what is left
 * of it after a day is void. The mapping goes on by `resumeMapping`.
 */
export async function allowBraked(tx: Db, mapping: number, leave: Tally, by: string): Promise<void> {
  await tx.query(
    `insert into brake (mapping, deletes, overwrites, until, allowed_by)
     values ($1, $2, $3, now() + ${leaveHours} * interval '1 h', $4)
     on conflict (mapping) do update set deletes = $2, overwrites = $3, until = excluded.until, allowed_by = $4`,
    [mapping, leave.deletes, leave.overwrites, by],
  )
}
