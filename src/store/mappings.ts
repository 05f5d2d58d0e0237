import type { Recognition } from '../core/matching/recognition.ts'
import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { type Connection, connectionColumns } from './connections.ts'
import type { Db } from './database.ts'

export interface StoredMapping {
  readonly id: number
  readonly name: string
  /** The YAML as it was given. */
  readonly text: string
  readonly crm: number
  readonly pm: number
  readonly state: 'on' | 'off' | 'paused'
  /** Which Baton it was first stored in; null: one that did not say so yet. */
  readonly installation: string | null
  /** It goes on after a missing right stopped it, and has not written anything yet. */
  readonly onTrial: boolean
}

const columns = `id, name, text, crm, pm, state, installation, state = 'on' and stopped_by is not null as "onTrial"`

export async function saveMapping(
  tx: Db,
  mapping: Pick<StoredMapping, 'name' | 'text' | 'crm' | 'pm'>,
): Promise<StoredMapping> {
  const saved = await tx.query<StoredMapping>(
    `insert into mapping (name, text, crm, pm, installation)
     values ($1, $2, $3, $4, (select id from installation))
     on conflict (name) do update set text = excluded.text, crm = excluded.crm, pm = excluded.pm
     returning ${columns}`,
    [mapping.name, mapping.text, mapping.crm, mapping.pm],
  )
  return saved.rows[0] as StoredMapping
}

export async function mappingByName(db: Db, name: string): Promise<StoredMapping | null> {
  const found = await db.query<StoredMapping>({
    name: 'mapping-by-name',
    text: `select ${columns} from mapping where name = $1`,
    values: [name],
  })
  return found.rows[0] ?? null
}

export async function mappingById(db: Db, id: number): Promise<StoredMapping | null> {
  const found = await db.query<StoredMapping>({
    name: 'mapping-by-id',
    text: `select ${columns} from mapping where id = $1`,
    values: [id],
  })
  return found.rows[0] ?? null
}

export interface ConnectedMapping extends StoredMapping {
  readonly connections: Readonly<Record<Side, Connection>>
}

/** A mapping together with what it connects, in one question: each pass begins with it. */
export async function connectedMapping(db: Db, id: number): Promise<ConnectedMapping | null> {
  const at = (side: Side) =>
    `(select to_jsonb(c) from (select ${connectionColumns} from connection where id = m.${side}) as c)`
  const found = await db.query<ConnectedMapping>({
    name: 'connected-mapping',
    text: `select ${columns}, jsonb_build_object('crm', ${at('crm')}, 'pm', ${at('pm')}) as connections
           from mapping m where id = $1`,
    values: [id],
  })
  return found.rows[0] ?? null
}

/** Every mapping with the names of its connections, and why it is paused, or was where it is tried again, by name. */
export interface NamedMapping extends StoredMapping {
  readonly connections: Readonly<Record<Side, string>>
  readonly pausedWhy: string | null
}

export async function allMappings(db: Db): Promise<NamedMapping[]> {
  const found = await db.query<NamedMapping>({
    name: 'all-mappings',
    text: `
      select m.id, m.name, m.text, m.crm, m.pm, m.state, m.installation, m.paused_why as "pausedWhy",
        m.state = 'on' and m.stopped_by is not null as "onTrial",
        jsonb_build_object('crm', c.name, 'pm', p.name) as connections
      from mapping m join connection c on c.id = m.crm join connection p on p.id = m.pm order by m.name`,
  })
  return found.rows
}

export interface MappingEntity {
  readonly connection: number
  readonly entity: string
  readonly side: Side
  readonly pair: PairName
  /** How rows that never met are recognised; null where nothing is matched. */
  readonly recognition: Recognition | null
}

/** Switches a mapping on: from now on news of these entities concern it. */
export async function switchOn(tx: Db, mapping: number, entities: readonly MappingEntity[]): Promise<void> {
  await tx.query(
    `update mapping set state = 'on', paused_why = null, stopped_by = null, on_since = coalesce(on_since, now()) where id = $1`,
    [mapping],
  )
  await tx.query('delete from mapping_entity where mapping = $1', [mapping])
  await tx.query(
    `insert into mapping_entity (mapping, connection, entity, side, pair, recognition)
     select $1, connection, entity, side, pair, nullif(recognition, 'null') from jsonb_to_recordset($2::jsonb)
       as e(connection int, entity text, side text, pair text, recognition jsonb)`,
    [mapping, JSON.stringify(entities)],
  )
}

/** News still becomes due while it is paused, and waits; `by`: null where a person did. Answers false when it was not on. */
export async function pauseMapping(
  tx: Db,
  mapping: number,
  why: string,
  by: string | null = null,
): Promise<boolean> {
  const paused = await tx.query(
    `update mapping set state = 'paused', paused_why = $2, stopped_by = $3, stopped_at = now() where id = $1 and state = 'on'`,
    [mapping, why, by],
  )
  return paused.rowCount === 1
}

/** What became due meanwhile is worked through. Answers false when it was not paused. */
export async function resumeMapping(tx: Db, mapping: number): Promise<boolean> {
  const resumed = await tx.query(
    `update mapping set state = 'on', paused_why = null, stopped_by = null where id = $1 and state = 'paused'`,
    [mapping],
  )
  return resumed.rowCount === 1
}

/** What a missing right stopped so long ago goes on, on trial: whoever was told is told nothing yet, and why it stopped stays. */
export async function tryForbiddenAgain(db: Db, afterSeconds: number): Promise<void> {
  await db.query({
    name: 'try-forbidden-again',
    text: `update mapping set state = 'on'
           where state = 'paused' and stopped_by = 'forbidden' and stopped_at < now() - $1 * interval '1 s'`,
    values: [afterSeconds],
  })
}

/** A mapping on trial that has written something has its right again. Answers false when it was on no trial. */
export async function endTrial(tx: Db, mapping: number): Promise<boolean> {
  const ended = await tx.query(
    `update mapping set stopped_by = null, paused_why = null where id = $1 and state = 'on' and stopped_by is not null`,
    [mapping],
  )
  return ended.rowCount === 1
}

/** News no longer concerns it. Links and what is known stay; switching it on again reads everything. */
export async function switchOff(tx: Db, mapping: number): Promise<boolean> {
  const off = await tx.query(
    `update mapping set state = 'off', paused_why = null where id = $1 and state <> 'off'`,
    [mapping],
  )
  await tx.query('delete from mapping_entity where mapping = $1', [mapping])
  return off.rowCount === 1
}

/** The mappings that are on and work through a connection. */
export async function mappingsInUse(db: Db, connection: number): Promise<StoredMapping[]> {
  const found = await db.query<StoredMapping>(
    `select ${columns} from mapping where state = 'on' and (crm = $1 or pm = $1) order by id`,
    [connection],
  )
  return found.rows
}

/** The mappings through a connection that stopped because they did not hold against the account. */
export async function brokenMappings(db: Db, connection: number): Promise<StoredMapping[]> {
  const found = await db.query<StoredMapping>(
    `select ${columns} from mapping where state = 'paused' and stopped_by = 'broken' and (crm = $1 or pm = $1) order by id`,
    [connection],
  )
  return found.rows
}

/** The names of the mappings that work through a connection, whatever state they are in. */
export async function mappingsOver(db: Db, connection: number): Promise<string[]> {
  const found = await db.query<{ name: string }>(
    'select name from mapping where crm = $1 or pm = $1 order by name',
    [connection],
  )
  return found.rows.map(row => row.name)
}

/** The entities of a connection that mappings which are on concern. */
export async function entitiesInUse(db: Db, connection: number): Promise<string[]> {
  const found = await db.query<{ entity: string }>(
    'select distinct entity from mapping_entity where connection = $1 order by entity',
    [connection],
  )
  return found.rows.map(row => row.entity)
}
