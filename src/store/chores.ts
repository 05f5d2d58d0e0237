import type { Db } from './database.ts'

export const choreKinds = [
  'check',
  'describe',
  'preview',
  'subscribe',
  'pull',
  'sweep',
  'tally',
  'match',
  'threads',
  'project',
] as const
export type ChoreKind = (typeof choreKinds)[number]

/** Work on a connection that comes round by the clock. Its place is kept here, so a restart resumes. */
export interface Chore {
  readonly connection: number
  readonly kind: ChoreKind
  readonly entity: string
  readonly cursor: string | null
  /** ISO 8601 in UTC; null reads everything. */
  readonly since: string | null
  /** The newest change seen in the pull under way, by the vendor's clock, ISO 8601 in UTC. */
  readonly newest: string | null
  /** True once a pull has gone all the way through: what is new from now on is news. */
  readonly doneOnce: boolean
  readonly attempts: number
  /** How long ago it was last through; 0: never. */
  readonly restedMs: number
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const columns = `connection, kind, entity, cursor, ${iso('since')} as since, ${iso('newest')} as newest,
  done_once as "doneOnce", attempts,
  coalesce(extract(epoch from now() - done_at) * 1000, 0)::float8 as "restedMs"`

/** Makes these chores due now, whatever they have done before. Whoever does one just now has lost it. */
export async function choresDue(tx: Db, connection: number, kinds: readonly ChoreKind[]): Promise<void> {
  await tx.query(
    `insert into chore (connection, kind) select $1, kind from unnest($2::text[]) as k(kind)
     on conflict (connection, kind, entity) do update set due_at = now(), token = null, done_once = false, attempts = 0`,
    [connection, kinds],
  )
}

/** Makes the counting of a day's overdue tasks due now. Its place is the last day that was counted. */
export async function talliesDue(tx: Db, connection: number, entity: string): Promise<void> {
  await tx.query(
    `insert into chore (connection, kind, entity) values ($1, 'tally', $2)
     on conflict (connection, kind, entity) do update set due_at = now(), token = null`,
    [connection, entity],
  )
}

/**
 * Makes pulls due now; from the start where a mapping needs everything read, else from where they are. A page that is
 * being read just now does not count: remembering it would put the pull back where it was.
 */
export async function restartPulls(
  tx: Db,
  connection: number,
  entities: readonly string[],
  fromStart: boolean,
): Promise<void> {
  await tx.query(
    `insert into chore as c (connection, kind, entity) select $1, 'pull', entity from unnest($2::text[]) as e(entity)
     on conflict (connection, kind, entity) do update set due_at = now(), token = null, cursor = null, newest = null,
       since = case when $3 then null else c.since end, done_once = c.done_once and not $3`,
    [connection, entities, fromStart],
  )
}

/** Takes the chore that is longest overdue. One that its vendor locked out is only checked; one that somebody paused, not even that. */
export async function takeChore(db: Db, token: string, leaseSeconds: number): Promise<Chore | null> {
  const taken = await db.query<Chore>({
    name: 'take-chore',
    text: `
      update chore set token = $1, due_at = now() + $2 * interval '1 s'
      where (connection, kind, entity) = (
        select h.connection, h.kind, h.entity from chore h join connection c on c.id = h.connection
        where h.due_at <= now() and (c.state = 'ready'
          or h.kind = 'check' and (c.state = 'new' or c.stopped_by is not null))
        order by h.due_at limit 1 for update of h skip locked)
      returning ${columns}`,
    values: [token, leaseSeconds],
  })
  return taken.rows[0] ?? null
}

/** Its vendor may let a connection in again some day: that is looked at after so long, whatever the check waited for. */
export async function checkAgain(tx: Db, connection: number, inSeconds: number): Promise<void> {
  await tx.query(
    `update chore set due_at = now() + $2 * interval '1 s' where connection = $1 and kind = 'check' and token is null`,
    [connection, inSeconds],
  )
}

/** Puts back whatever chore was taken under this token, where nobody can say which. */
export async function letGoOfChore(db: Db, token: string): Promise<void> {
  await db.query('update chore set token = null, due_at = now() where token = $1', [token])
}

export interface ChoreProgress {
  readonly cursor: string | null
  readonly since: string | null
  readonly newest: string | null
  readonly doneOnce: boolean
  readonly nextInSeconds: number
  /** The same worker goes on with it; until then nobody else takes it. */
  readonly isHeld?: boolean
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
      update chore set cursor = $5, since = $6, newest = $7, done_once = $8, done_at = case when $5::text is null then now() else done_at end,
        token = case when $10 then token end, attempts = 0, last_error = null, due_at = now() + $9 * interval '1 s'
      where connection = $1 and kind = $2 and entity = $3 and token = $4`,
    values: [
      chore.connection,
      chore.kind,
      chore.entity,
      token,
      to.cursor,
      to.since,
      to.newest,
      to.doneOnce,
      to.nextInSeconds,
      to.isHeld ?? false,
    ],
  })
  return advanced.rowCount === 1
}

/** Holds a chore for so long from now, or for as long as it is held already; answers false when another worker has taken it over. */
export async function holdChore(db: Db, chore: ChoreRef, token: string, seconds: number): Promise<boolean> {
  const held = await db.query(
    `update chore set due_at = greatest(due_at, now() + $5 * interval '1 s')
     where connection = $1 and kind = $2 and entity = $3 and token = $4`,
    [chore.connection, chore.kind, chore.entity, token, seconds],
  )
  return held.rowCount === 1
}

/** Ends a chore that does not come round; answers false when another worker has taken it over. */
export async function endChore(tx: Db, chore: ChoreRef, token: string): Promise<boolean> {
  const ended = await tx.query(
    'delete from chore where connection = $1 and kind = $2 and entity = $3 and token = $4',
    [chore.connection, chore.kind, chore.entity, token],
  )
  return ended.rowCount === 1
}

/** Makes one chore due now that is to be done once. */
export async function choreDue(tx: Db, connection: number, kind: ChoreKind, entity: string): Promise<void> {
  await tx.query('insert into chore (connection, kind, entity) values ($1, $2, $3) on conflict do nothing', [
    connection,
    kind,
    entity,
  ])
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

export interface PullAge {
  /** How long ago the entity was last read to its end. */
  readonly ms: number
  /** It is being read again just now: what is known of it is neither old nor new. */
  readonly isUnderWay: boolean
}

/** When each entity was last read, as `connection entity`. Missing: never all through. */
export async function pullAges(db: Db, connections: readonly number[]): Promise<Map<string, PullAge>> {
  const done = await db.query<PullAge & { name: string }>({
    name: 'pull-ages',
    text: `select connection || ' ' || entity as name, (extract(epoch from now() - done_at) * 1000)::float8 as ms,
             cursor is not null as "isUnderWay"
           from chore where kind = 'pull' and done_once and done_at is not null and connection = any($1)`,
    values: [connections],
  })
  return new Map(done.rows.map(({ name, ...age }) => [name, age]))
}

/** From when the next pull of an entity reads, ISO 8601 in UTC; null: from the start, or there is none. */
export async function pullsSince(db: Db, connection: number, entity: string): Promise<string | null> {
  const found = await db.query<{ since: string | null }>({
    name: 'pulls-since',
    text: `select ${iso('since')} as since from chore where connection = $1 and kind = 'pull' and entity = $2`,
    values: [connection, entity],
  })
  return found.rows[0]?.since ?? null
}

/** Makes the pull of one entity due now, where it is. One that failed comes again in its own time. */
export async function pullDue(db: Db, connection: number, entity: string): Promise<void> {
  await db.query(
    `update chore set due_at = now() where connection = $1 and kind = 'pull' and entity = $2 and token is null and due_at > now()
     and attempts = 0`,
    [connection, entity],
  )
}

/** Makes every pull of a connection due now, where it is. */
export async function pullsDue(db: Db, connection: number): Promise<void> {
  await db.query(
    `update chore set due_at = now() where connection = $1 and kind = 'pull' and token is null and due_at > now()`,
    [connection],
  )
}

/** Makes every pull due now, e.g. because nobody listened for a while. Places are kept. */
export async function allPullsDue(db: Db): Promise<void> {
  await db.query(`update chore set due_at = now() where kind = 'pull' and token is null and due_at > now()`)
}
