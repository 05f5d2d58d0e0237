import type { Fields, Side } from '../../src/core/value.ts'
import type {
  Connector,
  Entity,
  FieldSpecs,
  Page,
  PullAsk,
  Row,
  Write,
  WriteResult,
} from '../../src/spi/index.ts'
import { unreadRow } from '../../src/spi/index.ts'
import { connector } from './mapping-connectors.ts'

/** A vendor in a test's pocket: rows in memory that keep our keys, changed by people through `put` and `drop`. */
export interface Pocket {
  readonly entities: Readonly<Record<string, Entity>>
  readonly tables: ReadonlyMap<string, Map<string, Row>>
  /** Why a row cannot be read, by entity and id. */
  readonly garbled: Map<string, string>
  /** Rows that lists leave out, although they are there. */
  readonly unlisted: Set<string>
  readonly writes: Write[]
  /** Fields that this account has of its own, by entity. */
  readonly own: Record<string, FieldSpecs>
  /** What reading and writing does before it is done; throws what the vendor would answer. */
  before: (verb: 'pull' | 'fetch' | 'write', entity: string) => void
  /** What an update says that it replaced and no reading had shown. */
  replaces: Fields | undefined
  ticks: number
}

const pageSize = 3

export function pocket(entities: Pocket['entities']): Pocket {
  const tables = new Map(Object.keys(entities).map(name => [name, new Map<string, Row>()]))
  return {
    entities,
    tables,
    garbled: new Map(),
    unlisted: new Set(),
    writes: [],
    own: {},
    before: () => {},
    replaces: undefined,
    ticks: 0,
  }
}

export function rowsIn(vendor: Pocket, entity: string): Row[] {
  return [...(vendor.tables.get(entity)?.values() ?? [])]
}

/** Somebody adds a row, or edits one. */
export function put(
  vendor: Pocket,
  entity: string,
  id: string,
  fields: Fields,
  by = 'somebody',
  key?: string,
): Row {
  vendor.ticks += 1
  const before = vendor.tables.get(entity)?.get(id)
  const empty = Object.fromEntries(
    Object.keys(vendor.entities[entity]?.fields ?? {}).map(name => [name, null]),
  )
  const ours = vendor.entities[entity]?.can.createOnce ? (key ?? before?.key) : undefined
  const changedAt = new Date(Date.UTC(2026, 0, 1) + vendor.ticks * 1000).toISOString()
  const row: Row = {
    id,
    version: String(vendor.ticks),
    changedAt,
    changedBy: by,
    fields: { ...empty, ...(before?.fields ?? asWritten(vendor, entity, by, changedAt)), ...fields },
    ...(ours === undefined ? {} : { key: ours }),
  }
  vendor.tables.get(entity)?.set(id, row)
  return row
}

/** A comment says who wrote it, and when. */
function asWritten(vendor: Pocket, entity: string, by: string, at: string): Fields {
  return vendor.entities[entity]?.inside
    ? { author: by, authorName: `Name of ${by}`, at, private: false }
    : {}
}

/** Somebody deletes rows. */
export function drop(vendor: Pocket, entity: string, ...ids: string[]): void {
  for (const id of ids) vendor.tables.get(entity)?.delete(id)
}

/** The row cannot be read any more, or can again (null). */
export function garble(vendor: Pocket, entity: string, id: string, why: string | null): void {
  if (why === null) vendor.garbled.delete(`${entity} ${id}`)
  else vendor.garbled.set(`${entity} ${id}`, why)
}

export function pocketConnector(side: Side, vendor: Pocket): Connector {
  const told = <T>(verb: 'pull' | 'fetch' | 'write', entity: string, answer: () => T): Promise<T> =>
    new Promise(resolve => {
      vendor.before(verb, entity)
      resolve(answer())
    })
  return {
    ...connector(side, `pocket-${side}`, vendor.entities),
    describe: async (_session, entity) => ({ ...vendor.entities[entity]?.fields, ...vendor.own[entity] }),
    pull: (_session, ask) => told('pull', ask.entity, () => pageOf(vendor, ask)),
    fetch: (_session, entity, ids) =>
      told('fetch', entity, () =>
        ids.flatMap(id => shown(vendor, entity, vendor.tables.get(entity)?.get(id))),
      ),
    find: async (_session, entity, key) => rowsIn(vendor, entity).find(row => row.key === key) ?? null,
    write: (_session, entity, writes) =>
      told('write', entity, () => {
        vendor.writes.push(...writes)
        return writes.map(write => written(vendor, entity, write))
      }),
  }
}

function shown(vendor: Pocket, entity: string, row: Row | undefined): Row[] {
  if (!row) return []
  const why = vendor.garbled.get(`${entity} ${row.id}`)
  return [why === undefined ? withMark(vendor, entity, row) : unreadRow(row.id, why)]
}

/** What a row shows of those that stand inside it: how many there are, and which is the newest. */
function withMark(vendor: Pocket, entity: string, row: Row): Row {
  const marks = Object.entries(vendor.entities).flatMap(([name, { inside }]) => {
    if (inside?.entity !== entity || inside.news !== 'marked') return []
    const within = rowsIn(vendor, name).filter(one => one.fields[inside.field] === row.id)
    return [[name, within.length === 0 ? '' : `${within.length} ${within.at(-1)?.version}`] as const]
  })
  return marks.length === 0 ? row : { ...row, inside: Object.fromEntries(marks) }
}

function pageOf(vendor: Pocket, { entity, since, cursor, within }: PullAsk): Page {
  const { inside } = vendor.entities[entity] ?? {}
  if (within === undefined && inside && inside.news !== 'listed') throw new Error('It is read task by task.')
  const due = rowsIn(vendor, entity)
    .filter(row => within === undefined || row.fields[inside?.field ?? ''] === within)
    .filter(row => !vendor.unlisted.has(row.id))
    .filter(row => since === null || (row.changedAt ?? '') >= since)
    .filter(row => cursor === null || row.id > cursor)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows = due.slice(0, pageSize)
  const next = due.length > pageSize ? (rows.at(-1)?.id ?? null) : null
  return { rows: rows.flatMap(row => shown(vendor, entity, row)), gone: [], next }
}

const gone: WriteResult = {
  ok: false,
  unanswered: false,
  failure: { kind: 'gone', message: 'It is not there.' },
}

/** A comment needs the task that it is said to. */
function isPlaced(vendor: Pocket, entity: string, fields: Fields): boolean {
  const { inside } = vendor.entities[entity] ?? {}
  return !inside || vendor.tables.get(inside.entity)?.has(String(fields[inside.field])) === true
}

function written(vendor: Pocket, entity: string, write: Write): WriteResult {
  const there = write.op === 'create' && rowsIn(vendor, entity).find(row => row.key === write.key)
  if (there && vendor.entities[entity]?.can.createOnce) return { ok: true, row: there, earlier: true }
  if (write.op === 'create')
    return isPlaced(vendor, entity, write.fields)
      ? { ok: true, row: put(vendor, entity, `made-${vendor.ticks}`, write.fields, 'us', write.key) }
      : gone
  if (!vendor.tables.get(entity)?.has(write.id)) return gone
  if (write.op === 'update') {
    const row = put(vendor, entity, write.id, write.fields, 'us')
    return { ok: true, row, ...(vendor.replaces ? { replaced: vendor.replaces } : {}) }
  }
  drop(vendor, entity, write.id)
  return { ok: true, row: null }
}
