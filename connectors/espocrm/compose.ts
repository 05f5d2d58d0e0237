import type { Fields } from '#spi'
import type { EspoRecord } from './api.ts'
import { dueBody, parentBody, timeOfDay } from './task.ts'
import { columnsOf, type Site } from './types.ts'
import { toColumn } from './values.ts'

export type Body = Readonly<Record<string, unknown>>

/** The fields of a write as EspoCRM takes them. `present` is the record as it stands; null for a new one. */
export function recordFor(entity: string, fields: Fields, present: EspoRecord | null, site: Site): Body {
  const columns = new Map(Object.entries(columnsOf(entity, site)))
  const values = Object.entries(fields).flatMap(([name, value]) => {
    const column = columns.get(name)
    return column ? [[column.api, toColumn(column, value)] as const] : []
  })
  const body: Body = Object.fromEntries(values)
  if (entity !== 'task') return body
  const { dueDate } = fields
  const due = dueDate === undefined ? {} : dueBody(dueDate, timeOfDay(present, site.facts), site.facts)
  return { ...body, ...due, ...parentBody(fields) }
}
