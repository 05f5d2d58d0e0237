import type { Side, Value } from '../core/value.ts'
import type { FieldSpec } from '../spi/index.ts'
import { namedAt, type SeenRow, seenRows } from '../store/seen-rows.ts'
import type { MappingDesk } from './deals-desk.ts'
import { nameOfRow } from './name-of-row.ts'
import { shortened, withoutTags } from './short-words.ts'

/** A row that stands alone, with what speaks for who it is. */
export interface KnownRow {
  readonly id: string
  readonly name: string | null
  readonly url: string | null
  readonly facts: readonly { readonly title: string; readonly value: string }[]
}

const mostFacts = 6
const longest = 80

/** Rows of one kind as people tell them apart: what differs between them comes first. */
export async function knownRows(
  desk: MappingDesk,
  side: Side,
  entity: string,
  ids: readonly string[],
): Promise<readonly KnownRow[]> {
  const specs = Object.entries(desk[side].connector.entities[entity]?.fields ?? {}).filter(
    ([name]) => !['title', 'name', 'text'].includes(name),
  )
  const rows = await seenRows(desk.engine.pool, desk[side].connection.id, entity, ids)
  const names = await namesOf(desk, side, specs, rows)
  const shown = rows.map(row => specs.map(([name, spec]) => wordsOf(row.fields[name], spec, names)))
  const differs = (at: number) => new Set(shown.map(one => one[at])).size > 1
  const order = [...specs.keys()].sort((a, b) => Number(differs(b)) - Number(differs(a)))
  return rows.map(({ id, fields, url }, row) => {
    const facts = order.flatMap(at => {
      const [value, title] = [shown[row]?.[at] ?? '', specs[at]?.[1].title ?? '']
      return value === '' ? [] : [{ title, value }]
    })
    return { id, name: nameOfRow({ fields }), url, facts: facts.slice(0, mostFacts) }
  })
}

type Names = (entity: string, id: string) => string | undefined

/** The people and rows that these rows name by an id. */
async function namesOf(
  desk: MappingDesk,
  side: Side,
  specs: readonly (readonly [string, FieldSpec])[],
  rows: readonly SeenRow[],
): Promise<Names> {
  const wanted = specs.flatMap(([name, spec]) => {
    const entity = entityOf(spec)
    const ids = rows.flatMap(row => row.fields[name] ?? []).filter(id => typeof id === 'string')
    return entity === null ? [] : ids.map(id => ({ entity, id }))
  })
  const found = await namedAt(desk.engine.pool, {
    mapping: desk.mapping.id,
    connection: desk[side].connection.id,
    side,
    rows: wanted,
  })
  return (entity, id) => found.get(`${entity} ${id}`)
}

function entityOf({ type, entity }: FieldSpec): string | null {
  return type === 'person' || type === 'people' ? 'user' : (entity ?? null)
}

/** Empty: nothing that helps. */
function wordsOf(value: Value | undefined, spec: FieldSpec, names: Names): string {
  const entity = entityOf(spec)
  const told = (one: unknown): string => {
    if (typeof one === 'boolean') return one ? 'yes' : 'no'
    if (typeof one === 'number') return String(one)
    if (typeof one !== 'string') return ''
    if (entity !== null) return names(entity, one) ?? one
    return spec.type === 'rich-text' ? withoutTags(one) : one
  }
  const words = [value].flat().map(told).filter(Boolean).join(', ')
  return shortened(words, longest)
}
