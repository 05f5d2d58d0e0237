import type { WireResponse } from '#spi'
import { invalid, json, Refusal } from './answer.ts'
import { type Call, module, query } from './call.ts'
import { moduleDef } from './modules.ts'
import { type Asked, askedPage, pageInfo } from './paging.ts'
import { printRecord } from './print.ts'
import { byIds, fieldNames, nothing, sinceFilter } from './read.ts'
import { recordsOf, type Stored } from './world.ts'

const sortable: readonly string[] = ['id', 'Created_Time', 'Modified_Time']

export function list(call: Call): WireResponse {
  refuseNonAdmins(call)
  return listOf(call, module(call), [...recordsOf(call.world, module(call)).values()])
}

/** A page of the given records, as the list and the related lists print it. */
export function listOf(
  call: Call,
  of: string,
  records: readonly Stored[],
  print: (record: Stored, wanted: readonly string[]) => unknown = (record, wanted) =>
    printRecord(call.world, call.user.time_zone, of, record, wanted),
): WireResponse {
  const wanted = fieldNames(call)
  const asked = askedPage(call)
  const changed = sinceFilter(call)
  const all = sorted(
    byIds(call, records).filter(record => changed(record.Modified_Time)),
    asked,
  )
  const rows = all.slice(asked.offset, asked.offset + asked.perPage)
  if (rows.length === 0) return nothing(call)
  const data = rows.map(record => print(record, wanted))
  return json(200, { data, info: pageInfo(call, asked, rows.length, all.length) })
}

function refuseNonAdmins(call: Call): void {
  if (!moduleDef(module(call)).onlyAdminsList || call.user.admin) return
  throw new Refusal(403, 'NOT_SUPPORTED', 'This API is supported only for admin users')
}

/** Ties fall to the id. */
function sorted(records: readonly Stored[], { sortBy, sortOrder }: Asked): readonly Stored[] {
  if (!sortable.includes(sortBy)) throw invalid({ param_name: 'sort_by', supported_values: sortable })
  const key = (record: Stored) => `${sortBy === 'id' ? '' : String(record[sortBy])} ${record.id}`
  const keyed = records.map(record => ({ key: key(record), record }))
  const sign = sortOrder === 'asc' ? 1 : -1
  return keyed.sort((a, b) => (a.key < b.key ? -sign : sign)).map(({ record }) => record)
}

/** Zoho lets only ten sorted or filtered lists run at a time. */
export function listIsHeavy(call: Call): boolean {
  return query(call, 'sort_by') !== null || query(call, 'cvid') !== null
}
