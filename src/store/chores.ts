import type { Db } from './database.ts'

export type ChoreKind = 'check' | 'subscribe' | 'pull'

/** Work on a connection that comes round by the clock. Its place is kept here, so a restart resumes. */
export interface Chore {
  readonly connection: number
  readonly kind: ChoreKind
  readonly entity: string
  readonly cursor: string | null
  /** ISO 8601 in UTC; null reads everything. */
  readonly since: string | null
  /** When this pull began, ISO 8601 in UTC. */
  readonly pullStartedAt: string | null
  /** True once a pull has gone all the way through: what is new from now on is news. */
  readonly doneOnce: boolean
  readonly attempts: number
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const columns = `connection, kind, entity, cursor, ${iso('since')} as since, ${iso('pull_started_at')} as "pullStartedAt",
  done_once as "doneOnce", attempts`

/** Adds chores that are not there yet, due at once. */
export async function addChores(
  tx: Db,
  chores: readonly Pick<Chore, 'connection' | 'kind' | 'entity'>[],
): Promise<void> {
  if (chores.length === 0) return
  await tx.query(
    `insert into chore (connection, kind, entity) select * from unnest($1::int[], $2::text[], $3::text[])
     on conflict do nothing`,
    [
      chores.map(chore => chore.connection),
      chores.map(chore => chore.kind),
      chores.map(chore => chore.entity),
    ],
  )
}

/** Makes a chore due now, e.g. when a mapping needs an entity read from the start. */
export async function restartPulls(tx: Db, connection: number, entities: readonly string[]): Promise<void> {
  await tx.query(
    `insert into chore (connection, kind, entity) select $1, 'pull', entity from unnest($2::text[]) as e(entity)
     on conflict (connection, kind, entity) do update set due_at = now(), cursor = null, since = null, done_once = false`,
    [connection, entities],
  )
}

/** Takes the chore that is longest overdue, of a connection that is not paused. */
export async function takeChore(db: Db, token: string, leaseSeconds: number): Promise<Chore | null> {
  const taken = await db.query<Chore>({
    name: 'take-chore',
    text: `
      update chore set token = $1, due_at = now() + $2 * interval '1 s'
      where (connection, kind, entity) = (
        select h.connection, h.kind, h.entity from chore h join connection c on c.id = h.connection
        where h.due_at <= now() and c.state <> 'paused' and (c.state = 'ready' or h.kind = 'check')
        order by h.due_at limit 1 for update of h skip locked)
      returning ${columns}`,
    values: [token, leaseSeconds],
  })
  return taken.rows[0] ?? null
}

export interface ChoreProgress {
  readonly cursor: string | null
  readonly since: string | null
  readonly pullStartedAt: string | null
  readonly doneOnce: boolean
  readonly nextInSeconds: number
}

type ChoreRef = Pick<Chore, 'connection' | 'kind' | 'entity'>

/** Records how far a chore came; answers false when another worker has taken it over. */
export async function advanceChore(
  tx: Db,
  chore: ChoreRef,
  token: string,
  to: ChoreProgress,
): Promise<boolean> {
  const advanced = await tx.query({
    name: 'advance-chore',
    text: `
      update chore set cursor = $5, since = $6, pull_started_at = $7, done_once = $8, token = null, attempts = 0,
        last_error = null, due_at = now() + $9 * interval '1 s'
      where connection = $1 and kind = $2 and entity = $3 and token = $4`,
    values: [
      chore.connection,
      chore.kind,
      chore.entity,
      token,
      to.cursor,
      to.since,
      to.pullStartedAt,
      to.doneOnce,
      to.nextInSeconds,
    ],
  })
  return advanced.rowCount === 1
}

export async function choreFailed(
  db: Db,
  chore: ChoreRef,
  token: string,
  error: string,
  inSeconds: number,
): Promise<void> {
  await db.query(
    `update chore set token = null, attempts = attempts + 1, last_error = $5, due_at = now() + $6 * interval '1 s'
     where connection = $1 and kind = $2 and entity = $3 and token = $4`,
    [chore.connection, chore.kind, chore.entity, token, error, inSeconds],
  )
}

/** Which entities have been read all the way through at least once, as `connection entity`. */
export async function pullsDone(db: Db, connections: readonly number[]): Promise<Set<string>> {
  const done = await db.query<{ name: string }>({
    name: 'pulls-done',
    text: `select connection || ' ' || entity as name from chore where kind = 'pull' and done_once and connection = any($1)`,
    values: [connections],
  })
  return new Set(done.rows.map(row => row.name))
}

/** Makes every pull due now, e.g. because nobody listened for a while. Places are kept. */
export async function allPullsDue(db: Db): Promise<void> {
  await db.query(`update chore set due_at = now() where kind = 'pull' and token is null and due_at > now()`)
}
