import type { WireResponse } from '#spi'
import { empty, json, mandatory, Refusal, tooMany } from './answer.ts'
import { bodyOf, type Call } from './call.ts'
import { coqlModule, type Reading, reading, rowsOf } from './coql-columns.ts'
import type { Condition } from './coql-condition.ts'
import { compile } from './coql-match.ts'
import { parseQuery, type Query } from './coql-parse.ts'
import type { Stored, World } from './world.ts'

/** Older pages of the vendor give smaller numbers. */
const limits = {
  v8: { rows: 2_000, reach: 100_000 },
  v3: { rows: 200, reach: 10_000 },
}

export function coql(call: Call): WireResponse {
  const { world, user } = call
  const query = queryOf(call)
  const module = coqlModule(world, query.from)
  const columns = columnsOf(world, module, query)
  const matches = compile(world, module, query.where)
  const all = sorted(world, module, query, rowsOf(world, module).filter(matches))
  const rows = all.slice(query.offset, query.offset + query.limit)
  if (rows.length === 0) return empty(204)
  const data = rows.map(record => printRow(columns, record, user.time_zone))
  const more_records = query.offset + rows.length < all.length
  return json(200, { data, info: { count: rows.length, more_records } })
}

function queryOf(call: Call): Query {
  const text = bodyOf(call).select_query
  if (typeof text !== 'string') throw mandatory('select_query', '$.select_query')
  const { switches } = call.world
  const query = parseQuery(text, {
    mustFilter: switches.get('coql-where') === 'mandatory',
    mustBracket: switches.get('coql-brackets') === 'mandatory',
  })
  refuseTooMuch(call.world, query)
  return query
}

function refuseTooMuch(world: World, query: Query): void {
  const { rows, reach } = limits[world.switches.get('coql-limits')]
  const criteria = criteriaOf(query.where)
  const longest = Math.max(
    0,
    ...criteria.map(({ operator, values }) => (operator === 'in' ? values.length : 0)),
  )
  const inLimit = Number(world.switches.get('coql-in'))
  if (query.limit > rows) throw tooMany('limit', rows)
  if (query.offset + query.limit > reach) throw tooMany('offset', reach)
  if (query.columns.length > 50) throw tooMany('select column', 50)
  if (criteria.length > 25) throw tooMany('criteria', 25)
  if (longest > inLimit) throw tooMany('in', inLimit)
  if (query.order.length > 10) throw tooMany('order by', 10)
}

function criteriaOf(condition: Condition | null): readonly (Condition & { readonly kind: 'criterion' })[] {
  if (condition === null) return []
  return condition.kind === 'criterion' ? [condition] : condition.parts.flatMap(criteriaOf)
}

type Named = readonly [name: string, column: Reading]

function columnsOf(world: World, module: string, query: Query): readonly Named[] {
  const names = query.columns.map(({ path, alias }) => alias ?? path)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new Refusal(400, 'DUPLICATE_DATA', 'duplicate column found', { column_name: twice })
  const alias = query.columns.find(one => one.alias !== null && one.alias.length > 50)
  if (alias)
    throw new Refusal(400, 'INVALID_ALIAS', 'alias given seems to be invalid', { alias: alias.alias })
  return query.columns.map(({ path, alias }) => [alias ?? path, reading(world, module, path)])
}

function printRow(columns: readonly Named[], record: Stored, zone: string) {
  const values = columns.map(([name, column]) => [name, column.print(record, zone)])
  return { ...Object.fromEntries(values), id: record.id }
}

function sorted(world: World, module: string, query: Query, rows: readonly Stored[]): readonly Stored[] {
  const keys = query.order.map(({ path, descending }) => ({ ...reading(world, module, path), descending }))
  return [...rows].sort((a, b) => {
    for (const { raw, descending } of keys) {
      const difference = compare(raw(a), raw(b))
      if (difference !== 0) return descending ? -difference : difference
    }
    return compare(a.id, b.id)
  })
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a ?? ''), String(b ?? '')]
  return left === right ? 0 : left < right ? -1 : 1
}

/** One credit up to 200 rows, two up to 1000, three beyond; by the limit asked for. */
export function coqlCredits(call: Call): number {
  const asked = /limit\s+(?:\d+\s*,\s*)?(\d+)/i.exec(call.body)
  const limit = Number(asked?.[1] ?? 200)
  return limit <= 200 ? 1 : limit <= 1_000 ? 2 : 3
}
