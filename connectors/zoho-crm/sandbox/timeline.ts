import type { WireResponse } from '#spi'
import { empty, json } from './answer.ts'
import { type Call, module } from './call.ts'
import { moduleDef } from './modules.ts'
import { inZone } from './moment.ts'
import { askedPage, pageInfo } from './paging.ts'
import { idOf, printName, printValue } from './print.ts'
import { missingRecord } from './read.ts'
import { sameJson } from './store.ts'
import { type Change, fieldsOf, recordsOf } from './world.ts'

const actions = { add: 'added', edit: 'updated', remove: 'deleted', restore: 'restored' } as const

/** What has happened to a record and to its notes, newest first. */
export function timeline(call: Call): WireResponse {
  const id = call.params.id ?? ''
  if (!recordsOf(call.world, module(call)).has(id)) return missingRecord(call)
  const all = call.world.history.filter(change => change.id === id || noteParent(change) === id).reverse()
  const asked = askedPage(call)
  const rows = all.slice(asked.offset, asked.offset + asked.perPage)
  if (rows.length === 0) return empty(204)
  const { per_page, count, next_page_token, more_records } = pageInfo(call, asked, rows.length, all.length)
  const info = { per_page, count, next_page_token, more_records }
  return json(200, { __timeline: rows.map((change, at) => printChange(call, change, at)), info })
}

function noteParent({ module, before, after }: Change): string {
  return module === 'Notes' ? idOf((after ?? before)?.Parent_Id) : ''
}

function printChange(call: Call, change: Change, at: number) {
  const { world, user } = call
  const record = change.after ?? change.before
  const def = moduleDef(change.module)
  return {
    id: `${change.id.slice(0, -4)}${String(9999 - at)}`,
    action: actions[change.does],
    audited_time: inZone(change.at, user.time_zone),
    done_by: printName(world, change.userId),
    source: change.api ? 'crm_api' : 'crm_ui',
    record: { id: change.id, name: record?.[def.shows] ?? null, module: { api_name: def.name, id: def.id } },
    field_history: change.does === 'edit' ? fieldHistory(call, change) : [],
  }
}

function fieldHistory(call: Call, { module: of, before, after }: Change) {
  if (!before || !after) return []
  const zone = call.user.time_zone
  return fieldsOf(call.world, of)
    .filter(({ name }) => !name.startsWith('Modified_') && !sameJson(before[name], after[name]))
    .map(field => ({
      api_name: field.name,
      data_type: field.kind,
      id: field.id,
      _value: {
        old: printValue(call.world, zone, field, before),
        new: printValue(call.world, zone, field, after),
      },
    }))
}
