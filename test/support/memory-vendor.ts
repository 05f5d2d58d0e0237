import type { Fields, Side } from '../../src/core/value.ts'
import {
  type Connector,
  type PullAsk,
  type Row,
  VendorError,
  type Write,
  type WriteResult,
} from '../../src/spi/index.ts'

/** A vendor whose rows stand in memory. */
export interface MemoryVendor {
  readonly connector: Connector
  /** What somebody does at the vendor's own screen. */
  put(entity: string, id: string, fields: Fields): void
  remove(entity: string, id: string): void
  show(entity: string, id: string): Fields | undefined
  all(entity: string): readonly (readonly [id: string, fields: Fields])[]
  /** What Baton wrote, in order. */
  readonly writes: readonly { readonly entity: string; readonly write: Write }[]
  /** Reads nothing out while this is true. */
  isDown: boolean
  /** Makes a write and does not answer; or does neither. */
  silent: (entity: string, write: Write) => 'made' | 'lost' | null
  /** Refuses the writes for which it has words. */
  refuse: (entity: string, write: Write) => string | null
}

export function memoryVendor(side: Side, shape: Connector): MemoryVendor {
  const rows = memoryRows(side, shape)
  const writes: { entity: string; write: Write }[] = []
  const vendor: MemoryVendor = {
    writes,
    isDown: false,
    refuse: () => null,
    silent: () => null,
    put: (entity, id, fields) => void rows.keep(entity, id, fields, 'somebody'),
    remove: rows.drop,
    show: (entity, id) => rows.get(entity, id)?.fields,
    all: entity => rows.of(entity).map(row => [row.id, row.fields]),
    connector: {
      ...shape,
      pull: async (_session, ask) => ({ rows: listedIn(shape, rows, ask), gone: [], next: null }),
      fetch: async (_session, entity, ids) => {
        if (vendor.isDown) throw new VendorError(down, null)
        return ids.flatMap(id => rows.get(entity, id) ?? [])
      },
      find: async (_session, entity, key) => rows.made(entity, key) ?? null,
      write: async (_session, entity, some) =>
        some.map(write => {
          writes.push({ entity, write })
          const silence = vendor.silent(entity, write)
          if (silence === 'made') written(rows, entity, write)
          if (silence !== null) return unanswered
          const message = vendor.refuse(entity, write)
          if (message === null) return written(rows, entity, write)
          return { ok: false, unanswered: false, failure: { kind: 'rejected', message } }
        }),
    },
  }
  return vendor
}

const down = { kind: 'unavailable', message: 'The vendor did not answer.' } as const
const unanswered: WriteResult = { ok: false, unanswered: true, failure: down }

function written(rows: MemoryRows, entity: string, write: Write): WriteResult {
  if (write.op === 'create') {
    const earlier = rows.made(entity, write.key)
    if (earlier) return { ok: true, row: earlier, earlier: true }
    return { ok: true, row: rows.keep(entity, rows.nextId(), write.fields, 'us', write.key) }
  }
  if (write.op === 'update') return { ok: true, row: rows.keep(entity, write.id, write.fields, 'us') }
  rows.drop(entity, write.id)
  return { ok: true, row: null }
}

/** What is listed only within another row is asked for with that row. */
function listedIn(shape: Connector, rows: MemoryRows, { entity, within }: PullAsk): readonly Row[] {
  const { listed } = shape.entities[entity] ?? {}
  if (listed && within === undefined) throw new Error(`Nobody lists every ${entity}.`)
  return rows.of(entity).filter(row => !listed || row.fields[listed.field] === within)
}

type MemoryRows = ReturnType<typeof memoryRows>

/** What nobody has filled is empty; each change has its own second. */
function memoryRows(side: Side, shape: Connector) {
  const rows = new Map<string, Row>()
  let clock = Date.parse('2026-03-01T00:00:00Z')
  let made = 0
  const of = (entity: string) =>
    [...rows].filter(([name]) => name.startsWith(`${entity} `)).map(([, row]) => row)
  const get = (entity: string, id: string) => rows.get(`${entity} ${id}`)

  function keep(entity: string, id: string, fields: Fields, by: string, newKey?: string): Row {
    clock += 1000
    const before = get(entity, id)
    const names = Object.keys(shape.entities[entity]?.fields ?? {})
    const key = newKey ?? before?.key
    const row: Row = {
      id,
      version: String(clock),
      changedAt: new Date(clock).toISOString(),
      changedBy: by,
      fields: { ...Object.fromEntries(names.map(name => [name, null])), ...before?.fields, ...fields },
      url: `https://${side}.example.test/${entity}/${id}`,
      ...(key === undefined ? {} : { key }),
    }
    rows.set(`${entity} ${id}`, row)
    return row
  }

  return {
    of,
    get,
    keep,
    made: (entity: string, key: string) => of(entity).find(row => row.key === key),
    nextId: () => `${side}-new-${++made}`,
    drop: (entity: string, id: string) => void rows.delete(`${entity} ${id}`),
  }
}
