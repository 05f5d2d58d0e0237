import { aloneAfter } from '../core/turn-of.ts'
import type { Db } from './database.ts'
import type { Lane } from './lanes.ts'
import { prio } from './signals.ts'

/** A key in work: what the claim saw of it. */
export interface Claim {
  readonly key: string
  readonly version: string
  readonly attempts: number
  /** Its last worker died with it, or its last pass failed; it runs apart from the others (`core/turn-of`). */
  readonly suspect: boolean
  /** A person may be waiting for it; else it is part of a backlog. */
  readonly live: boolean
  /** A webhook told of it: somebody did something just now. */
  readonly hinted: boolean
  /** What it rested for, where this is the second look. */
  readonly again: Again | null
  /** How long it has been due, in ms. */
  readonly dueMs: number
}

/** `look`: the hint may have come before what it told of could be read. `write`: the row was too fresh to be written to. */
export type Again = 'look' | 'write'

/**
 * Claims what is due in a lane, most urgent and oldest first. What became due at the same moment goes by its key: rows of
 * one project then stand together, and a vendor that lists tasks by project is asked for a few projects, not for all. What
 * people wait for and was put off for a while, or had in hand by a dead worker, has no head start any more, so it is looked
 * for first.
 */
export async function claimKeys(
  db: Db,
  lane: Lane,
  token: string,
  most: number,
  leaseSeconds: number,
): Promise<Claim[]> {
  // A number in the text: of one that it is given, the planner guesses that it means a tenth of the table.
  const limit = `limit ${Math.trunc(most)}`
  const claimed = await db.query<Claim>({
    name: `claim-keys-${Math.trunc(most)}`,
    text: `
      with put_off as (
        select mapping, key, run_at, token is not null as died, 0 as turn from dirty
        where mapping = $1 and shard = $2 and prio >= ${prio.edit}
        and run_at > now() - ${prio.edit / 2} * interval '1 s' and run_at <= now()
        order by run_at ${limit} for update skip locked),
      in_turn as (
        select mapping, key, run_at, token is not null as died, 1 as turn from dirty
        where mapping = $1 and shard = $2 and run_at <= now() order by run_at, key ${limit} for update skip locked),
      due as (
        select * from put_off union all select * from in_turn where key not in (select key from put_off)
        order by turn, run_at, key ${limit}),
      taken as (
        update dirty d set token = $3, run_at = now() + $4 * interval '1 s',
          attempts = d.attempts + due.died::int, suspect = d.suspect or due.died
        from due where d.mapping = due.mapping and d.key = due.key
        returning d.key, d.version, d.attempts, d.suspect, d.prio >= $5 as live, d.prio = $6 as hinted, d.again,
          due.run_at as was_due, (extract(epoch from now() - d.dirty_at) * 1000)::float8 as "dueMs")
      select key, version, attempts, suspect, live, hinted, again, "dueMs" from taken order by live desc, was_due`,
    values: [lane.mapping, lane.shard, token, leaseSeconds, prio.edit, prio.hook],
  })
  return claimed.rows
}

/**
 * Every statement that takes several keys takes them in this order. The fold does too, so the two never wait for each
 * other in a circle.
 */
export const inOrder = 'order by key for update'

/** Due at once, with the head start that its most urgent news gave it. */
export const dueNow = `now() - d.prio * interval '1 s'`

/** Puts claimed keys back as if they had not been taken: each as long ago as it became due. */
export async function unclaimKeys(
  db: Db,
  mapping: number,
  token: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await db.query({
    name: 'unclaim-keys',
    text: `
      with held as (select key from dirty where mapping = $1 and token = $2 and key = any($3) ${inOrder})
      update dirty d set token = null, run_at = least(now(), d.dirty_at) - d.prio * interval '1 s'
      from held where d.mapping = $1 and d.key = held.key`,
    values: [mapping, token, keys],
  })
}

/** Puts back whatever was claimed under this token, where nobody can say what. */
export async function letGoOfKeys(db: Db, mapping: number, token: string): Promise<void> {
  await db.query(
    `with held as (select key from dirty where mapping = $1 and token = $2 ${inOrder})
     update dirty d set token = null, run_at = ${dueNow} from held where d.mapping = $1 and d.key = held.key`,
    [mapping, token],
  )
}

/** How many of these keys are to be looked at again. */
export async function countDue(db: Db, mapping: number, keys: readonly string[]): Promise<number> {
  const found = await db.query<{ count: number }>({
    name: 'count-due',
    text: 'select count(*)::int as count from dirty where mapping = $1 and key = any($2)',
    values: [mapping, keys],
  })
  return found.rows[0]?.count ?? 0
}

/** Puts claimed keys back, to run in a smaller group, as if a worker had died with them; that alone makes none rest. */
export async function markSuspect(
  db: Db,
  mapping: number,
  token: string,
  keys: readonly string[],
): Promise<void> {
  await db.query({
    name: 'mark-suspect',
    text: `
      with held as (select key from dirty where mapping = $1 and token = $2 and key = any($3) ${inOrder})
      update dirty d set token = null, run_at = ${dueNow}, suspect = true,
        attempts = greatest(d.attempts, least(d.attempts + 1, $4))
      from held where d.mapping = $1 and d.key = held.key`,
    values: [mapping, token, keys, aloneAfter],
  })
}

/** Answers whether there was anything left to hold. */
export async function renewKeys(
  db: Db,
  { mapping, shard }: Lane,
  token: string,
  leaseSeconds: number,
): Promise<boolean> {
  const renewed = await db.query({
    name: 'renew-keys',
    text: `
      with held as (
        select key from dirty where mapping = $1 and shard = $4 and token = $2 and run_at > now() ${inOrder})
      update dirty d set run_at = now() + $3 * interval '1 s' from held where d.mapping = $1 and d.key = held.key`,
    values: [mapping, token, leaseSeconds, shard],
  })
  return (renewed.rowCount ?? 0) > 0
}

/** Locks the keys this worker still holds, and names them: the others were taken over and must not be recorded. */
export async function holdKeys(
  tx: Db,
  mapping: number,
  token: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const held = await tx.query<{ key: string }>({
    name: 'hold-keys',
    text: `select key from dirty where mapping = $1 and token = $2 and key = any($3) and run_at > now() ${inOrder}`,
    values: [mapping, token, keys],
  })
  return new Set(held.rows.map(row => row.key))
}

export interface DueKeys {
  /** How many keys are due, now or later; what rests until somebody looks is not. */
  readonly keys: number
  /** Of those, how many failed or wait for something else, and are only looked at again later. */
  readonly resting: number
}

export async function keysDue(db: Db, mapping: number): Promise<DueKeys> {
  const found = await db.query<DueKeys>(
    `select count(*)::int as keys, (count(*) filter (where d.token is null and d.run_at > now() and (d.attempts > 0
       or exists (select from hold h where h.mapping = d.mapping and h.key = d.key and h.closed_at is null))))::int as resting
     from dirty d where d.mapping = $1 and d.run_at < 'infinity'`,
    [mapping],
  )
  return found.rows[0] ?? { keys: 0, resting: 0 }
}

/** Takes keys from whoever works on them: what they decided is not written down any more, nor sent. */
export async function takeBackKeys(tx: Db, mapping: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'take-back-keys',
    text: `
      with held as (select key from dirty where mapping = $1 and key = any($2) and token is not null ${inOrder})
      update dirty d set token = null, version = d.version + 1, run_at = ${dueNow}
      from held where d.mapping = $1 and d.key = held.key`,
    values: [mapping, keys],
  })
}
