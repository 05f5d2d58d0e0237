import type { WireResponse } from '#spi'
import { empty, invalid, json, tooMany } from './answer.ts'
import { type Call, csv, module, mustQuery, query } from './call.ts'
import { externalId } from './external.ts'
import { readMoment } from './moment.ts'
import { printRecord } from './print.ts'
import { fieldsOf, recordsOf, type Stored } from './world.ts'

export function readOne(call: Call): WireResponse {
  const { world, user } = call
  const record = recordsOf(world, module(call)).get(externalId(call, call.params.id ?? '') ?? '')
  if (!record) return missingRecord(call)
  const wanted = query(call, 'fields') === null ? null : fieldNames(call)
  return json(200, { data: [printRecord(world, user.time_zone, module(call), record, wanted)] })
}

/** Two answers are reported for a record that is not there. */
export function missingRecord(call: Call): WireResponse {
  if (call.world.switches.get('missing-record') === '204') return empty(204)
  throw invalid({ resource_path_index: 1, api_name: 'id' }, 'the id given seems to be invalid')
}

export function fieldNames(call: Call): readonly string[] {
  const names = csv(mustQuery(call, 'fields'))
  if (names.length > 50) throw tooMany('fields', 50)
  return names
}

/** Rich text is cut short in every other answer. */
export function readWholeText(call: Call): WireResponse {
  const record = recordsOf(call.world, module(call)).get(call.params.id ?? '')
  if (!record) return missingRecord(call)
  const wanted = fieldNames(call)
  const rich = fieldsOf(call.world, module(call)).filter(
    ({ name, richText }) => richText && wanted.includes(name),
  )
  if (rich.length < wanted.length) throw invalid({ param_name: 'fields' })
  const values = rich.map(({ name }) => [name, record[name] ?? null])
  return json(200, { data: [{ ...Object.fromEntries(values), id: record.id }] })
}

function modifiedSince(call: Call): string | null {
  const header = call.headers['if-modified-since']
  if (header === undefined) return null
  const since = readMoment(header)
  if (since) return since
  throw invalid({ api_name: 'If-Modified-Since', expected_data_type: 'datetime' }, 'invalid header')
}

/** Keeps what changed since the header's moment; all of it without the header. */
export function sinceFilter(call: Call): (at: unknown) => boolean {
  const since = modifiedSince(call)
  if (since === null) return () => true
  const open = call.world.switches.get('modified-since') === 'after'
  return at => (open ? String(at) > since : String(at) >= since)
}

/** Nothing to tell: 304 when somebody asked what changed, 204 otherwise. */
export function nothing(call: Call): WireResponse {
  return empty(modifiedSince(call) === null ? 204 : 304)
}

export function byIds(call: Call, records: readonly Stored[]): readonly Stored[] {
  const text = query(call, 'ids')
  if (text === null) return records
  const ids = csv(text)
  if (ids.length > 100) throw tooMany('ids', 100)
  const wanted = new Set(ids.map(id => externalId(call, id)))
  return records.filter(({ id }) => wanted.has(id))
}
