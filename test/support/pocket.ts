import type { Fields, Side } from '../../src/core/value.ts'
import type { Connector, Entity, Row, Write, WriteResult } from '../../src/spi/index.ts'
import { unreadRow } from '../../src/spi/index.ts'
import { connector } from './mapping-connectors.ts'

/** A vendor in a test's pocket: rows in memory, and people who change them. It keeps our keys and ticks by itself. */
export interface Pocket {
  readonly connector: Connector
  readonly rows: (entity: string) => Row[]
  row(entity: string, id: string): Row | undefined
  /** Somebody adds a row, or edits one. */
  put(entity: string, id: string, fields: Fields): void
  /** Somebody deletes rows. */
  drop(entity: string, ...ids: string[]): void
  /** The row cannot be read any more, or can again (null). */
  garble(entity: string, id: string, why: string | null): void
  /** What reading and writing does before it is done; throws what the vendor would answer. */
  before: (verb: 'pull' | 'fetch' | 'write', entity: string) => void
  /** Rows that lists leave out, although they are there. */
  readonly unlisted: Set<string>
  readonly writes: Write[]
}

export const pageSize = 3

export function pocket(side: Side, entities: Readonly<Record<string, Entity>>): Pocket {
  const tables = new Map(Object.keys(entities).map(name => [name, new Map<string, Row>()]))
  const garbled = new Map<string, string>()
  let ticks = 0
  const table = (entity: string) => tables.get(entity) ?? new Map<string, Row>()

  function store(entity: string, id: string, fields: Fields, by: string, key?: string): Row {
    ticks += 1
    const empty = Object.fromEntries(Object.keys(entities[entity]?.fields ?? {}).map(name => [name, null]))
    const before = table(entity).get(id)
    const row: Row = {
      id,
      version: String(ticks),
      changedAt: new Date(Date.UTC(2026, 0, 1) + ticks * 1000).toISOString(),
      changedBy: by,
      fields: { ...empty, ...before?.fields, ...fields },
      ...(key === undefined ? (before?.key === undefined ? {} : { key: before.key }) : { key }),
    }
    table(entity).set(id, row)
    return row
  }

  const shown = (entity: string, row: Row) => {
    const why = garbled.get(`${entity} ${row.id}`)
    return why === undefined ? row : unreadRow(row.id, why)
  }

  function written(entity: string, write: Write): WriteResult {
    if (write.op === 'create')
      return { ok: true, row: store(entity, `made-${ticks}`, write.fields, 'us', write.key) }
    const row = table(entity).get(write.id)
    if (!row) return { ok: false, unanswered: false, failure: { kind: 'gone', message: 'It is not there.' } }
    if (write.op === 'update') return { ok: true, row: store(entity, write.id, write.fields, 'us') }
    table(entity).delete(write.id)
    return { ok: true, row: null }
  }

  const self: Pocket = {
    rows: entity => [...table(entity).values()],
    row: (entity, id) => table(entity).get(id),
    put: (entity, id, fields) => void store(entity, id, fields, 'somebody'),
    drop: (entity, ...ids) => {
      for (const id of ids) table(entity).delete(id)
    },
    garble: (entity, id, why) => {
      if (why === null) garbled.delete(`${entity} ${id}`)
      else garbled.set(`${entity} ${id}`, why)
    },
    before: () => {},
    unlisted: new Set(),
    writes: [],
    connector: {
      ...connector(side, `pocket-${side}`, entities),
      pull: async (_session, { entity, since, cursor }) => {
        self.before('pull', entity)
        const all = [...table(entity).values()].filter(row => !self.unlisted.has(row.id))
        const due = all
          .filter(row => since === null || (row.changedAt ?? '') >= since)
          .filter(row => cursor === null || row.id > cursor)
          .sort((a, b) => (a.id < b.id ? -1 : 1))
        const page = due.slice(0, pageSize)
        const next = due.length > pageSize ? (page.at(-1)?.id ?? null) : null
        return { rows: page.map(row => shown(entity, row)), gone: [], next }
      },
      fetch: async (_session, entity, ids) => {
        self.before('fetch', entity)
        return ids.flatMap(id => {
          const row = table(entity).get(id)
          return row ? [shown(entity, row)] : []
        })
      },
      find: async (_session, entity, key) => [...table(entity).values()].find(row => row.key === key) ?? null,
      write: async (_session, entity, writes) => {
        self.before('write', entity)
        self.writes.push(...writes)
        return writes.map(write => written(entity, write))
      },
    },
  }
  return self
}
