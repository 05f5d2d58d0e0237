import type { Side } from '../core/value.ts'
import type { Account, Facts, Settings } from '../spi/index.ts'
import type { Db } from './database.ts'

/** Why a connection was paused by itself: it is tried again now and then. */
export type StoppedBy = 'locked-out' | 'another-account'

export interface Connection {
  readonly id: number
  readonly name: string
  readonly connector: string
  readonly side: Side
  readonly settings: Settings
  /** A JWE text; only the vault opens it. */
  readonly credentials: string
  /** A JWE text. */
  readonly hookSecret: string
  readonly facts: Facts
  readonly account: string | null
  /** Which account that is, in its vendor's terms; null: not known. */
  readonly identity: string | null
  /** The vendor's id of the user our writes are made as. */
  readonly userId: string | null
  readonly state: 'new' | 'ready' | 'paused'
  readonly pausedWhy: string | null
  /** Null: a person paused it, or nobody did. */
  readonly stoppedBy: StoppedBy | null
  /** A mark of the account's own fields; null: they were not described. */
  readonly described: string | null
}

/** What a connection is read from. */
export const connectionColumns = `id, name, connector, side, settings, credentials, hook_secret as "hookSecret", facts, account, identity,
  user_id as "userId", state, paused_why as "pausedWhy", stopped_by as "stoppedBy", described`

export type NewConnection = Pick<
  Connection,
  'name' | 'connector' | 'side' | 'settings' | 'credentials' | 'hookSecret'
>

/** Adds a connection, or gives an existing one new settings and credentials. */
export async function saveConnection(tx: Db, connection: NewConnection): Promise<Connection> {
  const saved = await tx.query<Connection>(
    `insert into connection (name, connector, side, settings, credentials, hook_secret)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (name) do update set settings = excluded.settings, credentials = excluded.credentials,
       hook_secret = excluded.hook_secret, state = 'new', paused_why = null, stopped_by = null
     returning ${connectionColumns}`,
    [
      connection.name,
      connection.connector,
      connection.side,
      JSON.stringify(connection.settings),
      connection.credentials,
      connection.hookSecret,
    ],
  )
  const { id } = saved.rows[0] as Connection
  // After the row is ours: a renewal that was under way has stored its token by now, or never will.
  await tx.query('delete from access_token where connection = $1', [id])
  return saved.rows[0] as Connection
}

export async function allConnections(db: Db): Promise<Connection[]> {
  return (
    await db.query<Connection>({
      name: 'all-connections',
      text: `select ${connectionColumns} from connection order by name`,
    })
  ).rows
}

export async function connectionById(db: Db, id: number): Promise<Connection | null> {
  const found = await db.query<Connection>({
    name: 'connection-by-id',
    text: `select ${connectionColumns} from connection where id = $1`,
    values: [id],
  })
  return found.rows[0] ?? null
}

export async function connectionsById(db: Db, ids: readonly number[]): Promise<Map<number, Connection>> {
  const found = await db.query<Connection>({
    name: 'connections-by-id',
    text: `select ${connectionColumns} from connection where id = any($1)`,
    values: [ids],
  })
  return new Map(found.rows.map(connection => [connection.id, connection]))
}

export async function connectionByName(db: Db, name: string): Promise<Connection | null> {
  const found = await db.query<Connection>({
    name: 'connection-by-name',
    text: `select ${connectionColumns} from connection where name = $1`,
    values: [name],
  })
  return found.rows[0] ?? null
}

/** One for each name, in their order; null: there is none. */
export async function connectionsByName(
  db: Db,
  names: readonly string[],
): Promise<readonly (Connection | null)[]> {
  const found = await db.query<Connection>({
    name: 'connections-by-name',
    text: `select ${connectionColumns} from connection where name = any($1)`,
    values: [[...new Set(names)]],
  })
  const byName = new Map(found.rows.map(connection => [connection.name, connection]))
  return names.map(name => byName.get(name) ?? null)
}

/** `hookSecret`: a JWE text, of what a vendor made up to sign its webhooks with. */
export async function keepHookSecret(db: Db, id: number, hookSecret: string): Promise<void> {
  await db.query('update connection set hook_secret = $2 where id = $1', [id, hookSecret])
}

/** One that somebody has paused meanwhile stays paused. */
export async function connectionReady(
  tx: Db,
  id: number,
  found: Pick<Account, 'account' | 'userId' | 'facts' | 'identity'>,
): Promise<void> {
  await tx.query(
    `update connection set account = $2, user_id = $3, facts = $4, identity = coalesce($5, identity), state = 'ready', paused_why = null, stopped_by = null
     where id = $1 and (state <> 'paused' or stopped_by is not null)`,
    [id, found.account, found.userId, JSON.stringify(found.facts), found.identity ?? null],
  )
}

/** It has to prove itself again before it is used. Answers false when it was not paused. */
export async function resumeConnection(tx: Db, id: number): Promise<boolean> {
  const resumed = await tx.query(
    `update connection set state = 'new', paused_why = null, stopped_by = null where id = $1 and state = 'paused'`,
    [id],
  )
  return resumed.rowCount === 1
}

/** The account that it reaches next is the one it had; it proves itself first. */
export async function forgetIdentity(tx: Db, id: number): Promise<void> {
  await tx.query(
    `update connection set identity = null, state = 'new', paused_why = null, stopped_by = null where id = $1`,
    [id],
  )
}

/** Forgets a connection that no mapping uses, with its credentials and all that was seen through it. */
export async function removeConnection(tx: Db, id: number): Promise<void> {
  await tx.query('delete from connection where id = $1', [id])
}

/** `by`: null where a person did. Answers false when it was paused already. */
export async function pauseConnection(
  db: Db,
  id: number,
  why: string,
  by: StoppedBy | null = null,
): Promise<boolean> {
  const paused = await db.query(
    `update connection set state = 'paused', paused_why = $2, stopped_by = $3 where id = $1 and state <> 'paused'`,
    [id, why, by],
  )
  return paused.rowCount === 1
}
