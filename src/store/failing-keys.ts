import type { FailingClass } from '../core/failing.ts'
import type { Db } from './database.ts'
import { dueNow, inOrder } from './dirty.ts'

/** Makes keys that rest, or wait for their next try, due now and as if they had never failed. */
export async function retryKeys(tx: Db, mapping: number, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0
  const due = await tx.query({
    name: 'retry-keys',
    text: `
      with held as (select key from dirty where mapping = $1 and token is null and key = any($2) ${inOrder})
      update dirty d set run_at = ${dueNow}, attempts = 0, suspect = false
      from held where d.mapping = $1 and d.key = held.key`,
    values: [mapping, keys],
  })
  return due.rowCount ?? 0
}

/**
 * Something has changed at an account, as a choice that is offered again: keys over it that failed and rest are tried once
 * more. Those that workers died with are not.
 */
export async function retryResting(tx: Db, connection: number): Promise<void> {
  await tx.query({
    name: 'retry-resting',
    text: `
      with held as (
        select mapping, key from dirty where run_at = 'infinity' and token is null and not suspect
        and mapping in (select id from mapping where crm = $1 or pm = $1) order by mapping, key for update)
      update dirty d set run_at = ${dueNow}, attempts = 0
      from held where d.mapping = held.mapping and d.key = held.key`,
    values: [connection],
  })
}

/** A key that fails, or whose workers die. */
export interface FailingKey {
  readonly id: string
  readonly mapping: string
  readonly key: string
  readonly attempts: number
  /** Its last worker died with it. */
  readonly suspect: boolean
  readonly error: string | null
  /** The class of the error, and what the vendor calls it and objects to. */
  readonly is: FailingClass
  readonly code: string | null
  readonly field: string | null
  /** True: it is not tried again by itself. */
  readonly rests: boolean
  /** Since when it has been due, ISO 8601 in UTC. */
  readonly since: string
}

/** Keys that failed at least once; `after` is the id of the last one known. */
export async function failingKeys(
  db: Db,
  mapping: number | null,
  after: string,
  most: number,
): Promise<FailingKey[]> {
  const found = await db.query<FailingKey>(
    `select m.name as mapping, d.key, d.attempts, d.suspect, d.last_error as error,
       coalesce(d.failed->>'is', case when d.suspect then 'died' else 'unexpected' end) as is, d.failed->>'code' as code,
       d.failed->>'field' as field, d.run_at = 'infinity' as rests,
       m.id || ' ' || d.key as id, to_char(d.dirty_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
     from dirty d join mapping m on m.id = d.mapping
     where (d.attempts > 0 or d.suspect) and ($1::int is null or d.mapping = $1)
     and (m.id || ' ' || d.key) collate "C" > $2 order by (m.id || ' ' || d.key) collate "C" limit $3`,
    [mapping, after, most],
  )
  return found.rows
}

/** Of these keys, or of all, those that failed and that nobody works on just now. */
export async function allFailingKeys(
  db: Db,
  mapping: number,
  keys: readonly string[] | null,
): Promise<string[]> {
  const found = await db.query<{ key: string }>(
    `select key from dirty where mapping = $1 and (attempts > 0 or suspect) and token is null
     and ($2::text[] is null or key = any($2)) order by key`,
    [mapping, keys],
  )
  return found.rows.map(row => row.key)
}
