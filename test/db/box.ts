import type { Side } from '../../src/core/value.ts'
import type { Connector, Row, Write, WriteResult } from '../../src/spi/index.ts'
import { type Db, inTransaction, type Pool } from '../../src/store/database.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { connector, entity, field } from '../support/mapping-connectors.ts'
import { connected, type Ground, linked, mapped } from './ground.ts'

/**
 * A vendor that is a table beside Baton's own: it keeps what is written to it whoever dies, notes who wrote, and notices
 * when two ask for the same row at once.
 */
export const boxMapping = `
version: 1
name: box
title: Two boxes
crm: box-crm
pm: box-pm
accounts:
  pair: [account, client]
  fields:
    - { crm: name, pm: name, tie: crm }
`

export interface BoxOptions {
  /** Called with the rows of the crm that were just read, before they are answered. */
  readonly onRead: (ids: readonly string[]) => Promise<void>
}

const entityOf = { crm: 'account', pm: 'client' } as const

/** The two connectors, by name. */
export function boxes(pool: Pool, options: BoxOptions): Map<string, Connector> {
  const box = (side: Side): [string, Connector] => {
    const name = `box-${side}`
    const shape = connector(side, name, {
      [entityOf[side]]: { ...entity({ name: field('text') }), bulk: 10 },
    })
    return [
      name,
      {
        ...shape,
        fetch: (_session, _entity, ids) => read(pool, side, ids, options),
        write: (_session, _entity, writes) => Promise.all(writes.map(write => written(pool, side, write))),
      },
    ]
  }
  return new Map([box('crm'), box('pm')])
}

async function read(pool: Pool, side: Side, ids: readonly string[], { onRead }: BoxOptions): Promise<Row[]> {
  const rows = await inTransaction(pool, async tx => {
    await tx.query(
      `insert into box_overlap (id) select id from unnest($2::text[]) as i(id)
       where not pg_try_advisory_xact_lock(hashtextextended($1 || id, 2))`,
      [side, ids],
    )
    for (let at = 0; at < 20; at++) await tx.query('select')
    const found = await tx.query('select * from box_row where side = $1 and id = any($2)', [side, ids])
    return found.rows.map(rowOf)
  })
  if (side === 'crm') await onRead(ids)
  return rows
}

function rowOf(row: { readonly id: string; readonly name: string; readonly version: number }): Row {
  return {
    id: row.id,
    version: String(row.version),
    changedAt: null,
    changedBy: null,
    fields: { name: row.name },
  }
}

function written(pool: Pool, side: Side, write: Write): Promise<WriteResult> {
  if (write.op !== 'update') throw new Error('only updates are made in a box')
  return inTransaction(pool, async tx => {
    await tx.query('insert into box_write (pid, id, name) values ($1, $2, $3)', [
      process.pid,
      write.id,
      write.fields.name,
    ])
    const after = await tx.query(
      'update box_row set name = $3, version = version + 1 where side = $1 and id = $2 returning *',
      [side, write.id, write.fields.name],
    )
    return { ok: true, row: rowOf(after.rows[0]) }
  })
}

/** Makes the boxes, with linked rows of these ids in both, and the mapping between them. */
export async function fillBoxes(pool: Pool, ids: readonly string[], shards = 1): Promise<Ground> {
  await pool.query(
    `create table box_row (side text, id text, name text not null, version int not null default 1, primary key (side, id));
     create table box_write (at timestamptz not null default clock_timestamp(), pid int, id text, name text);
     create table box_overlap (id text not null);`,
  )
  await pool.query(
    `insert into box_row (side, id, name)
     select side, id, 'as it was' from unnest($1::text[]) as i(id), unnest('{crm,pm}'::text[]) as s(side)`,
    [ids],
  )
  const crm = await connected(pool, 'crm', 'crm')
  const pm = await connected(pool, 'pm', 'pm')
  const mapping = await mapped(pool, { crm, pm }, 'box', shards, boxMapping)
  await linked(
    pool,
    mapping,
    ids.map(id => [id, id] as const),
  )
  const base = JSON.stringify({ name: 'as it was' })
  await pool.query('update link set crm_base = $1, pm_base = $1', [base])
  return { crm, pm, mapping }
}

/** What a person does: changes rows in the crm's box, of which a webhook tells. */
export async function edit(tx: Db, { crm }: Ground, ids: readonly string[], name: string): Promise<void> {
  await tx.query(`update box_row set name = $2, version = version + 1 where side = 'crm' and id = any($1)`, [
    ids,
    name,
  ])
  await signalRows(
    tx,
    ids.map(id => ({ connection: crm, entity: 'account', id })),
    prio.edit,
  )
}

/** Rows that are not the same on both sides, or not settled. */
export async function unsettled(pool: Pool): Promise<string[]> {
  const found = await pool.query<{ what: string }>(
    `select 'row ' || c.id as what from box_row c join box_row p using (id)
     where c.side = 'crm' and p.side = 'pm' and c.name <> p.name
     union all select 'key ' || key from dirty
     union all select 'intent ' || key from intent
     union all select 'signal ' || row_id from signal`,
  )
  return found.rows.map(row => row.what)
}
