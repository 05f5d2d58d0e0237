import type { Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { PassDesk } from './desk.ts'

export interface RowRead {
  readonly side: Side
  readonly entity: string
  readonly id: string
}

/** Rows by side, entity and id, as they were read for this pass. */
export interface Rows {
  get(side: Side, entity: string, id: string): Row | undefined
}

const nameOf = (side: Side, entity: string, id: string) => `${side} ${entity} ${id}`

/** Reads rows in bulk, both sides at once. The absent are absent. */
export async function readRows(desk: PassDesk, reads: readonly RowRead[]): Promise<Rows> {
  const groups = Map.groupBy(reads, read => `${read.side} ${read.entity}`)
  const found = await Promise.all([...groups.values()].map(group => readGroup(desk, group)))
  const rows = new Map(found.flat())
  return { get: (side, entity, id) => rows.get(nameOf(side, entity, id)) }
}

async function readGroup(desk: PassDesk, group: readonly RowRead[]): Promise<[string, Row][]> {
  const [first] = group
  if (!first) return []
  const { side, entity } = first
  const ids = [...new Set(group.map(read => read.id))]
  const rows = await desk[side].connector.fetch(desk[side].session, entity, ids)
  return rows.map(row => [nameOf(side, entity, row.id), withAddress(row)])
}

/** Its address is a field of every row, so that a mapping can carry it across; a connector's own field of that name wins. */
export function withAddress(row: Row): Row {
  return { ...row, fields: { url: row.url ?? null, ...row.fields } }
}
