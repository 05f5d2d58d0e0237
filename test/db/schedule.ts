import { randomUUID } from 'node:crypto'
import type { Db, Pool } from '../../src/store/database.ts'
import { type Claim, claimKeys } from '../../src/store/dirty.ts'
import { fold } from '../../src/store/fold.ts'
import { prio, signalKeys } from '../../src/store/signals.ts'

export interface DirtyRow {
  readonly key: string
  readonly version: number
  readonly attempts: number
  readonly suspect: boolean
  readonly leased: boolean
  /** Seconds until it may be claimed, or its lease ends; Infinity: it rests. */
  readonly dueIn: number
  readonly error: string | null
  /** The class of that error. */
  readonly failed: unknown
}

/** What is due in a mapping, by key. */
export async function dirtyRows(db: Db, mapping: number): Promise<DirtyRow[]> {
  const found = await db.query<DirtyRow>(
    `select key, version::int, attempts, suspect, token is not null as leased, last_error as error, failed,
       case when run_at = 'infinity' then 'infinity' else extract(epoch from run_at - now()) end::float8 as "dueIn"
     from dirty where mapping = $1 order by key collate "C"`,
    [mapping],
  )
  return found.rows
}

export async function dirtyKeys(db: Db, mapping: number): Promise<string[]> {
  return (await dirtyRows(db, mapping)).map(row => row.key)
}

/** Signals keys and folds all that is there. */
export async function foldKeys(
  pool: Pool,
  mapping: number,
  keys: readonly string[],
  urgency: number = prio.backlog,
) {
  await signalKeys(pool, mapping, keys, urgency)
  await foldAll(pool)
}

export async function foldAll(pool: Pool): Promise<void> {
  while ((await fold(pool)) > 0);
}

export interface Held {
  readonly token: string
  readonly claims: readonly Claim[]
}

/** Claims from the first shard under a token of its own. */
export async function claimed(db: Db, mapping: number, most = 100, leaseSeconds = 30): Promise<Held> {
  const token = randomUUID()
  return { token, claims: await claimKeys(db, { mapping, shard: 0 }, token, most, leaseSeconds) }
}

/** Lets the leases of keys run out. */
export async function leasesEnd(db: Db, mapping: number): Promise<void> {
  await db.query(
    `update dirty set run_at = now() - interval '1 s' where mapping = $1 and token is not null and run_at < 'infinity'`,
    [mapping],
  )
}
