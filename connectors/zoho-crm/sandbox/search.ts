import type { WireResponse } from '#spi'
import { empty, json, Refusal } from './answer.ts'
import { type Call, module, query, wholeQuery } from './call.ts'
import type { FieldKind } from './fields.ts'
import { printRecord } from './print.ts'
import { fieldNames } from './read.ts'
import { criteriaTest, type Test } from './search-match.ts'
import { fieldsOf, recordsOf, type Stored } from './world.ts'

const reach = 2_000
/** Looks at an index that lags behind the records. */
export function search(call: Call): WireResponse {
  const matches = testOf(call)
  const perPage = wholeQuery(call, 'per_page', 200, 200)
  const page = wholeQuery(call, 'page', 1, Number.MAX_SAFE_INTEGER)
  if (page * perPage > reach) throw new Refusal(400, 'LIMIT_REACHED', 'limit reached', { limit: reach })
  const all = indexed(call).filter(matches)
  const rows = all.slice((page - 1) * perPage, page * perPage)
  if (rows.length === 0) return empty(204)
  const wanted = query(call, 'fields') === null ? null : fieldNames(call)
  const data = rows.map(record => printRecord(call.world, call.user.time_zone, module(call), record, wanted))
  const info = { per_page: perPage, count: rows.length, page, more_records: page * perPage < all.length }
  return json(200, { data, info })
}

/** A record written a moment ago is not to be found yet. */
function indexed(call: Call): readonly Stored[] {
  const until = call.world.now() - call.world.switches.amount('search-lag-seconds') * 1000
  return [...recordsOf(call.world, module(call)).values()].filter(
    record => Date.parse(String(record.Modified_Time)) <= until,
  )
}

function testOf(call: Call): Test {
  const criteria = query(call, 'criteria')
  if (criteria !== null) return criteriaTest(call, criteria)
  for (const kind of ['email', 'phone'] as const) {
    const value = query(call, kind)
    if (value !== null) return anyField(call, [kind], text => text.toLowerCase() === value.toLowerCase())
  }
  const word = query(call, 'word')?.toLowerCase()
  if (word !== undefined) return anyField(call, ['text', 'email'], text => text.toLowerCase().includes(word))
  const message = 'One of the expected parameter is missing'
  const param_names = ['criteria', 'email', 'phone', 'word']
  throw new Refusal(400, 'REQUIRED_PARAM_MISSING', message, { param_names })
}

function anyField(call: Call, kinds: readonly FieldKind[], fits: (text: string) => boolean): Test {
  const fields = fieldsOf(call.world, module(call)).filter(({ kind }) => kinds.includes(kind))
  return record => fields.some(({ name }) => fits(String(record[name] ?? '')))
}
