import type { ChoreKind } from './chores.ts'
import type { Db } from './database.ts'
import { utc } from './utc.ts'

/** Work that comes round on a connection, as a person looks at it. */
export interface ChoreState {
  readonly kind: ChoreKind
  readonly entity: string
  /** When it last came to its end, ISO 8601 in UTC; null: never. */
  readonly doneAt: string | null
  readonly nextAt: string | null
  /** How often in a row it failed, and why it did so last. */
  readonly attempts: number
  readonly error: string | null
}

/** What a connection's health is told from, beside its state. */
export interface ConnectionHealth {
  readonly connection: number
  readonly hooksSince: string | null
  /** Null: they are not on, or last until somebody ends them. */
  readonly hooksUntil: string | null
  readonly mappings: readonly string[]
  readonly chores: readonly ChoreState[]
}

export async function connectionHealths(db: Db): Promise<ConnectionHealth[]> {
  const found = await db.query<ConnectionHealth>(`
    select c.id as connection, ${utc('c.hooks_since')} as "hooksSince", ${utc('c.hooks_until')} as "hooksUntil",
      coalesce((select jsonb_agg(m.name order by m.name) from mapping m where m.crm = c.id or m.pm = c.id), '[]') as mappings,
      coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'entity', h.entity, 'doneAt', ${utc('h.done_at')},
        'nextAt', ${utc('h.due_at')}, 'attempts', h.attempts, 'error', h.last_error) order by h.kind, h.entity)
        from chore h where h.connection = c.id), '[]') as chores
    from connection c order by c.name`)
  return found.rows
}

/** `until`: ISO 8601 in UTC; null: until somebody ends them. */
export async function hooksAreOn(db: Db, connection: number, until: string | null): Promise<void> {
  await db.query(
    'update connection set hooks_since = coalesce(hooks_since, now()), hooks_until = $2 where id = $1',
    [connection, until],
  )
}

export async function hooksAreOff(db: Db, connection: number): Promise<void> {
  await db.query('update connection set hooks_since = null, hooks_until = null where id = $1', [connection])
}

export async function areHooksOn(db: Db, connection: number): Promise<boolean> {
  const on = await db.query('select from connection where id = $1 and hooks_since is not null', [connection])
  return on.rowCount === 1
}
