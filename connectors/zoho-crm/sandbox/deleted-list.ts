import type { WireResponse } from '#spi'
import { json, Refusal } from './answer.ts'
import { type Call, module, query, wholeQuery } from './call.ts'
import { moduleDef } from './modules.ts'
import { inZone } from './moment.ts'
import { idOf, printName } from './print.ts'
import { nothing, sinceFilter } from './read.ts'
import { invalidModule } from './refusals.ts'
import type { Binned } from './world.ts'

const day = 86_400_000
const binDays = 60
const forgottenDays = 120

export function deletedList(call: Call): WireResponse {
  if (!moduleDef(module(call)).hasBin) throw invalidModule('The given module is not supported in API')
  const rows = deletedRows(call)
  const perPage = wholeQuery(call, 'per_page', 200, 200)
  const page = wholeQuery(call, 'page', 1, Number.MAX_SAFE_INTEGER)
  const shown = rows.slice((page - 1) * perPage, page * perPage)
  if (shown.length === 0) return nothing(call)
  const more_records = page * perPage < rows.length
  const info = { per_page: perPage, count: shown.length, page, more_records }
  return json(200, { data: shown.map(one => printDeleted(call, one)), info })
}

function deletedRows(call: Call): readonly Binned[] {
  const type = askedType(call)
  const since = sinceFilter(call)
  return [...call.world.bin.values()]
    .filter(one => one.module === module(call) && age(call, one) < forgottenDays)
    .filter(one => type === 'all' || type === kindOf(call, one))
    .filter(({ deletedAt }) => since(deletedAt))
    .sort((a, b) => (key(a) < key(b) ? 1 : -1))
}

function askedType(call: Call): string {
  const type = query(call, 'type') ?? 'all'
  if (['all', 'recycle', 'permanent'].includes(type)) return type
  const message = 'Please check whether the input values are correct'
  throw new Refusal(400, 'PATTERN_NOT_MATCHED', message, { param_name: 'type' })
}

function key({ deletedAt, record }: Binned): string {
  return `${deletedAt} ${record.id}`
}

function age(call: Call, { deletedAt }: Binned): number {
  return (call.world.now() - Date.parse(deletedAt)) / day
}

function kindOf(call: Call, binned: Binned): 'recycle' | 'permanent' {
  return binned.purged || age(call, binned) >= binDays ? 'permanent' : 'recycle'
}

function printDeleted(call: Call, binned: Binned) {
  const { world, user } = call
  const { record } = binned
  const type = kindOf(call, binned)
  const known = type === 'recycle'
  return {
    id: record.id,
    display_name: known ? (record[moduleDef(binned.module).shows] ?? null) : null,
    type,
    deleted_time: inZone(binned.deletedAt, user.time_zone),
    deleted_by: known ? printName(world, binned.deletedBy) : null,
    created_by: known ? printName(world, idOf(record.Created_By)) : null,
  }
}
